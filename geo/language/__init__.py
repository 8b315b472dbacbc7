"""What is reported, in words: a catalogue of messages for each language."""
