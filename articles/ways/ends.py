"""Where a movement begins and ends, as far as its clause says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import SITES
from articles.linguistics.words import Word
from articles.places.mentions import Mention
from articles.ways.travellers import PEOPLE, is_person

_FROM = frozenset({"from"})


_TO = frozenset("to into onto".split())


_TOWARD = frozenset("toward towards for".split())


_CALLED = frozenset(
    "town village city port island district province region capital hamlet suburb harbour harbor".split()
)
"""Sorts of places that a name follows with "of"."""
_MEASURES = frozenset("kilometre kilometer km mile metre meter hour minute day".split())
"""What a distance is told in: "to Calais, 40 km from Dunkirk"."""
VIA = frozenset("via through over past across".split())


def clause_of(parsed: Parsed, word: Word) -> tuple[int, int]:
    """Give the span of words in which a verb's ends stand: up to the next main verb."""
    low, past = parsed.sentence_of(word.i)
    high = past
    for i in range(word.i + 1, past):
        before = parsed.words[i]
        if before.text == ";" or (before.tag in ("VBD", "VBZ", "VBP", "MD") and before.i != word.i):
            high = i
            break
        if (
            before.tag in ("VBN", "VBG")
            and before.dep in ("conj", "advcl")
            and before.head <= word.i
            and i > word.i + 2
        ):
            high = i
            break
        if (
            before.lower in ("where", "after", "before", "when", "while", "because", "but")
            and before.text != word.text
            and before.tag in ("WRB", "IN", "CC")
            and _verb_follows(parsed, i, past)
        ):
            high = i
            break
    return _first_of(parsed, word, low), high


def _verb_follows(parsed: Parsed, i: int, past: int) -> bool:
    return any(word.verb for word in parsed.words[i + 1 : min(past, i + 8)])


def _first_of(parsed: Parsed, word: Word, low: int) -> int:
    for i in range(word.i - 1, low - 1, -1):
        earlier = parsed.words[i]
        if earlier.text in (";", ":") or (
            earlier.verb
            and earlier.tag in ("VBD", "VBZ", "VBP")
            and earlier.dep != "relcl"
            and earlier.head != word.i
            and earlier.lemma not in ("be", "have", "do")
        ):
            return i + 1
    return low


def ends_of(
    parsed: Parsed, word: Word, sort: str, past: int, high: int, places: Sequence[Mention]
) -> tuple[Mention | None, Mention | None, tuple[Mention, ...], bool] | None:
    """Give origin, destination, places on the way, and whether it is only a direction."""
    origin, to = None, _there(parsed, word, sort, places)
    via: list[Mention] = []
    toward = False
    direct = _at(parsed, word.i + 1, places, high)
    if direct and word.lemma in ("reach", "enter"):
        to = direct
    elif direct and word.lemma in ("leave", "flee", "depart", "escape", "quit"):
        origin = direct
    elif word.lemma in ("leave", "depart", "quit") and not direct:
        origin = _of_object(parsed, word, places, high)
    elif direct and word.lemma in ("cross", "wade", "ford", "swim", "navigate"):
        via.append(direct)
    for i in range(word.i + 1, high):
        prep = parsed.words[i]
        low = prep.lower
        if low == "direction" and i + 1 < high and parsed.words[i + 1].lower == "of":
            place = _at(parsed, i + 2, places, high)
            if place and to is None:
                to, toward = place, True
            continue
        if prep.tag not in ("IN", "TO", "RP", "RB") and low not in ("via",):
            continue
        if low == "out" and i + 1 < high and parsed.words[i + 1].lower == "of":
            place = _at(parsed, i + 2, places, high)
            origin = origin or place
            continue
        place = _at(parsed, i + 1, places, high)
        if place is None or place in (origin, to):
            continue
        if low in _FROM and _is_far(parsed, i, to):
            continue
        if (
            low in _FROM
            and to is not None
            and (place.key == to.key or parsed.words[i - 1].lower in ("and", "then", ","))
        ):
            break  # "north to Malindi, and from Malindi a fisherman ferried him": another way
        if low in _FROM and origin is None and not _of_person(parsed, i, word):
            origin = place
        elif (low in _TO or _as_far_as(parsed, i)) and to is None and (sort not in ("refusal",)):
            to = place
        elif (low in ("toward", "towards") and to is None) or (
            low == "for"
            and to is None
            and (
                sort in ("depart", "head", "board")
                or word.lemma in ("leave", "sail", "set", "return")
            )
            and i <= past + 12
        ):
            to, toward = place, True
        elif (
            low in ("at", "in", "on", "outside", "near", "off")
            and sort in ("arrive", "plan", "seek")
            and to is None
            and _first_place(word, i, places)
        ):
            to = place
        elif (
            low in ("at", "in", "outside", "near", "off")
            and sort in ("depart", "board")
            and origin is None
            and to is None
            and word.lemma in ("board", "embark", "vanish", "disappear", "slip")
            and _first_place(word, i, places)
        ):
            origin = place
        elif (
            (low in VIA and place.sort == "name")
            or (low in ("through", "over", "across") and place.sort == "described")
        ) or (
            low in ("off", "at")
            and (sort in ("refusal", "call", "pass") or (word.lemma == "cross" and to is None))
        ):
            via.append(place)
    origin = origin or _fronted(parsed, word, to, places)
    by_way = re.match(r"[^.,;]{0,60},?\s?\bby\sway\sof\s", parsed.text[word.end :])
    if by_way:
        via += _listed(parsed, parsed.at(word.end + by_way.end()), places)
    return origin, to, tuple(via), toward


