"""What a careful editor asks of a story that can be shown."""
