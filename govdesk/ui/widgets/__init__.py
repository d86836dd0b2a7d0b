"""The kit every screen is built from: chips, fields, bars, panes. They know no case and no service."""
