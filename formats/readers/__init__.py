"""Files of other tools into records, a module for each format."""
