"""What readers and writers hand on: records, notes, drafts, rows of recorded positions."""
