"""Reported times: bounds, closing them for drawing, order, and the words for them."""
