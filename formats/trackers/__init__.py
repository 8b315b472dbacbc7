"""Files of trackers into recorded positions, a module for each format."""
