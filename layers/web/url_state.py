"""What the page's address says of the state to open with.

    ?story=&lang=&base=&t=&event=&people=&layers=&known=&compare=&everyone=&gaps=&view=

`t` is the moment in the story's zone, to the second; `people` are ids of people or groups,
`layers` names of layers, both with commas between; absent means all, and `layers=` none. `known` is
a date: the story as it was known by then; absent means all that is known. `compare` are the ids
of two sources that are compared. `everyone` is 1 if everybody shows at full strength beside the
event told, 0 if only that does; anything else means as the story opens. `gaps` is the longest
silence of a recording that is no gap, seconds: a choice of geo/tracks/gaps.py, anything else means
the source's own. `view` is latitude,
longitude and zoom: a link that is shared has it, the address bar does not follow the map. `lang` is
the language that the reader has chosen.
Anybody may write an address: a part of it counts only if the story knows what it names; otherwise a
sentence says that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any, Literal

from geo.errors import WhenError
from geo.evidence.known_by import Knowledge
from geo.language.messages import FALLBACK, Messages, catalogued, messages_of
from geo.story.story_folder import StoryFile
from geo.time.instants import epoch_ms, parse_when
from geo.tracks.gaps import CHOICES_S
from layers.scene.comparison import checked_pair
from layers.scene.extent import Extent
from layers.scene.scene_builder import LAYERS, Scene
from layers.web.base_maps import BASES

View = tuple[float, float, float]
"""Latitude, longitude, zoom: only addresses and the document (layers/web/assets/core/url_state.js)
have this order."""

OWN_STORY = "your-own"
"""What the address calls a story that only its reader has."""

MOVING = ("t", "event", "people", "layers", "known", "compare", "everyone", "gaps", "view")
"""What changes as the reader moves; it stands last in the address."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?", re.ASCII)
_VIEW = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,4}(?:\.\d{1,9})?),(\d{1,2}(?:\.\d{1,9})?)", re.ASCII
)
_FARTHEST = (90, 3600, 19)
"""Bounds of a view: the poles, ten turns around the earth, the closest zoom of any base map."""
_ROUND = 360.0
"""Degrees of a turn around the earth."""
_POLES = 85.0
"""The highest latitude of an extent, degrees: Web Mercator shows no more."""
_MOST = 1e5
"""Numbers from a document are smaller than this."""
_SHOWN = 40
"""Characters of an address that a sentence quotes at most."""
_NAMED = 3
"""How many unknown names a sentence lists."""


@dataclass(frozen=True, slots=True)
class Address:
    """A state of the document; None is the story's own opening, everybody, every layer."""

    t: str | None = None
    event: str | None = None
    people: tuple[str, ...] | None = None
    layers: tuple[str, ...] | None = None
    view: View | None = None
    known: str | None = None
    """The step at which the story is shown as it was known, by its time as the file has it."""
    everyone: str | None = None
    compare: tuple[str, ...] | None = None
    """The ids of the two sources that are compared."""
    gaps: str | None = None
    """The longest silence that is no gap, seconds, as the reader chooses."""

    def state(self) -> dict[str, Any] | None:
        """Give the message that sets this state; None if there is nothing to set."""
        pairs = {
            "t": self.t,
            "event": self.event,
            "people": None if self.people is None else list(self.people),
            "layers": None if self.layers is None else list(self.layers),
            "known": self.known,
            "compare": None if self.compare is None else list(self.compare),
            "everyone": self.everyone,
            "gaps": self.gaps,
            "view": None if self.view is None else list(self.view),
        }
        said = {name: value for name, value in pairs.items() if value is not None}
        return said or None

    def query(self) -> dict[str, str]:
        """Give the parameters of an address that say this state."""
        return {
            name: value if isinstance(value, str) else ",".join(map(_written, value))
            for name, value in (self.state() or {}).items()
        }


