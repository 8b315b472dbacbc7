"""Units in which files of trackers and receivers have heights and speeds."""

FOOT_M = 0.3048
"""Metres in a foot."""
KNOT_KMH = 1.852
"""Kilometres an hour in a knot."""
MS_KMH = 3.6
"""Kilometres an hour in a metre a second."""
