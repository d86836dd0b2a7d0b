"""The front door: composition root, start-up, command line."""
