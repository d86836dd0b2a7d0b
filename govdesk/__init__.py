"""GovDesk: the desktop application of a comprehensive-governance command centre."""

__version__ = "0.1.0"
