"""Times as other tools and people write them, read as a story writes them."""
