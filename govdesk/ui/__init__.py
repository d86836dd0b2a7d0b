"""Everything a hand can touch."""
