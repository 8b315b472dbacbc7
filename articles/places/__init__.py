"""Places of a report: mentions, their roles, and who may be meant by each name."""
