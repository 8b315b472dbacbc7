"""What stands before a name and shows that it is a place's: "in", "reached", "the ... region"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import NAMED_SITE
from articles.linguistics.words import Word
from articles.places.name_spans import camel
from articles.places.non_places import LOCATIVE, STRONG

_GEO = frozenset(
    "forest forests coast mountains hills plains desert province region city town village port shore island islands "
    "valley streets outskirts suburbs waters north south east west capital border state district edge skies centre center "
    "northeast northwest southeast southwest suburb archipelago peninsula jungle".split()
)


_REACHED = frozenset("reach leave enter approach visit flee cross pass quit near".split())


def led_to(parsed: Parsed, first: int, past: int, *, strong: bool = False) -> bool:
    """Whether "in", "to", "reached" or the like stands before a name, or "in the ... region"."""
    before = parsed.words[first - 1] if first else None
    if before is None:
        return False
    words = STRONG if strong else LOCATIVE
    if before.lower in words or (before.verb and before.lemma in _REACHED):
        return True
    if before.lower == "as" and first > 1 and parsed.words[first - 2].lower == "far":
        return True
    if over_water(parsed, first, past):
        return True
    if before.lower == "of" and first > 1 and parsed.words[first - 2].lower in _GEO:
        return True
    if (
        before.tag == "POS"
        and first > 1
        and parsed.words[first - 2].name
        and (parsed.words[past - 1].lower in NAMED_SITE)
    ):
        return True
    if (
        before.lower == "the"
        and first > 1
        and parsed.words[first - 2].lower in words
        and parsed.words[past - 1].entity in ("LOC", "GPE", "FAC")
    ):
        return True
    site = (past < len(parsed.words) and parsed.words[past].lower in NAMED_SITE) or parsed.words[
        past - 1
    ].lower in NAMED_SITE
    if (
        before.lower == "the"
        and past - first == 1
        and parsed.words[first].text.endswith("s")
        and first > 1
        and parsed.words[first - 2].lower in ("in", "off", "over", "across", "through", "into")
        and parsed.words[first].tag in ("NNPS", "NNP")
        and (
            parsed.words[first].entity not in ("ORG", "DATE", "PRODUCT", "EVENT")
            or (first > 2 and parsed.words[first - 3].text == ",")
        )
        and not (past < len(parsed.words) and parsed.words[past].noun)
    ):
        return True  # in the Urals
    if before.lower == "the" and _on_water(parsed, first, past):
        return True
    return (
        before.lower in ("the", "northern", "southern", "eastern", "western")
        and first > 1
        and site
        and (
            parsed.words[first - 2].lower in words | {"of"}
            or (parsed.words[first - 2].verb and parsed.words[first - 2].lemma in _REACHED)
        )
    )


def over_water(parsed: Parsed, first: int, past: int) -> bool:
    """Whether it is what somebody crosses: "waded the Dniester", "crossed the Evros"."""
    verb = parsed.words[first - 2] if first > 1 else None
    return (
        verb is not None
        and past - first == 1
        and parsed.words[first - 1].lower == "the"
        and verb.lemma in ("cross", "wade", "ford", "swim", "navigate", "recross")
        and (verb.verb or verb.dep == "ROOT")
        and not (past < len(parsed.words) and parsed.words[past].noun)
    )


def _on_water(parsed: Parsed, first: int, past: int) -> bool:
    """Whether it is named as rivers and seas are: "on the Volga", "down the Niger", after a place."""
    lead = parsed.words[first - 2].lower if first > 1 else ""
    name = parsed.words[first:past]
    return (
        len(name) == 1
        and lead in ("on", "along", "down", "up", "across")
        and not (past < len(parsed.words) and parsed.words[past].noun)
        and first > 2
        and (
            lead in ("along", "down", "up", "across")
            or parsed.words[first - 3].name
            or (parsed.words[first - 3].text == "," and parsed.words[first - 4].name)
        )
    )


GENERIC = frozenset(
    "Joint Task National Federal Central Royal Northern Southern Eastern Western General Public Security Justice Defence Defense Foreign Interior Home Special United Union Border Coast".split()
)


def odd(words: Sequence[Word]) -> bool:
    """Whether it is an abbreviation or a common title, which "in" and "to" stand before, too."""
    text = words[0].text
    return (
        (len(words) == 1 and (text.isupper() or camel(text)))
        or text in GENERIC
        or text
        in (
            "Parliament",
            "Congress",
            "Islam",
            "English",
            "Twitter",
            "Facebook",
            "Telegram",
            "Instagram",
            "God",
            "Internet",
            "Reuters",
        )
    )


def of_data(parsed: Parsed, first: int) -> bool:
    """Whether "from" before a name tells whose data, report or message it is."""
    before = parsed.text[: parsed.words[first].start]
    return bool(
        re.search(
            r"(?i)\b(?:data|figures|information|report|statement|images|pictures|footage|request|letter|message|call|news|comment)s?\sfrom\s(?:the\s)?$",
            before,
        )
    )


def the_before(parsed: Parsed, first: int) -> bool:
    """Whether "the" stands before a name."""
    return first > 0 and parsed.words[first - 1].lower == "the"
