"""Who tells: their words, how many they are, named or not, a party or not, and who told before."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.lexicon import (
    BODIES,
    DOCUMENTS,
    KIN,
    NUMBERS,
    OFFICIALS,
    PRIVATE,
    TELLERS,
)
from articles.linguistics.words import Word
from geo.language.told_text import ToldText
from geo.places.gazetteer import plain

_PRONOUNS = frozenset("he she it they him her them both".split())
COLLECTIVE = frozenset(
    "police prosecutors authorities military coastguard navy army customs intelligence family media press rebels marines marshals mounties government data crew staff firefighters troops forces".split()
)
_PLURAL_BODY = frozenset(
    "prosecutors authorities marshals forces guards troops rebels mounties marines railways airways".split()
)
_WOMEN = frozenset(
    "woman wife widow mother sister daughter aunt niece grandmother girlfriend fiancee spokeswoman "
    "stewardess waitress actress mrs ms girl".split()
)
_MEN = frozenset(
    "man husband widower father brother son uncle nephew grandfather boyfriend fiance spokesman "
    "steward waiter fisherman mr boy".split()
)
_OPEN = re.compile(
    r"(?i)\b(?:several|some|many|dozens|scores|multiple|various|numerous|a\s(?:number|handful|group|few)|a\scouple)\b"
)
_LEAST = re.compile(
    r"(?i)\b(?:at\sleast|more\sthan|over|upwards\sof|no\sfewer\sthan|some|about|around|nearly)\s(?:an?\s)?$"
)
_STATE = re.compile(
    r"(?i)\b(?:ministry|minister|government|police|navy|army|guard|coastguard|embassy|military|president|presidency|prosecutor|prosecutors|authority|bank|spokes\w+|marshals|court|agency|ministries|security|force|statement|foreign|intelligence|commander|chief)\b"
)
_BYSTANDER = re.compile(
    r"(?i)\b(?:data|tracking|fisherman|resident|residents|neighbou?rs?|passengers?|employee|worker|hospital|witness(?:es)?|farmer|shepherd|sells|trader|hotelier|clerk|inspector|islanders?|villagers?|scholars?|experts?|analysts?)\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who tells. `head` is the head word by which the next mention is recognised."""

    text: str
    head: str
    count: int
    at_least: bool
    named: bool
    party: bool | None
    plural: bool
    same_as: str = ""
    question: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    """Of tellers of several sorts, each sort's head word and number: "two pilots and a clerk"."""


def phrase(parsed: Parsed, head: Word, *, limit: int | None = None) -> tuple[int, int]:
    """Give the words of a source: the noun's own, without the clause that follows it."""
    low, high = parsed.subtree(head.i)
    if limit is not None:
        high = min(high, limit) if head.i < limit else high
        low = max(low, limit + 1) if head.i > limit else low
    sentence = parsed.sentence_of(head.i)
    low, high = max(low, sentence[0]), min(high, sentence[1])
    for i in range(head.i + 1, high):
        word = parsed.words[i]
        if word.text in ('"', ";", ":", "(") or (
            word.text == ","
            and i + 1 < high
            and parsed.words[i + 1].lower
            in (
                "who",
                "which",
                "whose",
                "speaking",
                "citing",
                "as",
                "and",
                "but",
                "adding",
                "after",
            )
        ):
            return low, max(i, head.i + 1)
        if word.lower in ("who", "which", "that", "whose") and word.dep in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "poss",
            "mark",
        ):
            return low, max(i, head.i + 1)
    while high > head.i + 1 and parsed.words[high - 1].text in (",", "."):
        high -= 1
    while low < head.i and (
        parsed.words[low].text in (",", '"', "'")
        or (
            parsed.words[low].tag in ("CC", "RB", "IN")
            and parsed.words[low].lower not in ("over", "at", "more", "about")
        )
    ):
        low += 1
    return low, high


