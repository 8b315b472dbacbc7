"""The forms of the editor: an event at a time, its claims, its way, and the rows that it names."""
