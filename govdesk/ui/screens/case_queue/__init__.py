"""The case workspace: views and grids, the queue, the map below it, the card beside it."""
