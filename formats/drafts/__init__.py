"""Records into a draft story: columns, events, places, validation."""
