"""What a cell or a text of a file holds: figures of all scripts, numbers, plain text."""
