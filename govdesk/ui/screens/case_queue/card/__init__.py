"""The case card: everything about one case, and what can be done with it."""