def read_address(query: Mapping[str, str], scene: Scene) -> tuple[Address, tuple[str, ...]]:
    """Read the state from an address; gives it, and a sentence for each part without a meaning.

    The sentences quote the address: they are plain text, to be shown as such.
    """
    notices: list[str] = []
    say = messages_of(scene.story.told_in)
    t = query.get("t") or None
    if t is not None:
        wrong = _wrong_moment(t, scene, say)
        if wrong:
            notices.append(wrong)
            t = None
    event = query.get("event") or None
    if event is not None and event not in {mark.id for mark in scene.events}:
        notices.append(say("app.address.event", event=_plain(event)))
        event = None
    people = _names(
        query.get("people") or None,
        {*scene.story.person, *(lane.id for lane in scene.lanes)},
        "people",
        say,
        notices,
    )
    layers = _names(query.get("layers"), LAYERS, "layers", say, notices)
    view = query.get("view") or None
    seen = _view(view) if view is not None else None
    if view is not None and seen is None:
        notices.append(say("app.address.view", view=_plain(view)))
    known = query.get("known") or None
    if known is not None:
        known, wrong = _known(known, scene, say)
        notices += [wrong] if wrong else []
    compare = _compare(query.get("compare") or None, scene, say, notices)
    everyone = query.get("everyone")
    beside = everyone if everyone in ("0", "1") else None
    gaps = query.get("gaps")
    chosen = gaps if scene.tracks and gaps in {str(s) for s in CHOICES_S} else None
    address = Address(t, event, people, layers, seen, known, beside, compare, chosen)
    return address, tuple(notices)


def read_language(query: Mapping[str, str]) -> str | None:
    """Read in which language the page is wanted; None if the address names no known language."""
    return catalogued(query.get("lang", ""))


def read_base(query: Mapping[str, str], say: Messages | None = None) -> tuple[str, tuple[str, ...]]:
    """Read which base map is wanted: gives its key, and a sentence where there is no such map."""
    name = query.get("base") or "plain"
    if name in BASES:
        return name, ()
    known = ", ".join(BASES)
    say = say or messages_of(FALLBACK)
    return "plain", (say("app.address.base", base=_plain(name), known=known),)


def read_story(
    query: Mapping[str, str],
    stories: Sequence[StoryFile],
    *,
    otherwise: Callable[[], StoryFile],
    say: Messages | None = None,
) -> tuple[StoryFile, tuple[str, ...]]:
    """Read which story is wanted; if none is named, or it is not known, `otherwise` gives a story.

    Gives the story, and a sentence if the story named is not known.
    """
    name = query.get("story")
    for story in stories:
        if story.key == name:
            return story, ()
    first = otherwise()
    if not name:
        return first, ()
    title, say = _plain(first.title()), say or messages_of(FALLBACK)
    if name == OWN_STORY:
        return first, (say("app.address.own", title=title),)
    return first, (say("app.address.story", story=_plain(name), title=title),)


def settled(at: Mapping[str, Any] | None, scene: Scene, *, story: str) -> Address | None:
    """Read the state in which the document has settled; None if it is no state of this story."""
    if at is None or at.get("story") != story:
        return None
    parts: dict[str, str] = {}
    for name in MOVING:
        value = at.get(name)
        if name == "view" and (numbers := _numbers(value, 3)):
            parts[name] = ",".join(map(_written, numbers))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            parts[name] = ",".join(value)
        elif isinstance(value, str):
            parts[name] = value
        elif value is not None:
            return None
    address, notices = read_address(parts, scene)
    return None if notices else address