def _listed(parsed: Parsed, i: int, places: Sequence[Mention]) -> list[Mention]:
    """Give the places of a list that begins at a word: "Sofia, Nis and Podgorica"."""
    out: list[Mention] = []
    while (place := _at(parsed, i, places, len(parsed.words))) is not None:
        out.append(place)
        i = place.past
        while i < len(parsed.words) and parsed.words[i].lower in (",", "and", "then"):
            i += 1
        if i == place.past:
            break
    return out


def _fronted(
    parsed: Parsed, word: Word, to: Mention | None, places: Sequence[Mention]
) -> Mention | None:
    """Give the origin that opens a sentence: "From Galle a boat carried them north"."""
    low, _ = parsed.sentence_of(word.i)
    while low < word.i and parsed.words[low].text in ('"', "'", "and", "And", "Then", ","):
        low += 1
    if parsed.words[low].lower != "from" or any(
        earlier.verb and earlier.dep not in ("aux", "auxpass")
        for earlier in parsed.words[low : word.i]
    ):
        return None
    place = _at(parsed, low + 1, places, word.i)
    return None if place is None or (to is not None and place.key == to.key) else place


def _as_far_as(parsed: Parsed, i: int) -> bool:
    return i > 1 and [word.lower for word in parsed.words[i - 2 : i + 1]] == ["as", "far", "as"]


def _there(parsed: Parsed, word: Word, sort: str, places: Sequence[Mention]) -> Mention | None:
    """Give what "there" means: the last place before it in its sentence, "having walked there"."""
    after = [later.lower for later in parsed.words[word.i + 1 : word.i + 3]]
    if sort not in ("go", "carry", "arrive") or "there" not in after or "from" in after:
        return None
    low, _ = parsed.sentence_of(word.i)
    before = [place for place in places if low <= place.first and place.past <= word.i]
    return before[-1] if before and before[-1].sort == "name" else None


def _of_object(parsed: Parsed, word: Word, places: Sequence[Mention], high: int) -> Mention | None:
    """Give the place of the thing that is left: Cooktown in "left the quay at Cooktown"."""
    i = word.i + 1
    while i < high and _light(parsed.words[i]):
        i += 1
    if i == word.i + 1 or i >= high or parsed.words[i].lower not in ("at", "in", "near", "outside"):
        return None
    if not parsed.words[i - 1].noun or is_person(parsed.words[i - 1]):
        return None
    return _at(parsed, i + 1, places, high)


def _is_far(parsed: Parsed, i: int, to: Mention | None) -> bool:
    """Whether "from" tells how far something lies: "to Calais, not far from Dunkirk"."""
    before = parsed.words[i - 1]
    if before.lower == "far":
        return True
    measured = before.lemma in _MEASURES or before.lower in ("km", "away")
    return measured and to is not None and to.past < i


def _first_place(word: Word, i: int, places: Sequence[Mention]) -> bool:
    return not any(word.i < place.first < i for place in places)


def _of_person(parsed: Parsed, i: int, word: Word) -> bool:
    """Whether "from" tells where somebody is from: "a fisherman from Uelen"."""
    before = parsed.words[i - 1]
    return (
        before.i != word.i
        and before.noun
        and before.lemma in PEOPLE
        and parsed.words[i].head == before.i
        and before.lemma not in ("other", "passenger")
    )


def _at(parsed: Parsed, i: int, places: Sequence[Mention], high: int) -> Mention | None:
    """Give the place that begins at a word, after articles; rather the named place it is in."""
    for place in places:
        if place.first >= high or place.sort == "demonym":
            continue
        if place.first <= i < place.past or (
            0 <= place.first - i <= 3
            and all(_light(parsed.words[k]) for k in range(i, place.first))
        ):
            if place.sort == "described":
                named = _inside(place, places)
                return named or place
            return _owned(parsed, place, places) or place
    end = i
    while end < min(high, i + 5) and _light(parsed.words[end]):
        end += 1
    if (
        end > i
        and end < high
        and parsed.words[end].lower == "of"
        and parsed.words[end - 1].lemma in _CALLED
    ):
        for place in places:  # "the northern town of Soroca"
            if place.sort == "name" and place.first - end in (1, 2) and place.first < high:
                return place
    if (
        end > i
        and end < high
        and parsed.words[end].lower in ("at", "in", "near", "on", "outside")
        and parsed.words[end - 1].noun
    ):
        for place in places:  # "to the Turkish crossing at Vale"
            if (
                place.sort == "name"
                and place.first - end in (1, 2)
                and all(_light(word) for word in parsed.words[end + 1 : place.first])
                and parsed.words[end - 1].lemma in SITES
            ):
                return place
    return None


def _owned(parsed: Parsed, owner: Mention, places: Sequence[Mention]) -> Mention | None:
    """Give the place that belongs to a state: the airbase in "Russia's Hmeimim airbase"."""
    if owner.past >= len(parsed.words) or parsed.words[owner.past].tag != "POS":
        return None
    behind = [place for place in places if owner.past < place.first <= owner.past + 3]
    return next(
        (
            place
            for place in behind
            if all(_light(word) for word in parsed.words[owner.past + 1 : place.first])
        ),
        None,
    )


def _inside(mention: Mention, places: Sequence[Mention]) -> Mention | None:
    for place in places:
        gap = (
            mention.parsed.text[mention.chars[1] : place.chars[0]]
            if place.first >= mention.past
            else ""
        )
        if (
            place.sort == "name"
            and gap in (" in ", " at ", " near ", " of ", " on ", " outside ")
            and not place.country
        ):
            return place
    return None


def _light(word: Word) -> bool:
    return (
        word.tag in ("DT", "JJ", "PRP$", "NN", "POS", "NNP", "VBN")
        and word.text != ","
        and not word.verb
    ) or word.tag in ("DT",)
