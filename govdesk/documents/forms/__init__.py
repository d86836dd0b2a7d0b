"""The forms: one file each, from a frozen paper to the blocks that the flow sets."""
