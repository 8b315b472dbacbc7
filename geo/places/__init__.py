"""Places by name: the gazetteer, and looking places up in it."""
