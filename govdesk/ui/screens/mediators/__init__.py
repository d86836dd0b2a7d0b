"""调解员名册 in the window."""
