"""Times as Microsoft's recognizer reads them, beside ours: others made it, from other texts.

Where both give an answer, the recognizer's span has to lie within ours. It sees neither report nor
tense: of the two readings that it gives for "Monday" or "in March", the one on the sentence's side
of publication counts. Differences by design are named below, each with why.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from ms_recognizers_date_time import recognize_datetime

from articles.documents.report_reading import read_article
from articles.linguistics.analysis import parse
from articles.times.time_proposals import time_proposals
from tests.articles.proposal_helpers import of_kind
from tests.articles.scoring import HERE

PUBLISHED = date(2025, 3, 14)  # a Friday

PAST = """
He left on Monday.
He left on Friday.
He left last Friday.
He left on 3 March.
He left on March 3rd.
He left on 8 December.
He left on December 8, 2024.
He left on Tuesday, March 4.
He left on 2025-03-01.
He left on 8/3/2025.
He left on the 13th.
He left on the 20th.
He left yesterday.
He left nine days ago.
He left two weeks ago.
He left three months ago.
He left two years ago.
He left last week.
He left early last week.
He left the week of 3 March.
He left last weekend.
He left last month.
He left last year.
He left in February.
He left in December 2023.
He left in 2019.
He left on Christmas Day.
He left on New Year's Eve.
He left between 3 and 5 March.
He left on 3-5 March.
He left from Monday to Wednesday.
He lived there from June to August 2024.
He left at 10:30 p.m. on Saturday.
He left on Saturday night at 10:30 PM.
He left at noon on Monday.
He left at midnight on Monday.
He left around noon on Monday.
He left at about 4 a.m. on Monday.
He left at half past ten on Monday.
He left at 22:30 on 8 March.
He left between 1 and 3 p.m. on Monday.
He left on Monday morning.
He left on Monday afternoon.
He left on Monday night.
He left last night.
""".strip().splitlines()

AHEAD = """
He will leave on Monday.
He will leave on the 20th.
He will leave tomorrow.
He will leave next week.
He will leave next Monday.
He will leave in June.
He will leave next year.
The trial is to open on 5 May at 9 a.m.
""".strip().splitlines()

# What counts from a day told before; the recognizer is given that day.
FROM_A_DAY = {
    "He came on 3 March. He left two days later.": date(2025, 3, 3),
    "He came on 3 March. He left the next day.": date(2025, 3, 3),
    "He came on 3 March. He left the day before.": date(2025, 3, 3),
    "He came on Monday. He left a week later.": date(2025, 3, 10),
}

DIFFERENT = {
    "He left this week.": "what has happened did so up to publication, not till Sunday",
    "He left over the weekend.": "a weekend in the past is the last one; it knows just the next",
    "He left in mid-February.": "we read the 10th to the 21st, it the month; see docs/articles.md",
    "He left early in March.": "we read the 1st to the 11th, it the month",
    "He left late last month.": "we begin on the 21st, it on the 16th",
    "He left at 6:40 on Monday.": "an hour in two digits of minutes is read as a clock shows it",
    "He left on Monday evening.": "our evening is 18 to 24, its 16 to 20",
    "He left early on Monday.": "it does not see the word",
    "He left before dawn on Monday.": "it knows no dawn",
}
BEYOND_IT = "it reads the day alone, and leaves out what is said of the hour"
REPORTS_DIFFERENT = {
    "late on Saturday": BEYOND_IT,
    "Early on Wednesday": BEYOND_IT,
    "early on Saturday": BEYOND_IT,
    "early on Monday": BEYOND_IT,
    "shortly before dawn on Sunday": BEYOND_IT,
    "at dawn the day after the take-off": BEYOND_IT,
    "around noon local time on Thursday": BEYOND_IT,
    "around noon local time the next day": BEYOND_IT,
    "at 18:05 local time on Friday": BEYOND_IT,
    "at 10 a.m. Chukotka time on Tuesday": BEYOND_IT,
    "late in March": "we read from the 21st, it the month",
    "this week": "what has happened did so up to publication, not till Sunday",
    "on Monday evening": "our evening is 18 to 24, its 16 to 20",
    "on Sunday evening": "the same",
    "the following afternoon": "it takes the afternoon of the day itself",
}


@dataclass(frozen=True)
class Opinion:
    """The recognizer's readings of some words, as spans, half open, the earliest first."""

    start: int
    end: int
    readings: tuple[tuple[datetime, datetime], ...]

    def on_side(self, day, *, ahead):
        """The reading nearest to a day on one side of it, or on the other where it has no other."""
        midnight = datetime.combine(day, time())
        if ahead:
            return next((r for r in self.readings if r[1] > midnight), self.readings[-1])
        past = [r for r in self.readings if r[0] < midnight + timedelta(days=1)]
        return past[-1] if past else self.readings[0]


