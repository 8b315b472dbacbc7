"""Finds names of places and adjectives of peoples in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS, METONYMS
from articles.linguistics.lexicon import BODIES, CALENDAR, MEDIA, NAMED_SITE, VESSELS
from articles.linguistics.names import Bearer, bearers, capitals, country_codes, us_states
from articles.places.leads import GENERIC, led_to, odd, of_data, the_before
from articles.places.name_spans import NOT_NAMES, called_a_place, name_spans
from articles.places.non_places import TITLES, NonPlaces, police
from geo.places.gazetteer import plain


@dataclass(frozen=True)
class Mention:
    """A name (or description) as words `first` to `past`; `sort` says what kind of mention."""

    parsed: Parsed
    first: int
    past: int
    sort: str
    """name, demonym, or described."""
    key: str = ""
    """The bare name, plain; what mentions of the same place share."""
    known: tuple[Bearer, ...] = ()
    country: str = ""
    in_body: bool = False
    """Whether it stands inside the name of a body."""

    @property
    def chars(self) -> tuple[int, int]:
        """Its characters in the cleaned paragraph."""
        return self.parsed.span(self.first, self.past)

    @property
    def text(self) -> str:
        """Its words."""
        start, end = self.chars
        return self.parsed.text[start:end]


_OF_SUBJECTS = frozenset(
    "ministry department minister secretary directorate faculty institute".split()
)
"""What is named after its subject: "Ministry of Culture", though a village has that name, too."""


def _large(bearer: Bearer) -> bool:
    return bearer.kind == "city" and bearer.population > (15_000 if bearer.main else 150_000)


def _told_by(parsed: Parsed, first: int, past: int) -> bool:
    """Whether "according to the" stands before a name of several words: an organisation's name."""
    before = [word.lower for word in parsed.words[max(first - 3, 0) : first]]
    return past - first > 1 and before == ["according", "to", "the"]


def people_named(paragraphs: Sequence[Parsed]) -> set[str]:
    """Give the plain words of the names of a report's people, where no body has the word, too."""
    finder = Finder(paragraphs)
    return finder.people - {word for name in finder.others for word in name.split()}