class Tellers:
    """Keeps who has told so far, so that "the officials", "she" and "the three" are known."""

    def __init__(self, people: Collection[str] = ()) -> None:
        self._people = people
        """The names of a report's people, plain."""
        self._known: list[tuple[str, Source, int]] = []
        """Ids of attributions, their sources and paragraphs."""
        self._first: dict[str, str] = {}
        """The id of what the same teller told first, by the id of each attribution."""
        self._called: dict[str, str] = {}
        """Whether those who told are "he" or "she", by the id of what they told first."""

    def add(self, id_: str, source: Source, paragraph: int) -> None:
        """Remember who told."""
        self._known.append((id_, source, paragraph))
        self._first[id_] = self._first.get(source.same_as, id_)

    def told_in(self, paragraph: int) -> bool:
        """Whether anybody has told in a paragraph."""
        return any(number == paragraph for _, _, number in self._known)

    def last(self, *, plural: bool | None = None) -> tuple[str, Source] | None:
        """Give who told last."""
        for id_, source, _ in reversed(self._known):
            if plural is None or source.plural == plural:
                return id_, source
        return None

    def source(self, parsed: Parsed, head: Word, span: tuple[int, int]) -> Source:
        """Say who is meant by a source's words."""
        text = parsed.words_text(*span)
        if head.lower in _PRONOUNS and (span[1] - span[0] <= 1 or head.tag.startswith("PRP")):
            return self._pronoun(text, head)
        words = parsed.words[span[0] : span[1]]
        count, least, exact = _count(parsed, head, words)
        plural = count > 1 or least
        named = _named(words, head, text)
        party = _party(text, words)
        parts = _parts(parsed, head, words)
        base = Source(text, _bare(head), count, least, named, party, plural, parts=parts)
        definite = (
            words[0].lower in ("the", "both", "these", "those", "his", "her") or head.tag == "CD"
        )
        earlier = self._earlier(base, words) if definite or head.tag in ("NNP", "NNPS") else None
        if earlier is None:
            return base
        id_, known = earlier
        same = re.search(r"(?i)\bsame\b", text)
        if exact:  # "two of the three": fewer than told before
            if not known.plural:
                return base
            return Source(text, known.head, count, least, known.named, known.party, plural, id_)
        if head.tag in ("NNS", "CD") or not plural or known.plural == plural:
            number = known.count if head.tag != "NN" or not known.plural else 1
            number = count if head.tag == "CD" else number
            if head.tag == "NNS" and len(parts) < 2:  # "the pilots" of "two pilots and a clerk"
                number = sum(n for part, n in known.parts if part == head.lemma) or number
            question = ToldText("article.ask.who-of", words=text, known=known.text) if same else ""
            return Source(
                text,
                known.head,
                number,
                known.at_least and number == known.count,
                known.named or named,
                known.party,
                number > 1,
                id_,
                question,
            )
        return base

    def _pronoun(self, text: str, head: Word) -> Source:
        plural = head.lower in ("they", "them", "both")
        speaker = self._several() if plural else self._singular(head)
        if speaker is None:
            speaker = self.last()
        if speaker is None:
            return Source(text, head.lower, 2 if plural else 1, plural, False, None, plural)  # noqa: FBT003
        id_, known = speaker
        return Source(
            text,
            known.head,
            known.count if plural else 1,
            known.at_least and plural,
            known.named,
            known.party,
            plural,
            id_,
        )

    def _several(self) -> tuple[str, Source] | None:
        """Give who "they" are: the last who are several, or a body such as the police."""
        for id_, source, _ in reversed(self._known):
            if source.plural or source.head.lower() in COLLECTIVE | _PLURAL_BODY:
                return id_, source
        return None

    def _singular(self, head: Word) -> tuple[str, Source] | None:
        body = head.lower == "it"
        called = {"him": "he", "her": "she"}.get(head.lower, head.lower)
        for id_, source, _ in reversed(self._known):
            if source.plural or self._is_body(source) != body:
                continue
            if body:
                return id_, source
            if self._called.setdefault(self._first[id_], _gender(source) or called) == called:
                return id_, source
        return self.last(plural=False)

    def _is_body(self, source: Source) -> bool:
        """Whether a single source is an office, a paper or another body, and no person."""
        if source.head in BODIES | DOCUMENTS | COLLECTIVE:
            return True
        return source.head[:1].isupper() and plain(source.head) not in self._people

    def told_by(self, paragraph: int, *, pronoun: Word) -> bool:
        """Whether a single teller whom "he", "she" or "it" may mean has told in a paragraph."""
        body = pronoun.lower == "it"
        return any(
            number == paragraph and not source.plural and self._is_body(source) == body
            for _, source, number in self._known
        )

    def may_be(self, pronoun: Word, word: Word) -> bool:
        """Whether "he", "she" or "it" may stand for a noun: a person, or a body."""
        if pronoun.lower == "it":
            return word.lemma in BODIES | DOCUMENTS or word.lower in COLLECTIVE
        return self.is_person(word) or word.lemma in KIN | OFFICIALS | TELLERS

    def is_person(self, word: Word) -> bool:
        """Whether a word is the name of one of the report's people."""
        return word.name and plain(word.text) in self._people

    def _earlier(self, base: Source, words: tuple[Word, ...]) -> tuple[str, Source] | None:
        """Find an earlier teller with the same head word: the one with most words in common."""
        own = {word.lower for word in words if word.noun or word.tag == "JJ"}
        best: tuple[float, str, Source] | None = None
        if base.head.isdigit() and len(words) > 1 and words[1].lower == "of":
            nouns = [word for word in words[2:] if word.noun or word.tag == "CD"]
            if not nouns:
                return self.last(plural=True)
            key = nouns[-1].lemma if nouns[-1].noun else str(NUMBERS.get(nouns[-1].lower, ""))
            for id_, source, _ in reversed(self._known):
                if source.plural and (
                    source.head == key
                    or str(source.count) == key
                    or nouns[-1].lower in source.text.lower().split()
                ):
                    return id_, source
            return None
        if words[0].lower == "a":
            return None
        for order, (id_, source, _) in enumerate(self._known):
            if (
                source.head != base.head
                and not (base.head.isdigit() and source.count == int(base.head))
                and not (words[-1].name and words[-1].text in source.text.split())
            ):
                continue
            alike = len(own & set(source.text.lower().split()))
            fits = source.plural == base.plural
            score = alike + 2 * fits + order / 1000 + (source.count / 100 if base.plural else 0)
            if best is None or score >= best[0]:
                best = (score, id_, source)
        return (best[1], best[2]) if best else None


