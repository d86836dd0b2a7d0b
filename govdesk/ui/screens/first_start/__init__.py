"""The first start: the demonstration street, or one's own centre."""
