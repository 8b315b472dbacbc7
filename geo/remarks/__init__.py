"""What a careful desk asks of a story that can be shown."""
