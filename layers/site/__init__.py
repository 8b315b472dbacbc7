"""Scenes to a folder of plain files for any web space: a page a story, and one for each event."""
