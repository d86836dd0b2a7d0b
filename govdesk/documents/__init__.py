"""Papers: frozen data in, bytes out. No query, no clock."""
