"""What a report names that is no place: people, vessels and bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.lexicon import BODIES, CALENDAR, MEDIA, NAMED_SITE, VESSELS
from articles.linguistics.names import bearers, country_codes
from articles.linguistics.verbs import MOTION
from articles.linguistics.words import Word
from articles.places.name_spans import JOIN, called_a_place, camel, name_spans
from geo.places.gazetteer import plain

LOCATIVE = frozenset(
    "in at to from near off toward towards into outside inside via through around across over above "
    "beyond for between within onto on past along of aboard against leaving reaching".split()
)


STRONG = frozenset(
    "in at to near off toward towards into outside inside via past from across".split()
)


HARD = STRONG - {"to", "from", "past"}


TITLES = frozenset(
    "mr mrs ms dr sir lord lady general gen colonel col captain capt major lieutenant lt sgt sergeant president "
    "minister king queen prince princess sheikh imam judge justice senator governor mayor chancellor premier "
    "ambassador commissioner detective inspector admiral bishop father sister brother pope saint spokesman "
    "spokeswoman spokesperson chief director lawyer attorney prosecutor wife husband son daughter cousin uncle "
    "nephew skipper driver pilot farmer".split()
)


def police(parsed: Parsed, past: int) -> bool:
    """Whether "police" or the like follows: "Sabah police chief"."""
    return (
        past < len(parsed.words)
        and parsed.words[past].lower
        in ("police", "coastguard", "authorities", "prosecutors", "officials")
        and parsed.words[past - 1].text not in CALENDAR
    )


_WAYS = frozenset(
    "road track path trail route way train bus coach ferry boat flight ship sleeper lift trip journey voyage passage crossing".split()
)
"""Nouns that lead to a place: "the road to Galle", "a bus from Kandy"."""


def _as_far_as(parsed: Parsed, first: int) -> bool:
    return [word.lower for word in parsed.words[max(first - 3, 0) : first]] == ["as", "far", "as"]


class NonPlaces:
    """What a report names that is no place; said to be so once, it counts in all paragraphs."""

    def __init__(self, paragraphs: Sequence[Parsed], *, loose: bool = False) -> None:
        self.loose = loose
        """Whether a name counts by the gazetteer alone, for texts in other languages."""
        self.paragraphs = paragraphs
        self.people: set[str] = set()
        """Plain words of people's names: "madurawala", "fonseka"."""
        self.others: set[str] = set()
        """Plain names of vessels, companies and agencies."""
        self._tally: dict[str, list[int]] = {}
        """How often a name stands as a place does, and how often as a person does."""
        self.firm: set[str] = set()
        """Plain names that stand somewhere behind "in", "at" or "to"."""
        for parsed in paragraphs:
            self._meet(parsed)
        for name, (as_place, as_person) in self._tally.items():
            if as_person > as_place and not any(bearer.main for bearer in bearers(name)):
                self.people |= {word for word in name.split() if len(word) > 2}
        self.firm = {name for name in self.firm if not set(name.split()) <= self.people}

    def _meet(self, parsed: Parsed) -> None:
        for first, past in name_spans(parsed):
            words = parsed.words[first:past]
            before = parsed.words[first - 1] if first else None
            name = plain(" ".join(word.text for word in words))
            if (
                before is not None
                and before.lower in VESSELS | MEDIA
                and before.noun
                and words[0].lower not in BODIES
            ):
                self.others.add(name)
            if camel(words[0].text) and len(words) == 1:
                self.others.add(name)
            if self._speaks_or_asks(parsed, first, past) and not self._is_land(name):
                self.others.add(name)
            if self._is_person(parsed, first, past):
                for word in words:
                    bare = plain(word.text)
                    if word.lower not in TITLES and word.lower not in JOIN and len(bare) > 2:
                        self.people.add(bare)
            hard = before is not None and before.lower in HARD
            hard = hard or called_a_place(parsed, past) or _as_far_as(parsed, first)
            labels = {word.entity for word in words}
            if len(words) <= 2:
                tally = self._tally.setdefault(name, [0, 0])
                after = parsed.words[past].lower if past < len(parsed.words) else ""
                sited = after in NAMED_SITE or police(parsed, past)
                sited = sited or (len(words) == 2 and words[-1].lower in NAMED_SITE)
                tally[0] += hard or sited or bool(labels & {"GPE", "LOC", "FAC"})
                the = before is not None and before.lower == "the"
                tally[1] += "PERSON" in labels and not hard and not the
            if hard or (
                before is not None and before.lower in STRONG and self._by_motion(parsed, first)
            ):
                self.firm.add(name)
        self.people -= {plain(land) for land in country_codes()}

    @staticmethod
    def _by_motion(parsed: Parsed, first: int) -> bool:
        """Whether "to" or "from" before a name hangs on a verb of movement, or on "from A to B"."""
        at = parsed.words[first - 1]
        for _ in range(3):
            if at.verb:
                return at.lemma in MOTION
            if at.noun and at.lemma in _WAYS:
                return True
            if at.head == at.i:
                break
            at = parsed.words[at.head]
        return False

    @staticmethod
    def _is_land(name: str) -> bool:
        return name in country_codes() or name in {plain(word) for word in DEMONYMS}

    @staticmethod
    def _speaks_or_asks(parsed: Parsed, first: int, past: int) -> bool:
        """Whether it is the agency itself: "told Northwire", "Northwire could not verify"."""
        after = parsed.text[parsed.words[past - 1].end : parsed.words[past - 1].end + 70]
        if re.match(
            r"\s(?:could|was|is|has|had|were|did|found|cannot)\s?(?:not|n't|unable|no)\b.{0,25}\b(?:verify|confirm|establish|reach|corroborate|determine|contact|evidence|able)",
            after,
        ):
            return not any(
                bearer.main and bearer.population > 50_000
                for bearer in bearers(parsed.words_text(first, past))
            )
        head = parsed.words[first - 1] if first else None
        if head is not None and head.lower == "the" and first > 1:
            head = parsed.words[first - 2]
        return (
            head is not None
            and head.lemma == "tell"
            and head.verb
            and parsed.words[first].entity != "GPE"
        )

    def _is_person(self, parsed: Parsed, first: int, past: int) -> bool:
        words = parsed.words[first:past]
        labels = [word.entity for word in words]
        before = parsed.words[first - 1] if first else None
        after = parsed.words[past] if past < len(parsed.words) else None
        if any(word.lower in BODIES for word in words) or len(words) > 5:
            return False
        if called_a_place(parsed, past):
            return False
        if words[0].text in DEMONYMS or (
            after is not None and after.lower in NAMED_SITE and after.noun
        ):
            return False
        titled = (before is not None and before.lower in TITLES) or words[0].lower in TITLES
        age = re.match(r",\s\d{1,2},", parsed.text[words[-1].end :])
        firm = before is not None and before.lower in STRONG
        if age or (titled and not firm):
            return True
        if (
            len(words) >= 2
            and labels.count("PERSON") >= len(words) - 1
            and not firm
            and not self._place_like(words)
        ):
            return True
        if (
            len(words) >= 2
            and re.match(r",\s(?:a|an|the|his|her|who|whose)\s", parsed.text[words[-1].end :])
            and not firm
            and not self._place_like(words)
        ):
            return True
        apposed = (
            before is not None
            and before.text == ","
            and len(words) >= 2
            and after is not None
            and after.text == ","
        )
        kin = (
            before is not None
            and before.text == ","
            and first > 1
            and parsed.words[first - 2].lower in TITLES
            and after is not None
        )
        return bool((apposed and not self._place_like(words)) or kin)

    @staticmethod
    def _place_like(words: Sequence[Word]) -> bool:
        return bool(bearers(" ".join(word.text for word in words))) or words[-1].lower in NAMED_SITE
