"""Words with capitals that stand together, as names do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.lexicon import BODIES, CALENDAR
from articles.linguistics.names import bearers, country_codes
from articles.linguistics.verbs import SPEECH
from articles.linguistics.words import Word
from geo.places.gazetteer import plain

JOIN = frozenset(
    "of the de da do del della di la le el al bin ibn al- du des sur upon en e y".split()
)


NOT_NAMES = frozenset(
    "The A An He She It They We I You His Her Its Their Our My In On At To From By For Of And But Or Nor As After "
    "Before When While If That This These Those There Here Nobody Somebody Police Neighbours Neighbors Soldiers Videos "
    "Prosecutors Officials Most Similarly However Nevertheless Additionally Despite Conversations Civilian Hundreds Some "
    "Since Until According Between Instead No Not Two Three Four Five Six Seven Eight Nine Ten One Asked Both What Who "
    "Where Why How With Without Under During Early Late Then Three Tomorrow Yesterday Today People Because GMT UTC AIS "
    "Later Earlier Only Even Now Also Still Next Last Many Several Such".split()
)


def name_spans(parsed: Parsed) -> list[tuple[int, int]]:
    """Give the spans of words with capitals that stand together, "of" and "de" between them."""
    out: list[tuple[int, int]] = []
    i, words = 0, parsed.words
    while i < len(words):
        if not _capital(parsed, i):
            i += 1
            continue
        j = i + 1
        while j < len(words):
            gap = parsed.text[words[j - 1].end : words[j].start]
            if _capital(parsed, j) and gap in ("", " ") and not _parts(words[j - 1], words[j]):
                j += 1
            elif (
                words[j].lower in ("al", "el", "ash", "as", "an", "ad", "ar", "at", "bin", "ibn")
                and j + 2 < len(words)
                and words[j + 1].text == "-"
                and words[j + 2].name
            ):
                j += 3
            elif (
                words[j].text == "-"
                and j + 1 < len(words)
                and words[j].start == words[j - 1].end == words[j + 1].start - 1
                and words[j + 1].name
            ) or (
                words[j].lower in JOIN
                and j + 1 < len(words)
                and _capital(parsed, j + 1)
                and (words[j].lower != "the")
                and (words[j].lower != "of" or _body_before(words[i:j]))
            ):
                j += 2
            elif _hyphened(parsed, j):  # Port-au-Prince, Boulogne-sur-Mer
                j += 4
            else:
                break
        j = _whole_country(parsed, i, j)
        out.append((i, j))
        i = j
    return out


def _whole_country(parsed: Parsed, i: int, j: int) -> int:
    """Give where the name of a country ends that goes on with "of the": that of the Congo."""
    for end in range(j + 3, min(j + 6, len(parsed.words) + 1)):
        if parsed.words[j].lower != "of" or parsed.words[j + 1].lower != "the":
            break
        if plain(parsed.words_text(i, end)) in country_codes():
            return end
    return j


def _hyphened(parsed: Parsed, j: int) -> bool:
    """Whether a name goes on over a small word between two hyphens."""
    part = parsed.words[j - 1 : j + 4]
    return (
        len(part) == 5
        and part[1].text == part[3].text == "-"
        and part[0].end == part[1].start
        and part[1].end == part[2].start
        and part[2].end == part[3].start
        and part[3].end == part[4].start
        and part[2].text.islower()
        and part[4].text[:1].isupper()
    )


def _parts(before: Word, word: Word) -> bool:
    """Whether a new name begins: "Argentine" before "Ana", a weekday before a name."""
    return before.text in CALENDAR or word.text in CALENDAR


def _body_before(words: Sequence[Word]) -> bool:
    return any(
        word.lower
        in BODIES
        | {
            "university",
            "republic",
            "bureau",
            "gulf",
            "strait",
            "isle",
            "city",
            "province",
            "state",
        }
        for word in words
    )


def _capital(parsed: Parsed, i: int) -> bool:
    word = parsed.words[i]
    if not word.name or not word.text[0].isalpha():
        return bool(re.match(r"(?:al|el|ash|an|ad|ar|as|at|az)-[A-ZÀ-Þ]", word.text))
    if word.text in NOT_NAMES or (
        word.text in CALENDAR and word.text not in ("May", "March", "Day", "Palm")
    ):
        return False
    if word.text == "New" and parsed.words[min(i + 1, len(parsed.words) - 1)].text == "Year":
        return False
    opens = i == parsed.sentence_of(i)[0] or parsed.text[word.start - 1 : word.start] in ('"', "'")
    if not opens:
        return True
    low = word.text.lower()
    nxt = parsed.words[i + 1] if i + 1 < len(parsed.words) else None
    if word.tag in ("NNP", "NNPS") or word.text in DEMONYMS or low in country_codes():
        return True
    if _hyphened(parsed, i + 1) or _town_that_tells(parsed, word) or _town_by_label(word):
        return True
    return (word.tag.startswith(("NN", "JJ")) and nxt is not None and (nxt.text in ("'s", "'") or nxt.name)) or (bool(bearers(word.text)) and word.tag not in (
        "IN", "DT", "PRP", "CC", "RB", "VBD", "VBZ", "VBG", "VBN", "MD", "CD", "WDT", "WP", "NNS", "NN", "JJ",
    ))  # fmt: skip


_LARGE_TOWN = 100_000


def _town_by_label(word: Word) -> bool:
    """Whether a sentence's first word is labelled a place, and is a large town's name."""
    return word.entity in ("GPE", "LOC") and any(
        bearer.main and bearer.population > _LARGE_TOWN for bearer in bearers(word.text)
    )


def _town_that_tells(parsed: Parsed, word: Word) -> bool:
    """Whether a sentence's first word is a large town that says something, as states do."""
    verb = parsed.words[word.head]
    return (
        word.tag == "NN"
        and word.dep == "nsubj"
        and verb.lemma in SPEECH
        and not parsed.children(word.i)
        and any(bearer.main and bearer.population > _LARGE_TOWN for bearer in bearers(word.text))
    )


_SORTS = (
    r"town|village|city|port|island|islet|hamlet|suburb|resort|outpost|settlement|harbour|harbor|atoll|oasis|"
    r"border\spost|post|pass|junction|crossing|capital|archipelago|peninsula|township|valley|reef|seaport"
)


def called_a_place(parsed: Parsed, past: int) -> bool:
    """Whether a name is told to be a place right behind it: "Kasumbalesa, the frontier town"."""
    behind = parsed.text[parsed.words[past - 1].end :]
    return bool(
        re.match(
            rf",\s(?:a|an|the)\s(?:[\w-]+\s){{0,3}}(?:{_SORTS})\b"
            r"(?!\s(?:mayor|council|official|clerk|hall|police|elder))",
            behind,
        )
    )


def camel(text: str) -> bool:
    """Whether it is a name such as MarineLedger."""
    return bool(re.fullmatch(r"[A-Z][a-z]+[A-Z]\w+", text))
