"""One folder for each screen; screens speak to services and do not know each other."""
