"""Chinese text search; the only other room that knows the dialect."""
