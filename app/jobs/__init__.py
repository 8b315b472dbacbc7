"""Pictures and films that are asked for, and how they are made."""
