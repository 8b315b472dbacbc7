"""Lines as they lie on a picture: runs of points in units, cut, moved aside and measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import shapely

from layers.picture.projection import Floats, View

Point = tuple[float, float]
Run = list[Point]


def length(run: Run) -> float:
    """Give the length of a run, units."""
    return sum(math.dist(a, b) for a, b in pairwise(run))


def along(run: Run, share: float) -> Point:
    """Give the point at a share, 0..1, of a run's length."""
    left = length(run) * share
    for a, b in pairwise(run):
        step = math.dist(a, b)
        if step >= left:
            s = left / step if step else 0.0
            return a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])
        left -= step
    return run[-1]


def split(run: Run, cuts: Sequence[float]) -> list[Run]:
    """Give the parts of a run between rising distances from its start, units."""
    xy = np.array(run)
    far = np.concatenate([[0.0], np.hypot(*np.diff(xy, axis=0).T).cumsum()])
    ends = np.column_stack([np.interp(cuts, far, xy[:, 0]), np.interp(cuts, far, xy[:, 1])])
    out = []
    for i, (a, b) in enumerate(pairwise(cuts)):
        inside = xy[(far > a) & (far < b)]
        out.append([(float(x), float(y)) for x, y in (ends[i], *inside, ends[i + 1])])
    return out


def dense(run: Run, step: float) -> list[Point]:
    """Give points along a run, at most so many units apart."""
    out = [run[0]]
    for (x0, y0), (x1, y1) in pairwise(run):
        count = max(math.ceil(math.hypot(x1 - x0, y1 - y0) / step), 1)
        out += [
            (x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(1, count + 1)
        ]
    return out


def aside(run: Run, by: float) -> Run:
    """Move a run sideways, so that ways out and back stay two lines.

    `by` is units of the sheet, to the right of the run where it is positive.
    """
    if not by:
        return run
    out = []
    for i, p in enumerate(run):
        a, b = run[max(i - 1, 0)], run[min(i + 1, len(run) - 1)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        size = math.hypot(dx, dy) or 1.0
        out.append((p[0] - dy / size * by, p[1] + dx / size * by))
    return out


def clipped(runs: Iterable[Run], view: View) -> list[Run]:
    """Cut runs to the frame of a view."""
    kept = [run for run in runs if len(run) > 1]
    if not kept:
        return []
    cut = shapely.clip_by_rect(shapely.MultiLineString(kept), *view.frame)
    return [
        [(float(x), float(y)) for x, y in part.coords]
        for part in shapely.get_parts(cut)
        if isinstance(part, shapely.LineString) and part.length > 0
    ]


def stretch(parts: list[Floats], start: float, end: float, jump: float) -> list[Run]:
    """Give the points of a line between two fractions of its length, as runs.

    `parts` are arrays of shape (n, 3): x, y in units and the fraction. A line is cut where it leaps
    more than `jump` units, across the edge of the projection.
    """
    out: list[Run] = []
    for part in parts:
        run: Run = []
        for a, b in pairwise(part):
            if b[2] < start or a[2] > end:
                continue
            if (
                not (np.isfinite(a).all() and np.isfinite(b).all())
                or math.dist(a[:2], b[:2]) > jump
            ):
                if len(run) > 1:
                    out.append(run)
                run = []
                continue

            def cut(f: float, a: Floats = a, b: Floats = b) -> Point:
                share = (f - a[2]) / (b[2] - a[2]) if b[2] > a[2] else 0.0
                return float(a[0] + share * (b[0] - a[0])), float(a[1] + share * (b[1] - a[1]))

            if not run:
                run.append(cut(max(start, a[2])))
            run.append(cut(min(end, b[2])))
        if len(run) > 1:
            out.append(run)
    return out


def ring_in(at: Point, radius: float, view: View) -> list[Run]:
    """Give the part of a circle that lies in the frame of a view.

    `at` and `radius` are units of the sheet.
    """
    if not math.isfinite(at[0]):
        return []
    left, top, right, bottom = view.frame
    x, y = at
    if x + radius < left or x - radius > right or y + radius < top or y - radius > bottom:
        return []
    count = max(int(radius), 24)
    turns = [2 * math.pi * i / count for i in range(count + 1)]
    run = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
    if left <= x - radius and x + radius <= right and top <= y - radius and y + radius <= bottom:
        return [run]
    return clipped([run], view)
