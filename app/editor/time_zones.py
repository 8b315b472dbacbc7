"""Time zones as people type them, into their IANA names.

It is a text field, since a list to choose from loses what is typed and left with Tab.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from articles.linguistics.names import bearers, zones_of
from formats.drafts.story_builder import zone_fault
from geo.language.told_text import ToldText

_CONTINENTS = frozenset(
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
        "Indian", "Pacific",
    }
)  # fmt: skip


def read_zone(text: str) -> str:
    """Give the IANA name for a zone's name in any case, its city alone, or a place; else the text.

    A place counts where all places of its name have the same zone.

    >>> read_zone("asia/damascus"), read_zone("Buenos Aires"), read_zone("Nowhere")
    ('Asia/Damascus', 'America/Argentina/Buenos_Aires', 'Nowhere')
    """
    text = " ".join(text.split())
    if not text or text in available_timezones():
        return text
    return _names().get(_flat(text)) or _zone_of_place(text) or text


def wrong_zone(text: str) -> tuple[str, str] | None:
    """Say what is wrong with what was typed for a zone, and how to mend it; None for a zone."""
    fault = zone_fault(read_zone(text))
    if fault is None:
        return None
    wrong, mend = fault
    if isinstance(mend, ToldText) and mend.key == "import.zone.mend":
        mend = ToldText("import.zone.city.mend", **mend.parts)
    return wrong, mend


@cache
def _names() -> dict[str, str]:
    """Give IANA names by what is typed for them; a city of two names is one zone, renamed."""
    names: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        names[_flat(zone)] = zone
        continent, _, city = zone.partition("/")
        if city and continent in _CONTINENTS:
            names.setdefault(_flat(city.rpartition("/")[2]), zone)
    return names


def _zone_of_place(name: str) -> str:
    zones: set[str] = set()
    for bearer in bearers(name):
        if bearer.main:
            zones |= {bearer.zone} if bearer.zone else set(zones_of(bearer.country))
    return zones.pop() if len(zones) == 1 else ""


def _flat(text: str) -> str:
    return text.casefold().replace(" ", "_")
