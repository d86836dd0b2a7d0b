"""Taking a case in, by the keyboard alone."""
