"""Who told: attributions of a report, with how many tell, named or not, and their stance."""
