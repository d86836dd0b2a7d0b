"""The same papers as Word files: made from the laid-out form, so that they say what the PDF says."""
