"""The law of the street on the screen: read, changed, checked, tried out, put in force."""
