"""How fast Escape Routes is, against the bars that it has set itself."""
