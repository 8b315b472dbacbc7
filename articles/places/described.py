"""Places without a name: "his house", "a cove south of the town", as ends and scenes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import SITES
from articles.linguistics.verbs import MOTION
from articles.linguistics.words import Word
from articles.places.mentions import Mention

_AT = frozenset(
    "from to at in into near inside outside off towards toward onto through through via aboard across over".split()
)
_DETS = frozenset("the a an his her their its another this that".split())
_NOT = frozenset(
    "city country town state capital field station bank bridge school mine bank base centre center ministry headquarters court strip".split()
)
"""Words that mean a site too seldom to be proposed without a movement."""
_GATHERINGS = frozenset(
    "gathering meeting ceremony talks dinner reception wedding funeral rally shooting attack explosion fire clash".split()
)
_HAPPENS = frozenset(
    "film photograph record capture shelter sleep stay gather kill shoot ambush attack".split()
)
"""Verbs of what happens at a place, whose description is then a scene: "filmed at his villa"."""
_NAMED_SO = frozenset("village town city island capital suburb hamlet".split())
"""Sorts whose name follows with "of": what is called "the village of Cosauti" has a name."""
_SEA = re.compile(
    r"(?i)\b(?:(?:about|some|roughly|around|nearly)\s)?(?:\d[\d.,]*|[a-z]+(?:-[a-z]+)?)\s(?:nautical\s)?(?:miles?|km|kilometres?|kilometers?)\s(?:off|from)\s(?:the\s)?(?:coast|shore|coastline)\b"
)


def described(parsed: Parsed, named: Sequence[Mention]) -> Iterator[Mention]:
    """Find described places that something goes from or to, or that something happens at."""
    taken = [(mention.first, mention.past) for mention in named]
    seen: set[str] = set()
    for match in _SEA.finditer(parsed.text):
        if match.start() >= parsed.begins:
            first, past = parsed.at(match.start()), parsed.at(match.end() - 1) + 1
            taken.append((first, past))
            yield Mention(parsed, first, past, "described", key=match[0].lower())
    for word in parsed.words:
        if not (
            word.noun and word.lemma in SITES | {"cabin"} and not word.name
        ) or parsed.quoted_at(word.start):
            continue
        made = _phrase(parsed, word, taken)
        if made and made.key not in seen:
            seen.add(made.key)
            taken.append((made.first, made.past))
            yield made


def _phrase(parsed: Parsed, word: Word, taken: Sequence[tuple[int, int]]) -> Mention | None:
    nxt = parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else None
    if nxt is not None and ((nxt.noun and not nxt.name) or nxt.tag == "POS"):
        return None
    if word.lemma in _NAMED_SO and re.match(r"\sof\s[A-ZÀ-Þ]", parsed.text[word.end :]):
        return None
    first = word.i
    while (
        first > 0
        and parsed.words[first - 1].sentence == word.sentence
        and _modifies(parsed.words[first - 1])
        and word.i - first < 5
    ):
        first -= 1
    owned = any(modifier.tag == "POS" for modifier in parsed.words[first : word.i])
    if not owned and parsed.words[first].lower not in _DETS and parsed.words[first].tag != "PRP$":
        possessive = parsed.words[first - 1] if first else None
        if possessive is None or possessive.tag != "POS":
            return None
    before = parsed.words[first - 1] if first else None
    if before is None or any(a <= word.i and first < b for a, b in taken):
        return None
    verb = _verb_of(parsed, before)
    out_of = before.lower == "of" and before.i > 0 and parsed.words[before.i - 1].lower == "out"
    by_prep = out_of or (before.lower in _AT and before.tag in ("IN", "TO", "RP"))
    if before.lower == "to" and _of_thing(parsed, before):
        by_prep = False
    happens = _happens(parsed, before, verb)
    moved = verb is not None and verb.lemma in MOTION | _HAPPENS | {
        "hide",
        "see",
        "find",
        "detain",
        "question",
        "hold",
        "search",
        "raid",
        "wash",
        "spend",
        "stop",
        "meet",
        "wait",
    }
    direct = (
        verb is not None
        and before.i == verb.i
        and verb.lemma in ("leave", "reach", "search", "raid", "enter", "flee")
    )
    if not ((by_prep and moved) or direct or happens):
        return None
    if (
        word.lemma in _NOT
        and not happens
        and not (
            verb is not None
            and verb.lemma in MOTION
            and before.lower in ("from", "to", "into", "at")
        )
    ):
        return None
    if (
        before.lower == "in"
        and word.lemma in ("hotel", "court", "country", "city", "capital")
        and verb is not None
        and verb.lemma in ("say", "tell")
    ):
        return None
    past = _tail(parsed, word.i + 1, taken)
    return Mention(parsed, first, past, "described", key=word.lemma)


_WAYS = frozenset(
    "way journey trip flight drive ride return walk passage crossing escape road path track route lift door entrance".split()
)


def _happens(parsed: Parsed, before: Word, verb: Word | None) -> bool:
    """Whether something is said to happen there: "reassured a meeting of commanders at the ministry"."""
    if verb is None or before.lower not in ("at", "in", "inside", "outside", "near"):
        return False
    words = parsed.words[verb.i : before.i]
    return verb.lemma not in ("say", "tell") and any(word.lemma in _GATHERINGS for word in words)


def _of_thing(parsed: Parsed, word: Word) -> bool:
    """Whether "to" belongs to a thing and to no movement: "the keys to a warehouse"."""
    head = parsed.words[word.head]
    return head.noun and not head.name and head.i == word.i - 1 and head.lemma not in _WAYS


def _modifies(word: Word) -> bool:
    return (
        word.tag in ("DT", "PRP$", "JJ", "JJS", "NN", "NNP", "POS", "VBN", "CD", "HYPH")
        or word.text == "-"
    )


def _tail(parsed: Parsed, past: int, taken: Sequence[tuple[int, int]]) -> int:
    """Take in "south of the town", "near the port", "of the clinic", but no name."""
    text = parsed.text[parsed.words[past - 1].end :]
    match = re.match(
        r"\s(?:(?:just\s)?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)\sof|near|of|outside|behind|across)\s(?:the|a|his|her)\s[a-z]+",
        text,
    )
    if not match:
        return past
    end = parsed.words[past - 1].end + match.end()
    last = parsed.at(end - 1) + 1
    return past if any(a < last and past < b for a, b in taken) else last


def _verb_of(parsed: Parsed, word: Word) -> Word | None:
    at = word
    for _ in range(6):
        if at.verb:
            return at
        if at.head == at.i:
            break
        at = parsed.words[at.head]
    low, _ = parsed.sentence_of(word.i)
    return next(
        (word_before for word_before in reversed(parsed.words[low : word.i]) if word_before.verb),
        None,
    )
