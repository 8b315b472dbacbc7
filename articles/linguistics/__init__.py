"""What the rules know of a language: the parsed text, words, names, quotes."""
