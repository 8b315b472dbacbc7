"""Names and codes of countries -> the two-letter codes of the bundled Natural Earth shapes."""

from __future__ import annotations

from functools import lru_cache

from formats.drafts.column_matching import flat
from geo.world.borders import countries

_ALIASES = {
    "usa": "US",
    "uae": "AE",
    "emirates": "AE",
    "unitedstates": "US",
    "uk": "GB",
    "greatbritain": "GB",
    "russianfederation": "RU",
    "syrianarabrepublic": "SY",
    "democraticrepublicofcongo": "CD",
    "drcongozaire": "CD",
    "drcongo": "CD",
    "republicofcongo": "CG",
    "congo": "CG",
    "ivorycoast": "CI",
    "burma": "MM",
    "myanmarburma": "MM",
    "yemennorthyemen": "YE",
    "russiasovietunion": "RU",
    "cambodiakampuchea": "KH",
    "zimbabwerhodesia": "ZW",
    "bosniaherzegovina": "BA",
    "macedoniafyr": "MK",
    "kingdomofeswatiniswaziland": "SZ",
    "turkiye": "TR",
}


def code_of(name: str) -> str | None:
    """Give a country's code for its name or code; None where it is not certain."""
    text = name.strip()
    if text.upper() in countries() and len(text) == 2:  # noqa: PLR2004 - ISO 3166 alpha-2
        return text.upper()
    return _by_name().get(flat(text)) or _ALIASES.get(flat(text))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {flat(country.name): code for code, country in countries().items()}