def _gender(source: Source) -> str:
    """Give "he" or "she" where a source's own words tell it, else ""."""
    words = source.text.lower().split()
    if _WOMEN.intersection(words):
        return "she"
    return "he" if _MEN.intersection(words) else ""


def _bare(head: Word) -> str:
    if head.tag == "CD":
        return str(NUMBERS.get(head.lower, head.lower))
    return head.text if head.tag in ("NNP",) else head.lemma


def _count(parsed: Parsed, head: Word, words: tuple[Word, ...]) -> tuple[int, bool, bool]:
    """Give how many tell, whether at least so many, and whether they are "N of" a group."""
    total, least, exact = 0, False, False
    low, high = words[0].i, words[-1].i
    for teller in _joined(parsed, head, low, high):
        n, more, of = _count_single(parsed, teller, low, high)
        total, least, exact = total + n, least or more, exact or of
    return max(total, 1), least, exact


def _parts(parsed: Parsed, head: Word, words: tuple[Word, ...]) -> tuple[tuple[str, int], ...]:
    low, high = words[0].i, words[-1].i
    tellers = _joined(parsed, head, low, high)
    if len(tellers) < 2:
        return ()
    return tuple((part.lemma, _count_single(parsed, part, low, high)[0]) for part in tellers)


def _joined(parsed: Parsed, head: Word, low: int, high: int) -> list[Word]:
    out, stack = [head], [head]
    while stack:
        at = stack.pop()
        for child in parsed.children(at.i, "conj"):
            if low <= child.i <= high and (child.noun or child.tag in ("CD", "PRP")):
                out.append(child)
                stack.append(child)
    return out


