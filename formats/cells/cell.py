"""What a cell of a table may hold."""

from __future__ import annotations

from datetime import date, datetime, time

Cell = str | int | float | bool | datetime | date | time | None
"""A text as it is written, or what a spreadsheet has made of it; None where it is empty."""
