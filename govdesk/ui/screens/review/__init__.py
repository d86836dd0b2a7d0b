"""The weekly review on the wall."""
