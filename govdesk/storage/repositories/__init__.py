"""The write door: domain objects in, rows changed."""
