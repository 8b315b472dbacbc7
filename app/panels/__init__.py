"""The panels below the map, and the widgets they share."""
