"""Paths, settings, clock, logging, text: no business words."""
