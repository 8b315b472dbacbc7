"""Time zones as people type them, into their IANA names.

A list to choose from loses what is typed and left with Tab; a field for text does not.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from formats.drafts.story_builder import zone_fault

_CONTINENTS = frozenset(
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
        "Indian", "Pacific",
    }
)  # fmt: skip


def read_zone(text: str) -> str:
    """Give the IANA name for a zone's name in any case, or for its city alone; else the text.

    >>> read_zone("asia/damascus"), read_zone("Buenos Aires"), read_zone("Nowhere")
    ('Asia/Damascus', 'America/Argentina/Buenos_Aires', 'Nowhere')
    """
    text = " ".join(text.split())
    return text if text in available_timezones() else _names().get(_flat(text), text)


def wrong_zone(text: str) -> tuple[str, str] | None:
    """Say what is wrong with what was typed for a zone, and how to mend it; None for a zone."""
    return zone_fault(read_zone(text))


@cache
def _names() -> dict[str, str]:
    """IANA names by what is typed for them; cities that two names have are one zone, renamed."""
    names: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        names[_flat(zone)] = zone
        continent, _, city = zone.partition("/")
        if city and continent in _CONTINENTS:
            names.setdefault(_flat(city.rpartition("/")[2]), zone)
    return names


def _flat(text: str) -> str:
    return text.casefold().replace(" ", "_")
