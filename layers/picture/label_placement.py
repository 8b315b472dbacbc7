"""Labels placed by priority so that none overlaps another and none is cut, some with a leader.

It is written here since the libraries for matplotlib (adjustText, textalloc) push labels apart from
where they stand and leave overlaps where there is no room. A picture in print has to drop its least
important labels instead, and to move a label only where a leader ties it to its point.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geo.language.direction import is_right_to_left
from layers.picture.projection import Floats, Rect
from layers.style import map_style
from layers.style.typeface import Face, width

Point = tuple[float, float]
Bools = npt.NDArray[np.bool_]
LINE = 1.22
"""Height of a line of text as a share of its size."""
PAD = 1.5
"""Air around a label, units."""
FRAME = 4.0
"""A label keeps so far from the frame, units."""
AWAY = (22.0, 36.0, 54.0, 76.0)
"""How far from its point a label with a leader may stand, units."""
SLIDES = (-0.2, 0.2, -0.35, 0.35, -0.48, 0.48)
"""How far a label that slides may be moved to a side, as shares of its width."""
DOT_FREE = 5.0
"""A city's dot stays so far from all lines, units."""
COVERS = 1.0
"""Cost of each point of a line that a label covers."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that is to stand at a spot out of several, the best first; of a line or more."""

    id: str
    kind: str
    lines: tuple[str, ...]
    face: Face
    colour: str
    spots: tuple[Point, ...]
    gap: float = 0.0
    centred: bool = False
    reach: float = 0.0
    """How far a centred label may move from its spot, units."""
    leads: bool = False
    """Whether it may stand farther away, tied to its spot by a leader."""
    most: float = math.inf
    """How many points of lines it may cover; with more it is left out."""
    on: Callable[[Floats], Bools] | None = None
    """Tells which of some boxes (n, 4) lie on the ground that the label names."""
    under: tuple[Face, str] | None = None
    """Face and colour of the lines after the `first` ones, where they differ."""
    first: int = 1
    slides: bool = False
    """Whether it may stand above or below its spot by a part of its width to a side."""
    instead_of: str | None = None
    """The id of the label that it replaces if that has no room."""
    gaps: tuple[float, ...] = ()
    """Further distances from its spots at which it may stand, units."""

    def set_in(self, line: int) -> tuple[Face, str]:
        """Give the face and the colour of a line."""
        return self.under if self.under and line >= self.first else (self.face, self.colour)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, units."""
        faces = [self.set_in(i)[0] for i in range(len(self.lines))]
        wide = max(width(line, face) for line, face in zip(self.lines, faces, strict=True))
        return wide + 2 * PAD, sum(face.size * LINE for face in faces) + PAD


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and where it stands; `side` is -1 left of its spot, 1 right of it, else 0."""

    label: Label
    box: Rect
    side: int
    leader: tuple[Point, Point] | None = None


