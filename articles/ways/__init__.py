"""Ways of a report: who went from where to where, as far as it is said; nothing is invented."""