def on_screen(at: Mapping[str, Any] | None, *, story: str) -> Extent | None:
    """Read which part of the map is in view in the document, degrees; None if it does not say.

    West lies within 180 degrees of Greenwich, east past it by at most one turn of the earth.
    """
    sides = _numbers(at.get("extent"), 4) if at is not None and at.get("story") == story else None
    if sides is None:
        return None
    west, south, east, north = sides
    south, north = max(south, -_POLES), min(north, _POLES)
    if not (west < east and south < north):
        return None
    if east - west > _ROUND:  # more than all the earth: a single turn, around the middle
        west = (west + east - _ROUND) / 2
        east = west + _ROUND
    turn = _ROUND * ((west + _ROUND / 2) // _ROUND)
    return west - turn, south, east - turn, north


def rewritten(
    query: Mapping[str, str],
    address: Address,
    *,
    story: str,
    base: str,
    language: str | None = None,
) -> dict[str, str]:
    """Give the full query with a new state in it; parameters that are not this page's stay.

    It has no view, not even a shared one: the address does not follow the map.
    """
    kept = {name: value for name, value in query.items() if name not in MOVING}
    kept["story"] = story
    kept.pop("lang", None) if language is None else kept.update(lang=language)
    kept.pop("base", None) if base == "plain" else kept.update(base=base)
    return {**kept, **replace(address, view=None).query()}


def _view(text: str) -> View | None:
    """Read a view; None if the text is no view."""
    match = _VIEW.fullmatch(text)
    if not match:
        return None
    lat, lon, zoom = (float(part) for part in match.groups())
    within = all(abs(part) <= most for part, most in zip((lat, lon, zoom), _FARTHEST, strict=True))
    return (lat, lon, zoom) if within else None


def _numbers(value: Any, count: int) -> list[float] | None:
    """Read a list of so many finite numbers; None if the value is no such list."""
    if not isinstance(value, list) or len(value) != count:
        return None
    if not all(type(number) in (int, float) and abs(number) < _MOST for number in value):
        return None
    return [float(number) for number in value]


def _written(part: str | float) -> str:
    """Write a part of a list; a number is rounded to a millionth, without trailing zeros."""
    if isinstance(part, str):
        return part
    return f"{part:.6f}".rstrip("0").rstrip(".")


def _wrong_moment(text: str, scene: Scene, say: Messages) -> str | None:
    """Say what is wrong with a moment; None if it is a moment of the story."""
    if not _MOMENT.fullmatch(text):
        return say("app.address.moment-form", moment=_plain(text))
    try:
        first, last = parse_when(text, zone=scene.story.zone).bounds()
    except WhenError as error:
        return say("app.address.moment-impossible", wrong=error.wrong)
    begin, end = scene.span
    if epoch_ms(last.astimezone(UTC)) < begin or epoch_ms(first.astimezone(UTC)) > end:
        return say("app.address.moment-outside", moment=_plain(text))
    return None


def _known(text: str, scene: Scene, say: Messages) -> tuple[str | None, str]:
    """Give the step of a date, None for all that is known; and what is wrong with it, or ""."""
    knowledge = Knowledge(scene.story.full_story)
    try:
        step = knowledge.step_by_date(text)
    except ValueError:  # it is no date, or has no end
        return None, say("app.address.known", date=_plain(text))
    if step is None:
        return None, say("app.address.known.before", date=_plain(text))
    if step == len(knowledge.steps) - 1:
        return None, ""
    return knowledge.steps[step].when.text, ""


def _compare(
    text: str | None, scene: Scene, say: Messages, notices: list[str]
) -> tuple[str, ...] | None:
    """Read the two sources that are compared; None, with a notice, if they are not two."""
    if text is None:
        return None
    try:
        return checked_pair(scene.story, text.split(","))
    except ValueError:
        notices.append(say("app.address.compare", sources=_plain(text)))
        return None


def _names(
    text: str | None,
    known: Iterable[str],
    kind: Literal["people", "layers"],
    say: Messages,
    notices: list[str],
) -> tuple[str, ...] | None:
    """Keep the names that are known; None, which shows all, if no name is known."""
    if text is None:
        return None
    known = set(known)
    names = list(dict.fromkeys(name for name in text.split(",") if name))
    kept = tuple(name for name in names if name in known)
    missing = [name for name in names if name not in known]
    if missing:
        quoted = ""
        for name in missing[:_NAMED]:
            said = say("app.address.name", name=_plain(name))
            quoted = say("app.address.or", first=quoted, next=said) if quoted else said
        if len(missing) > _NAMED:
            quoted = say("app.address.more", names=quoted, n=len(missing) - _NAMED)
        key = f"app.address.{kind}.some" if kept else f"app.address.{kind}"
        notices.append(say(key, names=quoted))
    return None if names and not kept else kept


def _plain(text: str) -> str:
    """Shorten a text and replace characters that cannot be seen."""
    shown = "".join(c if c.isprintable() else "�" for c in text[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