def _count_single(parsed: Parsed, head: Word, low: int, high: int) -> tuple[int, bool, bool]:
    before = parsed.text[parsed.words[low].start : head.start]
    of = any(child.lower == "of" for child in parsed.children(head.i, "prep"))
    if head.tag == "CD" or head.lower in (
        "one",
        "both",
        "several",
        "some",
        "many",
        "most",
        "dozens",
        "half",
        "none",
        "dozen",
    ):
        number = _number(head.text)
        if number is None:
            return 2, True, of
        return number, bool(_LEAST.search(before)), of or head.lower == "both"
    if head.lower == "dozen":
        return 12, True, False
    for child in parsed.children(head.i, "nummod"):
        number = _number(child.text)
        if number is not None and low <= child.i <= high and child.i < head.i:
            lead = parsed.text[max(0, child.start - 20) : child.start]
            return number, bool(_LEAST.search(lead)), False
    dozen = re.search(
        r"(?i)\b(?:over|more than|at least|nearly|about)?\s?a\sdozen\s", before + head.text
    )
    if dozen:
        return 12, True, False
    body = head.lemma in BODIES and head.tag in ("NN", "NNP", "NNPS")
    if body or head.lower in _PLURAL_BODY | COLLECTIVE or {head.lemma, head.lower} & DOCUMENTS:
        return 1, False, False
    if _OPEN.search(before):
        return 2, True, False
    if head.tag == "NNS" and head.lemma not in ("headquarters",) and not _firm(parsed, head, high):
        return 2, True, False
    return 1, False, False


def _firm(parsed: Parsed, head: Word, high: int) -> bool:
    """Whether one name behind a comma says who they are: "its owners, Naviera Itacuá"."""
    names = [
        child
        for child in parsed.children(head.i, "appos")
        if child.tag == "NNP" and head.i < child.i <= high
    ]
    return (
        len(names) == 1
        and parsed.words[head.i + 1].text == ","
        and not parsed.children(names[0].i, "conj", "appos")
    )


def _number(text: str) -> int | None:
    low = text.lower().replace(",", "")
    return int(low) if low.isdigit() else NUMBERS.get(low)


def _named(words: tuple[Word, ...], head: Word, text: str) -> bool:
    if head.lemma in KIN and not _own_name(words, head):
        return False
    if _own_name(words, head):
        return True
    low = {word.lower for word in words}
    if low & PRIVATE and not any(word.name for word in words[1:]):
        return False
    spokes = re.search(r"(?i)\bspokes\w+|statement|post\b", text)
    if spokes:
        return True
    if (head.lower in COLLECTIVE and head.lower not in DOCUMENTS) or head.lemma in BODIES:
        return not (words[0].lower in ("a", "an", "another") and head.lemma not in ("ministry",))
    if head.lemma in DOCUMENTS:
        return any(word.name and word.text not in DEMONYMS for word in words[1:])
    return False


def _own_name(words: tuple[Word, ...], head: Word) -> bool:
    """Whether a person's or body's own name is told, not only a country's or a relative's."""
    for word in words:
        if (
            not word.name
            or {word.lower, word.lemma} & DOCUMENTS
            or word.text in DEMONYMS
            or word.tag not in ("NNP", "NNPS")
        ):
            continue
        after = next((next_word for next_word in words if next_word.i == word.i + 1), None)
        if after is not None and after.tag == "POS":
            continue
        before = next((last_word for last_word in words if last_word.i == word.i - 1), None)
        if before is not None and before.lower in ("in", "from", "at", "of", "near", "for"):
            continue
        if word.i == head.i or (
            word.dep in ("appos", "nsubj", "compound", "conj", "flat")
            and (word.head == head.i or word.i > head.i or words[-1].name)
        ):
            if word.i < head.i and not head.name:
                continue
            return True
    return False


def _party(text: str, words: tuple[Word, ...]) -> bool | None:
    if _BYSTANDER.search(text):
        return False
    if any(word.lemma in KIN for word in words):
        return True
    if any(word.lemma in OFFICIALS for word in words) or _STATE.search(text):
        return (
            None
            if words[0].lower in ("a", "an") and not re.search(r"(?i)spokes|minist", text)
            else True
        )
    return None