class Finder(NonPlaces):
    """Finds the names of places in a report's paragraphs, one after the other."""

    def mentions(self, parsed: Parsed) -> list[Mention]:
        """Find the mentions of a paragraph, in order."""
        out: list[Mention] = []
        for first, past in name_spans(parsed):
            out += self._of_run(parsed, first, past)
        return sorted(out, key=lambda mention: mention.first)

    def _of_run(self, parsed: Parsed, first: int, past: int) -> Iterator[Mention]:
        as_name = self._name(parsed, first, past)
        if as_name:
            yield as_name
            return
        i = first
        while i < past:  # the longest known part at each word
            for end in range(past, i, -1):
                part = self._inner(parsed, i, end, (first, past))
                if part:
                    yield part
                    i = end
                    break
            else:
                i += 1

    def _name(self, parsed: Parsed, first: int, past: int) -> Mention | None:
        """Take the whole run as a name, if it is the name of a place."""
        words = parsed.words[first:past]
        text = parsed.words_text(first, past)
        key = plain(text)
        before = parsed.words[first - 1] if first else None
        if text in DEMONYMS:
            if past < len(parsed.words) and parsed.words[past].lower == "time":
                return None  # "10:40 p.m. Uruguayan time"
            return Mention(parsed, first, past, "demonym", key, country=DEMONYMS[text])
        if (
            past < len(parsed.words)
            and parsed.words[past].lower == "time"
            and before is not None
            and before.lower not in ("in", "at")
        ):
            return None
        if text in METONYMS:
            return Mention(parsed, first, past, "demonym", key, country=METONYMS[text])
        if key in country_codes():
            return Mention(
                parsed, first, past, "name", key, tuple(bearers(text)), country_codes()[key]
            )
        if not self._may_be_place(parsed, first, past) or _told_by(parsed, first, past):
            return None
        if past - first == 1 and text in GENERIC:
            return None
        site_end = self._with_site(parsed, past)
        known = self.known(parsed, first, site_end)
        led = led_to(parsed, first, site_end) or (
            before is not None and before.text == "," and self._after_place(parsed, first)
        )
        if key in us_states() and (led or words[0].entity == "GPE"):
            return Mention(parsed, first, past, "name", key, tuple(bearers(text)), "US")
        if any(word.lower in BODIES for word in words) or (
            not police(parsed, past)
            and site_end == past
            and past < len(parsed.words)
            and parsed.words[past].lower in BODIES
            and not known
        ):
            return None
        sited = site_end > past or words[-1].lower in NAMED_SITE
        strong = led_to(parsed, first, site_end, strong=True) and not of_data(parsed, first)
        ok = (
            (known and (led or key in self.firm or words[0].entity in ("GPE", "LOC", "FAC")))
            or (known and self._metonym(parsed, first, past, known))
            or (sited and (led or known or the_before(parsed, first)))
            or (
                strong
                and not odd(words)
                and (
                    key in self.firm or before is None or before.lower not in ("to", "from", "past")
                )
            )
            or (led and not known and words[0].entity in ("GPE", "LOC", "FAC") and not odd(words))
            or self._after_comma(parsed, first, past)
            or called_a_place(parsed, site_end)
            or police(parsed, past)
            or (key in self.firm and not known)
        )
        if not ok and not (self.loose and any(_large(bearer) for bearer in known)):
            return None
        return Mention(
            parsed, first, site_end, "name", plain(parsed.words_text(first, site_end)), known
        )

    def _inner(self, parsed: Parsed, i: int, end: int, run: tuple[int, int]) -> Mention | None:
        """Take a part of a run: a country, people or known town inside the name of a body."""
        if (i, end) == run:
            return None
        words = parsed.words[i:end]
        text = parsed.words_text(i, end)
        key = plain(text)
        in_body = any(
            word.lower in BODIES | {"force", "university", "border", "royal"}
            for word in parsed.words[run[0] : min(run[1] + 1, len(parsed.words))]
        )
        if text in DEMONYMS:
            if self._person_word(parsed, i, run):
                return None
            return Mention(parsed, i, end, "demonym", key, country=DEMONYMS[text], in_body=in_body)
        if key in country_codes():
            return Mention(
                parsed,
                i,
                end,
                "name",
                key,
                tuple(bearers(text)),
                country_codes()[key],
                in_body=in_body,
            )
        before = parsed.words[i - 1] if i > run[0] else None
        if before is not None and before.lower == "of" and self._may_be_place(parsed, i, end):
            known = self.known(parsed, i, end)
            of_what = i > run[0] + 1 and parsed.words[i - 2].lower in _OF_SUBJECTS
            if known and (not of_what or any(_large(bearer) for bearer in known)):
                return Mention(parsed, i, end, "name", key, known, in_body=True)
        if i == run[0] and end < run[1] and key in self.firm and self._may_be_place(parsed, i, end):
            return Mention(parsed, i, end, "name", key, self.known(parsed, i, end), in_body=True)
        if in_body and end - i == 1 and key in us_states():
            return Mention(parsed, i, end, "name", key, tuple(bearers(text)), "US", in_body=True)
        if (
            in_body
            and end - i == 1
            and words[0].lower not in BODIES
            and (i == run[0] or end == run[1])
        ):
            known = tuple(
                bearer
                for bearer in self.known(parsed, i, end)
                if bearer.main and (bearer.population > 20_000 or bearer.kind != "city")
            )
            if known and not self._person_word(parsed, i, run) and words[0].text not in GENERIC:
                return Mention(parsed, i, end, "name", key, known, in_body=True)
        return None

    def _person_word(self, parsed: Parsed, i: int, run: tuple[int, int]) -> bool:
        return plain(parsed.words[i].text) in self.people or (
            self._is_person(parsed, *run) and i > run[0]
        )

    def _may_be_place(self, parsed: Parsed, first: int, past: int) -> bool:
        words = parsed.words[first:past]
        key = plain(parsed.words_text(first, past))
        if key in self.others or words[0].text in NOT_NAMES or words[-1].lower in ("time",):
            return False
        if (
            any(word.text in CALENDAR and len(words) == 1 for word in words)
            or words[0].text in CALENDAR
        ):
            return False
        if past < len(parsed.words) and parsed.words[past].lower == "time" and words[0].name:
            return False
        if len(words) > 1 and words[0].lower in TITLES and not bearers(key):
            return words[-1].lower in NAMED_SITE
        before = parsed.words[first - 1] if first else None
        if (
            before is not None
            and before.lower in TITLES | VESSELS | MEDIA
            and before.noun
            and before.lower not in ("state",)
        ):
            return before.lower in ("port", "capital", "city", "town", "village", "island")
        if (
            before is not None
            and before.lower == "to"
            and first > 1
            and parsed.words[first - 2].lemma in ("speak", "talk", "say", "write")
            and not bearers(key)
        ):
            return False
        if all(plain(word.text) in self.people for word in words if len(word.text) > 2):
            return (
                before is not None
                and before.lower in ("in", "at", "near")
                and len(words) == 1
                and bool(bearers(key))
            )
        return not (len(words) == 1 and words[0].text.isupper() and len(words[0].text) < 5)

    def _metonym(self, parsed: Parsed, first: int, past: int, known: tuple[Bearer, ...]) -> bool:
        """Whether a known town is a sentence's subject: "Ankara said", "Athens rejected"."""
        if not any(
            bearer.main
            and (
                bearer.population > 50_000
                or bearer.kind == "country"
                or (plain(bearer.name), bearer.country) in capitals()
            )
            for bearer in known
        ):
            return False
        head = parsed.words[past - 1]
        single = len(parsed.words_text(first, past).split()) <= 2
        subject = head.dep in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "poss",
            "conj",
            "compound",
            "nmod",
            "pobj",
            "appos",
        )
        return single and subject

    def _after_comma(self, parsed: Parsed, first: int, past: int) -> bool:
        """Whether it stands as a region does: "outside Abbotsford, British Columbia, ..."."""
        before = parsed.words[first - 1] if first > 2 else None
        if before is None or before.text != "," or not parsed.words[first - 2].name:
            return False
        after = parsed.words[past].text if past < len(parsed.words) else "."
        town = first - 2
        while town > 0 and parsed.words[town - 1].name:
            town -= 1
        return after in (",", ".") and led_to(parsed, town, first - 1, strong=True)

    def _after_place(self, parsed: Parsed, first: int) -> bool:
        before = parsed.words[first - 2] if first > 1 else None
        return before is not None and before.name

    @staticmethod
    def _with_site(parsed: Parsed, past: int) -> int:
        nexts = [word.lower for word in parsed.words[past : past + 2]]
        if (
            len(nexts) == 2
            and nexts[0] in ("bus", "train", "railway", "ferry", "coach")
            and nexts[1] in ("terminal", "station", "port")
        ):
            return past + 2
        if (
            past < len(parsed.words)
            and parsed.words[past].lower
            in NAMED_SITE
            - {
                "province",
                "region",
                "state",
                "district",
                "county",
                "oblast",
                "governorate",
                "bay",
                "base",
                "pass",
                "point",
                "port",
                "hotel",
                "bridge",
                "camp",
            }
            and parsed.words[past].noun
        ):
            after = parsed.words[past + 1] if past + 1 < len(parsed.words) else None
            if after is None or not after.noun or after.name:
                return past + 1
        return past

    def known(self, parsed: Parsed, first: int, past: int) -> tuple[Bearer, ...]:
        """Look a name up: as it is, without its common word, without a leading one."""
        words = parsed.words[first:past]
        text = parsed.words_text(first, past)
        out = list(bearers(text))
        if len(words) > 1 and words[-1].lower in NAMED_SITE:
            bare = parsed.words_text(first, past - 1)
            kinds = (
                ("airport",)
                if words[-1].lower in ("airport", "airfield", "airbase", "base")
                else ("city", "airport")
            )
            out += [
                bearer
                for bearer in (*bearers(bare), *bearers(f"{bare} City"))
                if bearer.kind in kinds and bearer.id not in {x.id for x in out}
            ]
        if len(words) > 1 and words[0].lower in (
            "north",
            "south",
            "east",
            "west",
            "central",
            "upper",
            "lower",
            "mount",
            "cape",
            "port",
            "old",
            "new",
            "city",
            "greater",
        ):
            out += [
                bearer
                for bearer in bearers(parsed.words_text(first + 1, past))
                if bearer.main and not out
            ]
        return tuple(out)
