"""The map screen of the rail: the network view with its way down and the figures of what is chosen."""
