"""A picture in words, for those who do not see it: who, from where to where, when, how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.language.messages import Messages, capital, messages_of
from geo.story.model import Claim, Story
from geo.time.instants import from_epoch_ms
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import EventMark, LegMark, Scene
from layers.scene.visibility import Shown
from layers.text.clock import moment_told
from layers.text.credits import source_line

_UNNAMED = re.compile(r"unnamed|anonym", re.IGNORECASE)
"""Words for a teller that already say that the source does not name them."""
SHORT = 250
"""Longest short text, characters: what screen readers and content systems take in one piece."""
SILENCES = 2
"""How many gaps of a recording are told, the longest."""
URGENT = {"perhaps": 0, "passed": 2, "not travelled": 3}
"""Which ways are told first, by their state: those with smaller numbers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture of a subject has on its map, so that its text says the same.

    `label` are the lines at the subject's way, `beyond` the words at the map's edge. `subject`,
    `before` and `meanwhile` are ids of legs, `named` ids of the places that are named, `circled`
    ids of those places that are said to lie somewhere in a circle.
    """

    label: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    circled: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


def alt_texts(
    scene: Scene,
    at: int,
    shown: Sequence[Shown],
    *,
    told: EventMark | None = None,
    seen: Seen | None = None,
) -> tuple[str, str]:
    """Describe a picture in short and in full, from the marks that are in view.

    With `seen` it is a picture of the event told: the text begins with its headline, its time and
    who tells it, in the words that stand on the picture. If the scene shows only what was known by
    a date, or compares two reports, both texts begin with that.
    """
    if scene.as_told:
        say = messages_of(scene.story.told_in)
        most = SHORT - len(say("alt.known", known=scene.as_told, text=""))
        texts = _alt_texts(scene, at, shown, told, seen, most=most)
        short, full = (say("alt.known", known=scene.as_told, text=text) for text in texts)
        return short, full
    return _alt_texts(scene, at, shown, told, seen, most=SHORT)


def _alt_texts(
    scene: Scene,
    at: int,
    shown: Sequence[Shown],
    told: EventMark | None,
    seen: Seen | None,
    *,
    most: int,
) -> tuple[str, str]:
    """Describe it; the short text has at most so many characters."""
    if told and seen:
        return _of_subject(scene, told, seen, most)
    legs = {mark.id: mark for mark in scene.legs}
    moving = [(legs[mark.id], mark) for mark in shown if mark.kind == "leg"]
    moving.sort(
        key=lambda pair: (pair[0].id != (told.leg if told else None), URGENT[pair[1].state])
    )
    return _short(scene, at, moving, shown, told, most=most), _long(scene, at, moving, shown, told)


def _of_subject(scene: Scene, told: EventMark, seen: Seen, most: int) -> tuple[str, str]:
    say = messages_of(scene.story.told_in)
    time = capital(moment_told(scene, told.stop, told).text)
    tellers = told.subject.tellers
    texts = [say("alt.subject", headline=told.headline, time=time, tellers=tellers)]
    if seen.label:
        texts.append(say("alt.sentence", text=seen.label[0]))
    short = texts[0]
    if seen.label and len(longer := " ".join(texts)) <= most:
        short = longer
    elif len(short) > most:
        short = say("alt.subject.short", headline=told.headline, time=time)
    legs = {mark.id: mark for mark in scene.legs}
    if len(seen.label) > 1:
        texts.append(say("alt.sentence", text=capital(seen.label[1])))
    texts.append(say("alt.support", level=say(f"level.{told.level}")))
    for name in seen.subject:
        mark = legs[name]
        shown = Shown("leg", name, "perhaps" if mark.travelled else "not travelled", 0.0, 1.0)
        went, details = _went(scene, mark, shown, say), _details(mark, shown, say)
        texts.append(say("alt.leg", went=went, details=details))
        texts.append(
            say("alt.sentence", text=_claims(scene.story, scene.story.leg[name].claims, say))
        )
        texts += _silences(scene, name, say)
    for key, names in (("alt.before", seen.before), ("alt.meanwhile", seen.meanwhile)):
        if names:
            texts.append(say(key, ways=say.clauses(legs[name].headline for name in names)))
    if seen.beyond:
        texts.append(say("alt.beyond", places=say.clauses(seen.beyond)))
    places = {mark.id: mark.name for mark in scene.places}
    if seen.named:
        texts.append(say("alt.named", names=say.series(places[name] for name in seen.named)))
    texts += [
        say("alt.short", head=places[name], what=say("place.in-circle")) for name in seen.circled
    ]
    texts.append(source_line(scene))
    return short, " ".join(texts)


def _head(scene: Scene, at: int, told: EventMark | None, say: Messages) -> str:
    when = moment_told(scene, at, told)
    return when.text if when.asked else say("alt.map", time=capital(when.text))


def _short(
    scene: Scene,
    at: int,
    moving: list[tuple[LegMark, Shown]],
    shown: Sequence[Shown],
    told: EventMark | None,
    *,
    most: int,
) -> str:
    say = messages_of(scene.story.told_in)
    head = _head(scene, at, told, say)
    events = {mark.id: mark for mark in scene.events}
    now = [
        events[mark.id]
        for mark in shown
        if mark.kind == "event" and mark.state in ("perhaps", "under way")
    ]
    parts: list[str] = []
    if told and not (moving and moving[0][0].id == told.leg):
        parts.append(_with_level(told, say))
    parts += [
        say("alt.with-level", what=_went(scene, mark, leg_shown, say), level=_surely(mark, say))
        for mark, leg_shown in moving
    ]
    parts += [_with_level(mark, say) for mark in now if mark is not told]
    text = say("alt.short", head=head, what=parts[0] if parts else say("alt.nothing"))
    for end in range(2, len(parts) + 1):
        longer = say("alt.short", head=head, what=say.clauses(parts[:end]))
        if len(longer) > most:
            break
        text = longer
    return text


def _long(
    scene: Scene,
    at: int,
    moving: list[tuple[LegMark, Shown]],
    shown: Sequence[Shown],
    told: EventMark | None,
) -> str:
    story = scene.story
    say = messages_of(story.told_in)
    out = [say("alt.map-of", title=story.title)]
    if told is None or told.stop != at:
        out.append(say("alt.sentence", text=moment_told(scene, at, told).text))
    if told:
        time = moment_told(scene, told.stop, told).text
        level = say(f"level.{told.level}")
        out.append(say("alt.told", headline=told.headline, time=time, level=level))
    for mark, leg_shown in moving:
        went, details = _went(scene, mark, leg_shown, say), _details(mark, leg_shown, say)
        out.append(say("alt.leg", went=went, details=details))
        out.append(say("alt.sentence", text=_claims(story, story.leg[mark.id].claims, say)))
    events = {mark.id: mark for mark in scene.events}
    names = [
        _with_level(events[event.id], say)
        for event in shown
        if event.kind == "event"
        and event.state in ("perhaps", "under way")
        and (told is None or event.id != told.id)
    ]
    if names:
        out.append(say("alt.others", events=say.clauses(names)))
    places = {mark.id: mark.name for mark in scene.places}
    named = [places[place.id] for place in shown if place.kind in ("place", "area")]
    if named:
        out.append(say("alt.named", names=say.series(named)))
    out.append(source_line(scene))
    return " ".join(out)


def _with_level(mark: EventMark, say: Messages) -> str:
    return say("alt.with-level", what=mark.headline, level=say(f"level.{mark.level}"))


def _went(scene: Scene, mark: LegMark, shown: Shown, say: Messages) -> str:
    names = scene.story.place
    key = "alt.went"
    if mark.outcome in ("refused", "intended"):
        key = f"alt.went.{mark.outcome}"
    elif shown.state == "perhaps" and mark.path != "recorded":
        stopped = mark.outcome == "stopped" and shown.furthest >= 1
        key = "alt.went.stopped" if stopped else "alt.went.perhaps"
    origin, to = names[mark.ends[0]].name, names[mark.ends[-1]].name
    return say(key, who=mark.who, origin=origin, to=to)


def _silences(scene: Scene, leg: str, say: Messages) -> list[str]:
    """Tell the longest times in which nothing was recorded of a leg, and what was in reach.

    The clock times are those of the recording. Of airports or harbours it says how many.
    """
    gaps = [gap for track in scene.tracks if track.leg == leg for gap in track.gaps if gap.region]
    gaps.sort(key=lambda gap: gap.prism.start - gap.until)
    out = []
    for gap in sorted(gaps[:SILENCES], key=lambda gap: gap.prism.start):
        start, end = (
            from_epoch_ms(at, zone=scene.story.zone).strftime("%H:%M")
            for at in (gap.prism.start, gap.until)
        )
        ended = gap.prism.end is not None
        parts = {"from": start, "to": end}
        out.append(say("track.silent" if ended else "track.silent-since", **parts))
        if gap.landing_count:
            key = "track.harbours" if gap.landing_kind == "harbour" else "track.airports"
            out.append(say(key, n=gap.landing_count))
    return out


def _surely(mark: LegMark, say: Messages) -> str:
    level = say(f"level.{mark.level}")
    return say(f"alt.way.{mark.path}", level=level) if mark.travelled else level


def _details(mark: LegMark, shown: Shown, say: Messages) -> str:
    out = [mark.time.text]
    if shown.state != "not travelled":
        out.append(say(f"alt.path.{mark.path}"))
    if mark.open_start:
        out.append(say("alt.open-start"))
    if mark.open_end:
        out.append(say("alt.open-end"))
    out.append(say(f"level.{mark.level}"))
    if mark.questioned and mark.level != "contested or unverified":
        out.append(say("alt.questioned"))
    return say.clauses(out)


def _claims(story: Story, claims: Sequence[Claim], say: Messages) -> str:
    told = []
    for claim in claims:
        who = claim.told_by
        if not claim.named and not _UNNAMED.search(story.as_written(who)):
            who = say("alt.claim.unnamed", who=who)
        where = say(
            "alt.claim.where",
            n=len(claim.paragraphs),
            publisher=story.source[claim.source].publisher,
            paragraphs=say.series(map(str, claim.paragraphs)),
        )
        if claim.told_origin:
            where = say("alt.claim.origin", where=where, origin=claim.told_origin)
        if claim.context:
            where = say("alt.claim.context", where=where)
        if claim.ended.text:
            ended = TimeWords(story).ended(claim)
            where = say("alt.claim.ended", where=where, ended=ended)
        told.append(say(f"alt.claim.{claim.stance}", who=who, where=where))
    return capital(say.clauses(told))
