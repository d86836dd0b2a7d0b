"""The law of the house: plain Python."""
