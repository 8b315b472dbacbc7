"""Names and codes of countries -> the two-letter codes of the bundled Natural Earth shapes."""

from __future__ import annotations

from collections.abc import Mapping
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
    "czechrepublic": "CZ",
}
_LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ru", "uk", "ar", "tr", "fa")


def code_of(name: str, *, of_dataset: bool = False) -> str | None:
    """Give a country's code for its name or code; None where it is not certain.

    "Congo" is one of two, but not in a dataset that has another name for the other.
    """
    text = name.strip()
    if flat(text) == "congo" and not of_dataset:
        return None
    if text.upper() in countries() and len(text) == 2:  # noqa: PLR2004 - ISO 3166 alpha-2
        return text.upper()
    key = flat(text)
    return _by_name().get(key) or _ALIASES.get(key) or _by_code().get(text) or _told().get(key)


@lru_cache(maxsize=1)
def _told() -> Mapping[str, str]:
    """Give the names that CLDR has for countries in the languages of sheets -> codes."""
    from babel import Locale  # noqa: PLC0415 - loaded with the first name that is not English

    codes: dict[str, set[str]] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in countries():
                codes.setdefault(flat(name), set()).add(code)
    return {name: min(known) for name, known in codes.items() if len(known) == 1}


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, str]:
    """Give the codes of ISO 3166 of three letters or three figures -> those of two letters."""
    from babel.core import get_global  # noqa: PLC0415 - see above

    return {
        code: known[0]
        for code, known in get_global("territory_aliases").items()
        if len(known) == 1 and known[0] in countries()
    }


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {flat(country.name): code for code, country in countries().items()}
