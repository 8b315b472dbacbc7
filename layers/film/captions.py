"""The words of a film as files of subtitles: SubRip (.srt) and WebVTT (.vtt)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from layers.film.film_frame import known_at, said_at
from layers.film.film_schedule import Still, Stop
from layers.scene.scene_builder import Scene


@dataclass(frozen=True, slots=True)
class Caption:
    """The lines of text that stand in a film from `start` to `end`, seconds from its beginning."""

    start: float
    end: float
    lines: tuple[str, ...]


def spoken(
    scene: Scene, stops: Sequence[Stop], stills: Sequence[Still], fps: int
) -> tuple[Caption, ...]:
    """Give the words of each stop, with the times between which they stand."""
    frames = [0] * len(stops)
    for still in stills:
        frames[still.stop] += still.times
    out, begun = [], 0
    for stop, count in zip(stops, frames, strict=True):
        title, when, tellers = said_at(scene, stop)
        known = known_at(scene, stop, captions=True)
        lines = (title, when.text if when else "", tellers, known)
        kept = tuple(line for line in lines if line)
        if count and kept:
            out.append(Caption(begun / fps, (begun + count) / fps, kept))
        begun += count
    return tuple(out)


def srt(captions: Sequence[Caption]) -> str:
    """Write captions as SubRip."""
    parts = [
        f"{number}\n{_clock(caption.start, ',')} --> {_clock(caption.end, ',')}\n"
        + "\n".join(caption.lines)
        for number, caption in enumerate(captions, 1)
    ]
    return "\n\n".join(parts) + "\n"


def vtt(captions: Sequence[Caption]) -> str:
    """Write captions as WebVTT (W3C), in which <, > and & are escaped."""
    parts = [
        f"{_clock(caption.start, '.')} --> {_clock(caption.end, '.')}\n"
        + "\n".join(html.escape(line, quote=False) for line in caption.lines)
        for caption in captions
    ]
    return "\n\n".join(["WEBVTT", *parts]) + "\n"


def _clock(seconds: float, point: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"
