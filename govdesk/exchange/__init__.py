"""Files of the outside world. Values in, values out."""
