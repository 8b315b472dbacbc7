"""Under which day each stop stands in the strip: the day that is reported.

A run of stops without a day is a group of its own. Its words are "undated" and the bounds that the
order gives to all of them, from reported days alone, or else by when the last of them was reported:
then it had happened. The bounds alone were taken for reported days; those that are only derived for
drawing are never told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from geo.evidence.known_by import first_report, publication
from geo.story.model import Event, Story
from geo.time.reported_time import reported_time
from geo.time.time_in_words import TimeWords


def day_groups(clock: TimeWords, order: Sequence[str]) -> tuple[str, ...]:
    """Give the words of the group of each event, by their ids in the order of the stops."""
    story = clock.story
    events = {event.id: event for event in story.events}
    days = [clock.day_of(events[name]) for name in order]
    out: list[str] = []
    bounds = _OrderedBounds(story)
    for undated, run in groupby(range(len(order)), key=lambda i: not days[i]):
        at = list(run)
        if undated:
            firsts = [first for i in at if (first := bounds.first(order[i]))]
            lasts = [last for i in at if (last := bounds.last(order[i]))]
            first = min(firsts) if len(firsts) == len(at) else None
            last = max(lasts) if len(lasts) == len(at) else None
            if first or last:
                told = clock.say("time.group.undated", bounds=clock.days_between(first, last))
            else:
                told = reported_by(clock, [events[order[i]] for i in at])
            out += [told] * len(at)
        else:
            out += [days[i] for i in at]
    return tuple(out)


def reported_by(clock: TimeWords, events: Sequence[Event]) -> str:
    """Say by when events had happened: when the last of them to be reported first was published.

    Words such as "undated, by 13 Dec"; "undated" alone where nobody reports one of them.
    """
    firsts = [first_report(clock.story, event) for event in events if event.claims]
    times = [publication(clock.story, claim) for claim in firsts if claim.stance == "reports"]
    if len(times) < len(events) or any(when.latest is None for when in times):
        return clock.say("time.undated.short")
    last = max(times, key=lambda when: when.bounds()[1])
    by = clock.say("time.by", time=clock.published_short(last))
    return clock.say("time.group.undated", bounds=by)


class _OrderedBounds:
    """Tells the reported bounds of a row or, where it has none, those of the rows it names."""

    def __init__(self, story: Story) -> None:
        self.when = {leg.id: reported_time(story, leg) for leg in story.legs}
        self.when |= {event.id: reported_time(story, event) for event in story.events}
        self.firsts: dict[str, datetime | None] = {}
        self.lasts: dict[str, datetime | None] = {}

    def first(self, name: str) -> datetime | None:
        """Give the earliest moment; the recursion ends, since a story's order has no circle."""
        if name not in self.firsts:
            when = self.when[name]
            known = [when.start.earliest, *(self.first(name) for name in when.after)]
            self.firsts[name] = max((at for at in known if at), default=None)
        return self.firsts[name]

    def last(self, name: str) -> datetime | None:
        """Give the latest moment."""
        if name not in self.lasts:
            when = self.when[name]
            known = [
                when.end.latest or when.start.latest,
                *(self.last(name) for name in when.before),
            ]
            self.lasts[name] = min((at for at in known if at), default=None)
        return self.lasts[name]
