"""The read door: frozen rows with exactly the columns a screen shows."""
