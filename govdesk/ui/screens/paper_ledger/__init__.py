"""文书台账 in the window."""
