"""The supervision board."""