@dataclass
class Room:
    """The frame that labels share, and what stands in it already."""

    frame: Rect
    lines: Floats = field(default_factory=lambda: np.empty((0, 2)))
    taken: list[Rect] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)

    def place(self, labels: Iterable[Label]) -> tuple[list[Placed], list[Label]]:
        """Place labels, the most important first; gives those placed and those without room."""
        placed: list[Placed] = []
        dropped: list[Label] = []
        for label in labels:
            if label.instead_of and any(spot.label.id == label.instead_of for spot in placed):
                continue
            spot = self._best(label)
            if spot is None:
                dropped.append(label)
                continue
            self.taken.append(spot.box)
            if spot.leader:
                self.leaders.append(spot.leader)
            placed.append(spot)
            dropped = [item for item in dropped if item.id != label.instead_of]
        return placed, dropped

    def _best(self, label: Label) -> Placed | None:
        candidates = self._candidates(label)
        if not candidates:
            return None
        boxes = np.array([box for _, box, _, _ in candidates])
        left, top, right, bottom = self.frame
        free = (
            (boxes[:, 0] >= left + FRAME)
            & (boxes[:, 1] >= top + FRAME)
            & (boxes[:, 2] <= right - FRAME)
            & (boxes[:, 3] <= bottom - FRAME)
        )
        if self.taken:
            used = np.array(self.taken)
            meets = (
                (boxes[:, None, 0] < used[None, :, 2])
                & (used[None, :, 0] < boxes[:, None, 2])
                & (boxes[:, None, 1] < used[None, :, 3])
                & (used[None, :, 1] < boxes[:, None, 3])
            )
            free &= ~meets.any(axis=1)
        costs = np.array([cost for cost, _, _, _ in candidates])
        if len(self.lines):
            x, y = self.lines[:, 0], self.lines[:, 1]
            under = (
                (x > boxes[:, None, 0])
                & (x < boxes[:, None, 2])
                & (y > boxes[:, None, 1])
                & (y < boxes[:, None, 3])
            )
            covers = under.sum(axis=1)
            free &= covers <= label.most
            costs = costs + COVERS * covers
        if label.kind == "city" and self._is_covered(label.spots[0]):
            return None  # its dot would lie under another label or a line
        if label.on is not None and free.any():
            free[free] = label.on(boxes[free])
        for at in np.argsort(np.where(free, costs, np.inf), kind="stable"):
            if not free[at]:
                break
            _, box, side, leader = candidates[at]
            if any(_crosses(leader, box) for leader in self.leaders):
                continue
            if leader and any(
                _crosses(leader, obstacle)
                for obstacle in self.taken
                if not _holds(obstacle, leader[0])
            ):
                continue
            return Placed(label, box, side, leader)
        return None

    def _is_covered(self, spot: Point) -> bool:
        if any(_holds(box, spot) for box in self.taken):
            return True
        return bool(len(self.lines)) and bool((np.hypot(*(self.lines - spot).T) < DOT_FREE).any())

    def _candidates(
        self, label: Label
    ) -> list[tuple[float, Rect, int, tuple[Point, Point] | None]]:
        wide, high = label.size
        out: list[tuple[float, Rect, int, tuple[Point, Point] | None]] = []
        for k, (x, y) in enumerate(label.spots):
            if label.centred:
                for i, (sx, sy) in enumerate(map_style.NAME_SHIFTS):
                    if math.hypot(sx * wide, sy * high) > label.reach:
                        continue
                    left, top = x - wide / 2 + sx * wide, y - high / 2 + sy * high
                    out.append((i * 0.4 + k, (left, top, left + wide, top + high), 0, None))
                continue
            for j, gap in enumerate((label.gap, *label.gaps)):
                for i, (sx, sy) in enumerate(map_style.NAME_SIDES):
                    box = _beside((x, y), (wide, high), gap, sx, sy)
                    out.append((i * 0.4 + k * 0.3 + j * 0.2, box, sx, None))
                    if label.slides and not sx:
                        for share in SLIDES:
                            by = share * wide
                            moved = (box[0] + by, box[1], box[2] + by, box[3])
                            out.append((2 + abs(share) + k * 0.3 + j * 0.2, moved, 0, None))
            if label.leads:
                for away in AWAY:
                    for i, (dx, dy) in enumerate(_directions()):
                        box = _off((x, y), (wide, high), away, dx, dy)
                        end = _nearest(box, (x, y))
                        start = _from((x, y), end, label.gap * 0.6)
                        side = 1 if box[0] >= x else -1 if box[2] <= x else 0
                        out.append((4 + away / 10 + i * 0.05 + k * 0.3, box, side, (start, end)))
        return out


def _directions() -> Sequence[Point]:
    steps = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8)
    return [(math.cos(i * math.pi / 8), math.sin(i * math.pi / 8)) for i in steps]


def _beside(at: Point, size: Point, gap: float, sx: float, sy: float) -> Rect:
    wide, high = size
    slant = 0.7 if sx and sy else 1.0
    left = at[0] + sx * gap * slant + (0 if sx > 0 else -wide if sx < 0 else -wide / 2)
    top = at[1] + sy * gap * slant + (0 if sy > 0 else -high if sy < 0 else -high / 2)
    return left, top, left + wide, top + high


def _off(at: Point, size: Point, away: float, dx: float, dy: float) -> Rect:
    """Give a box whose nearest edge is about so far away in a direction."""
    wide, high = size
    middle_x = at[0] + dx * (away + wide / 2 * abs(dx))
    middle_y = at[1] + dy * (away + high / 2 * abs(dy))
    left, top = middle_x - wide / 2, middle_y - high / 2
    return left, top, left + wide, top + high


def _nearest(box: Rect, at: Point) -> Point:
    """Give the point of a box that is nearest to a point: there a leader ends."""
    return min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])


def _from(at: Point, to: Point, gap: float) -> Point:
    size = math.dist(at, to) or 1.0
    share = min(gap / size, 1.0)
    return at[0] + (to[0] - at[0]) * share, at[1] + (to[1] - at[1]) * share


def _holds(box: Rect, point: Point) -> bool:
    return box[0] - 1 <= point[0] <= box[2] + 1 and box[1] - 1 <= point[1] <= box[3] + 1


def _crosses(leader: tuple[Point, Point], box: Rect) -> bool:
    """Tell whether a leader runs through a box (Liang and Barsky, 1984)."""
    (x0, y0), (x1, y1) = leader
    low, high = 0.0, 1.0
    for p, q in (
        (x0 - x1, x0 - box[0]),
        (x1 - x0, box[2] - x0),
        (y0 - y1, y0 - box[1]),
        (y1 - y0, box[3] - y0),
    ):
        if p == 0:
            if q <= 0:
                return False
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    return low < high


def shifted(face: Face, text: str) -> str:
    """Give a text as its face writes it: spaced names stand in capitals."""
    return text if is_right_to_left(text) or not face.spacing else text.upper()
