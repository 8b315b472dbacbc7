"""What readers and writers share: records, drafts, limits, dates, numbers, safe parsing."""
