"""Threads and the road back to the window."""
