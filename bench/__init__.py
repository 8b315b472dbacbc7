"""How fast Escape Routes is, measured against its own limits and other tools."""
