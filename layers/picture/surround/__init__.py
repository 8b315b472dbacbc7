"""What stands around the map and in its corners: texts, legend, scale bar, inset."""
