"""How much a file may hold; a larger one is refused before it takes time or memory."""

from __future__ import annotations

MAX_BYTES = 5_000_000
"""Bytes of a file that is read."""

MAX_TRACK_BYTES = 40_000_000
"""Bytes of a file of recorded positions, of which 100,000 have some 10 MB."""

MAX_ROWS = 20_000
"""Rows, features, placemarks or slides of a file."""

MAX_FIXES = 100_000
"""Recorded positions of all tracks of a file."""

MAX_COLUMNS = 200
MAX_CELLS = 1_500_000
"""Cells of a sheet, with the empty cells between them."""

MAX_ELEMENTS = 600_000
"""Elements of an XML document."""

MAX_DEPTH = 60
"""Nesting of an XML document."""

MAX_MEMBERS = 2_000
"""Files inside a zip."""

MAX_UNZIPPED = 40_000_000
"""Bytes of all files inside a zip together, as declared and as unpacked."""

MAX_RATIO = 200
"""Largest ratio of unpacked to packed size; a file above it is taken for a zip bomb."""

MAX_PROSE = 2000
MAX_LINE = 160
MAX_HEADLINE = 90
"""Characters of a story's fields, as geo/story/model.py has them."""
