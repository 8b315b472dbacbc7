"""Story to Scene: marks, what shows at a moment, the extent an event needs."""