def opinions(text, reference):
    """The recognizer's opinions that name a day: an hour alone or a duration does not."""
    for seen in recognize_datetime(text, "en-us", reference=reference):
        spans = (span(reading) for reading in (seen.resolution or {}).get("values", ()))
        if readings := tuple(sorted(filter(None, spans))):
            yield Opinion(seen.start, seen.end + 1, readings)


def span(reading):
    """A reading's span; None for one with an open end, for a duration and for what it leaves open."""
    kind = reading["type"]
    if kind in ("date", "datetime") and reading.get("value", "not resolved") != "not resolved":
        at = datetime.fromisoformat(reading["value"])
        return at, at + (timedelta(days=1) if kind == "date" else timedelta(minutes=1))
    if kind in ("daterange", "datetimerange") and {"start", "end"} <= reading.keys():
        return datetime.fromisoformat(reading["start"]), datetime.fromisoformat(reading["end"])
    return None


def agrees(reading, value):
    """Whether a reading lies within our bounds, of which one may be open."""
    first, past = reading
    return (value.earliest is None or value.earliest <= first) and (
        value.latest is None or past <= value.latest
    )


def longest(opinions):
    return max(opinions, key=lambda opinion: opinion.end - opinion.start, default=None)


def both(sentence, *, reference=PUBLISHED, ahead=False):
    """The recognizer's reading of a sentence's last time, and our value."""
    ours = of_kind("time", sentence, use_model=False)[-1]
    seen = opinions(sentence, datetime.combine(reference, time()))
    later = [opinion for opinion in seen if opinion.end > ours.start]
    return longest(later).on_side(PUBLISHED, ahead=ahead), ours.value


@pytest.mark.parametrize("sentence", PAST)
def test_what_has_happened(sentence):
    assert agrees(*both(sentence))


@pytest.mark.parametrize("sentence", AHEAD)
def test_what_is_to_come(sentence):
    assert agrees(*both(sentence, ahead=True))


@pytest.mark.parametrize("sentence", FROM_A_DAY)
def test_what_counts_from_a_day(sentence):
    assert agrees(*both(sentence, reference=FROM_A_DAY[sentence]))


@pytest.mark.parametrize("sentence", DIFFERENT)
def test_what_differs_by_design(sentence):
    """A difference that is gone has to leave the list."""
    assert not agrees(*both(sentence)), DIFFERENT[sentence]


def test_reports():
    """The times of the reports that are given, but what is quoted: it counts from the speech."""
    agreed, different = 0, set()
    for path in sorted((HERE / "given").glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        published = date.fromisoformat(gold["published"])
        parsed = parse(read_article(path.name, path.read_bytes()), use_model=False)
        ours = time_proposals(parsed, published=published, zone=gold["zone"])
        told = {f"{p.paragraph}:{p.text}": p.value.earliest for p in ours}
        for proposal in ours:
            value = proposal.value
            reference = told.get(proposal.anchor) or datetime.combine(published, time())
            opinion = longest(opinions(proposal.text, reference))
            if value.kind == "in-quote" or not opinion or not (value.earliest or value.latest):
                continue
            ahead = bool(value.earliest) and value.earliest.date() > published
            if agrees(opinion.on_side(published, ahead=ahead), value):
                agreed += 1
            else:
                different.add(proposal.text)
    assert different == set(REPORTS_DIFFERENT)
    assert agreed > 30
