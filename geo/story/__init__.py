"""The story: its model, loading, references between rows, what can be saved of a faulty file."""
