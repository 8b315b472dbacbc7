"""Which time zone "Seychelles time", "GMT" or "Eastern time" means."""

from __future__ import annotations

import re

from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.names import bearers, country_codes, zones_of
from geo.places.gazetteer import plain

_NAMED = {
    "gmt": "Etc/GMT", "utc": "Etc/UTC", "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "pacific": "America/Los_Angeles", "alaska": "America/Anchorage",
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "ct": "America/Chicago",
    "mt": "America/Denver", "cet": "Europe/Paris", "bst": "Europe/London",
    "chukotka": "Asia/Anadyr", "hawaii": "Pacific/Honolulu", "greenwich mean": "Etc/GMT",
}  # fmt: skip


def named_zone(text: str, story_zone: str) -> str:
    """Give the IANA name of a zone that the report names; empty for local time and where unsure.

    A country with several zones is not enough; `story_zone` is the report's own.
    """
    if text.lower().startswith("local"):
        return ""
    name = plain(re.sub(r"(?i)\s*(?:standard|daylight)?\s*time\b.*|\(.*", "", text)).strip()
    if name in _NAMED:
        return _NAMED[name]
    code = country_codes().get(name) or DEMONYMS.get(name.title())
    if code:
        zones = zones_of(code)
        return story_zone if story_zone in zones else zones[0] if len(zones) == 1 else ""
    zones = tuple(
        dict.fromkeys(
            bearer.zone for bearer in bearers(name) if bearer.kind == "city" and bearer.main
        )
    )
    return zones[0] if len(zones) == 1 else ""
