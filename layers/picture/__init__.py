"""Scene to SVG, PDF and PNG: layout, symbols, labels, output."""
