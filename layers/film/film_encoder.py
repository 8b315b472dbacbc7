"""A story as a film from one moment to another: MP4 (H.264), WebM (VP9) or GIF.

The stills are drawn by as many processes as there are cores. As they come they go in order to
ffmpeg, which the package imageio-ffmpeg brings along: before the end, memory never holds all frames
or the complete film.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import IO, Any, Literal

import numpy as np

from geo.language.messages import messages_of
from geo.language.told_error import StorageError
from geo.temporary_folder import disk_full, is_full, says_full, temporary_folder
from layers.film.captions import Caption, spoken
from layers.film.film_frame import Screen
from layers.film.film_schedule import (
    Still,
    Stop,
    check_length,
    publication_stops,
    stops_of,
    with_ending,
)
from layers.film.film_worker import Job
from layers.film.publications import told_by_then
from layers.picture.map_picture import extent_of, seen_of
from layers.scene.extent import Extent, union
from layers.scene.scene_builder import Scene, told_in
from layers.style.picture_options import checked_language
from layers.style.picture_sizes import MachineError, PictureError, Size, size_of
from layers.text.alt_text import alt_texts
from layers.text.credits import source_line

FilmFormat = Literal["mp4", "webm", "gif"]
FILM_TYPES: dict[FilmFormat, str] = {"mp4": "video/mp4", "webm": "video/webm", "gif": "image/gif"}
RATES = (5, 10, 20, 25, 50)
"""Frames a second: those that a GIF, which counts hundredths, can keep exactly too."""
MOST_PROCESSES = 8
MOST_PIXELS = 4_000_000
"""Of a frame: what players decode everywhere, a little above 2560x1440."""
MOST_GIF = 300_000_000
"""Pixels of all different frames of a GIF together: beyond it no page wants to load it."""
FEW = 6
"""Up to so many stills are drawn by a single process; to start a second would take longer."""
ASK = 0.1
"""Seconds between checks whether the film is still wanted, while other processes draw it."""
SAMPLES = 8
"""How many stills the 256 colours of a GIF are chosen from."""
ENCODERS: dict[FilmFormat, tuple[str, ...]] = {
    "mp4": (
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-profile:v", "high"),
        *("-pix_fmt", "yuv420p", "-movflags", "+faststart"),
    ),
    "webm": (
        *("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1"),
        *("-crf", "30", "-b:v", "0", "-pix_fmt", "yuv420p"),
    ),
    "gif": ("-lavfi", "[0:v][1:v]paletteuse=dither=none:diff_mode=rectangle", "-loop", "0"),
}
COLOURS = ",".join(
    (
        "scale=out_color_matrix=bt709:out_range=tv",
        "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709",
    )
)
"""The colour space (BT.709) that a film is converted to and says it has: otherwise players guess,
and the colours of groups change."""


class FilmCancelledError(PictureError):
    """A film that is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Film:
    """A finished film: its file, its size in pixels, and how many frames it has a second."""

    data: bytes
    media_type: str
    width: int
    height: int
    frames: int
    fps: int
    seconds: float
    alt_short: str
    alt_long: str
    captions: tuple[Caption, ...] = ()
    """The words that stand in the film, for a file of subtitles beside it."""


def film(
    scene: Scene,
    *,
    start: int | str | None = None,
    end: int | str | None = None,
    by_publication: bool = False,
    size: str | tuple[int, int] = "slide-1920x1080",
    format: FilmFormat = "mp4",  # noqa: A002 - the usual word for it
    fps: int = 25,
    seconds: float | None = None,
    captions: bool = True,
    language: str | None = None,
    follow: bool = True,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Film:
    """Make a film of a scene from one moment to another, each epoch ms or an event's id.

    Without `start` it begins where the story does, without `end` it ends there. A film
    `by_publication` goes through the publications instead, and shows what was known by each; it has
    no other beginning or end.

    It holds at each event for as long as its words need, eases from one to the next, and ends on
    the whole journey; what was only said is a card of text. With `seconds` it is stretched to that
    length. `follow` lets the camera follow the events, else it shows all of them at once. `size` is
    as for a picture; an odd side becomes even, as H.264 requires. `fps` are frames a second.
    `progress` is called with the share done, 0..1; `cancelled` is asked all the time, from more
    than one thread. Raises PictureError for what cannot be done, MachineError where the machine has
    too little memory, FilmCancelledError when it is called off.
    """
    if format not in FILM_TYPES:
        raise PictureError("film.no-format", format=format, known=", ".join(FILM_TYPES))
    if fps not in RATES:
        known = ", ".join(map(str, RATES))
        raise PictureError("film.no-rate", fps=str(fps), known=known)
    checked_language(language)
    scene = told_in(scene, language)
    sized = _even(size_of(size))
    if by_publication and (start, end) != (None, None):
        raise PictureError("film.publications-between")
    if by_publication:
        stops = publication_stops(scene)
        check_length(stops, seconds=seconds, captions=captions)
    else:
        ends = (scene.span[0] if start is None else start, scene.span[1] if end is None else end)
        stops = stops_of(scene, *ends)
        check_length(stops, seconds=seconds, captions=captions)
        if not follow:
            stops = stops_of(scene, *ends, extent=_all(scene, stops))
        stops = with_ending(stops, captions=captions)

    def ask() -> None:
        if cancelled and cancelled():
            raise FilmCancelledError("film.called-off")

    options: dict[str, Any] = {
        "fps": fps,
        "seconds": seconds,
        "captions": captions,
    }
    screen = Screen(scene, stops, size=sized, ask=ask, **options)
    stills = screen.stills
    if format == "gif" and len(stills) * sized.width * sized.height > MOST_GIF:
        raise PictureError("film.gif-too-large", n=len(stills), size=_pixels(sized))
    short, long = _words(scene, screen, stops)
    count = min(MOST_PROCESSES, _cores()) if len(stills) > FEW else 1
    jobs = [Job(scene, stops, sized, options, first, count) for first in range(count)]
    try:
        data = _encoded(
            screen,
            jobs,
            (short, long),
            form=format,
            fps=fps,
            progress=progress,
            cancelled=cancelled,
        )
    except StorageError as error:
        raise MachineError(error.text.key, **error.text.parts) from error
    total = sum(still.times for still in stills)
    return Film(
        data=data,
        media_type=FILM_TYPES[format],
        width=sized.width,
        height=sized.height,
        frames=total,
        fps=fps,
        seconds=total / fps,
        alt_short=short,
        alt_long=long,
        captions=spoken(scene, stops, stills, fps) if captions else (),
    )


def _encoded(
    screen: Screen,
    jobs: Sequence[Job],
    words: tuple[str, str],
    *,
    form: FilmFormat,
    fps: int,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> bytes:
    """Draw the stills and give the film's file.

    Raises MachineError, StorageError, and FilmCancelledError if it is called off.
    """
    stills, sized = screen.stills, jobs[0].size

    def ask() -> None:
        if cancelled and cancelled():
            raise FilmCancelledError("film.called-off")

    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        watch = stack.enter_context(_Watch(cancelled))
        painters = []
        for job in jobs:
            painters.append(_Painter(job, folder / f"{job.first}.txt", stack, watch))
            ask()
        out = folder / f"film.{form}"
        palette = _palette(screen, folder) if form == "gif" else None
        command = _command(form, sized, fps, out, palette, title=words[0], comment=words[1])
        encoder = _Process(command, folder / "ffmpeg.txt", stack, watch)
        done, total = 0, sum(still.times for still in stills)
        for still, frame in _frames(stills, painters, sized):
            for _ in range(still.times):
                encoder.write(frame)
            done += still.times
            if progress:
                progress(done / total)
            ask()
        encoder.finish()
        ask()
        return out.read_bytes()


def _even(size: Size) -> Size:
    sized = replace(size, width=size.width + size.width % 2, height=size.height + size.height % 2)
    if sized.width * sized.height > MOST_PIXELS:
        raise PictureError("film.too-large", size=_pixels(sized))
    return sized


def _pixels(size: Size) -> str:
    return f"{size.width}x{size.height}"


def _all(scene: Scene, stops: Sequence[Stop]) -> Extent:
    """The extent that shows all stops at once."""
    return extent_of(scene, union([stop.extent for stop in stops]), None)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _words(scene: Scene, screen: Screen, stops: Sequence[Stop]) -> tuple[str, str]:
    """Describe the film: in a sentence, and stop by stop."""
    told = [stop.told.headline for stop in (stops[0], stops[-1]) if stop.told]
    say, title = messages_of(scene.story.told_in), scene.story.title
    if publications := [stop.publication for stop in stops if stop.publication]:
        first, last = (publications[end].date for end in (0, -1))
        short = say("film.known.alt", title=title, first=first, last=last)
        parts = [
            say("board.numbered", number=number, text=told_by_then(publication, say))
            for number, publication in enumerate(publications, 1)
        ]
        return short, " ".join([short, *parts, source_line(scene)])
    short = say("film.alt", title=title)
    if len(told) > 1 and told[0] != told[-1]:
        short = say("film.alt.ends", title=title, first=told[0], last=told[-1])
    parts = []
    for number, stop in enumerate(stops):
        if stop.kind == "journey":
            text = say("film.journey")
        else:
            marking = screen.marking_at(number)
            seen = seen_of(marking, (), ())
            text = alt_texts(scene, stop.at, marking.in_view(), told=stop.told, seen=seen)[0]
        parts.append(say("board.numbered", number=number + 1, text=text))
    return short, " ".join([short, *parts, source_line(scene)])


def _palette(screen: Screen, folder: Path) -> Path:
    """Write the 256 colours of a GIF, chosen from stills all over the film."""
    from PIL import Image  # noqa: PLC0415 - matplotlib's own

    bitmap, stills = screen.bitmap(), screen.stills
    picked = []
    for i in np.unique(np.linspace(0, len(stills) - 1, SAMPLES).astype(int)):
        screen.draw(stills[i], bitmap)
        picked.append(bitmap.pixels[::2, ::2, :3].copy())
    colours = Image.fromarray(np.concatenate(picked)).quantize(256).getpalette() or []
    rows = np.array((colours + [0] * 768)[:768], dtype=np.uint8).reshape(16, 16, 3)
    path = folder / "palette.png"
    Image.fromarray(rows).save(path)
    return path


def _command(
    form: FilmFormat,
    size: Size,
    fps: int,
    out: Path,
    palette: Path | None,
    *,
    title: str,
    comment: str,
) -> list[str]:
    import imageio_ffmpeg  # noqa: PLC0415 - only who makes a film needs it

    try:
        ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise PictureError("film.no-ffmpeg") from error
    frames = ["-f", "rawvideo", "-pix_fmt", "rgb0", "-s", f"{size.width}x{size.height}"]
    said = ["-metadata", f"title={title}", "-metadata", f"comment={comment}"]
    return [
        *(ffmpeg, "-loglevel", "error", "-nostdin", "-y"),
        *(*frames, "-r", str(fps), "-i", "pipe:0"),
        *(["-i", str(palette)] if palette else []),
        *("-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *(ENCODERS[form]),
        *(() if palette else ("-vf", COLOURS)),
        *(said if not palette else ()),
        str(out),
    ]


class _Watch:
    """Kills the processes of a film that is called off, even while the film waits for them."""

    def __init__(self, cancelled: Callable[[], bool] | None) -> None:
        self.called_off = False
        self._cancelled, self._over = cancelled, Event()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._thread = Thread(target=self._run, name="film-watch", daemon=True)

    def __enter__(self) -> _Watch:
        if self._cancelled:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._cancelled:
            self._thread.join()

    def over(self, process: subprocess.Popen[bytes]) -> None:
        """Watch over a process."""
        self._processes.append(process)
        if self.called_off:
            process.kill()

    def _run(self) -> None:
        assert self._cancelled
        while not self._over.wait(ASK):
            if self._cancelled():
                self.called_off = True
                for process in list(self._processes):
                    process.kill()
                return


class _Process:
    """A process that ends with the film, whether that is finished, fails or is called off."""

    def __init__(
        self, command: Sequence[str], log: Path, stack: ExitStack, watch: _Watch, **options: Any
    ) -> None:
        self.log, self.watch = log, watch
        errors = stack.enter_context(log.open("wb"))
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stderr=errors, **options
            )
        except OSError as error:
            reason = (error.strerror or str(error.errno)).lower()
            raise MachineError("film.not-run", program=str(command[0]), reason=reason) from error
        stack.callback(self._end)
        watch.over(self.process)

    def write(self, data: Any) -> None:
        assert self.process.stdin
        try:
            self.process.stdin.write(data)
        except OSError as error:
            raise self._failed() from error

    def finish(self) -> None:
        assert self.process.stdin
        try:
            self.process.stdin.close()
        except OSError as error:
            raise self._failed() from error
        if self.process.wait():
            raise self._failed()

    def _failed(self) -> ValueError:
        self.process.wait(10)
        if self.watch.called_off:
            return FilmCancelledError("film.called-off")
        if is_full(self.log.parent) or says_full(self.process.returncode):
            return disk_full(self.log.parent)
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = lines[-1][:200] if lines else f"status {self.process.returncode}"
        return MachineError("film.failed", said=said)

    def _end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # the rest, which it did not read
                    continue
        self.process.wait()


class _Painter(_Process):
    """A process that draws its share of the stills."""

    def __init__(self, job: Job, log: Path, stack: ExitStack, watch: _Watch) -> None:
        root = str(Path(__file__).parents[2])
        paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        super().__init__(
            [sys.executable, "-m", "layers.film.film_worker"],
            log,
            stack,
            watch,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
        )
        self.write(pickle.dumps(job))
        assert self.process.stdin
        self.process.stdin.close()

    def read_into(self, frame: bytearray) -> None:
        """Take the next still."""
        stream: IO[bytes] | None = self.process.stdout
        assert isinstance(stream, io.BufferedReader)
        view, got = memoryview(frame), 0
        while got < len(frame):
            more = stream.readinto(view[got:])
            if not more:
                raise self._failed()
            got += more


def _frames(
    stills: Sequence[Still], painters: Sequence[_Painter], size: Size
) -> Iterator[tuple[Still, bytearray]]:
    """Read the stills from the painters in turn; a frame is valid until the next is read."""
    frame = bytearray(size.width * size.height * 4)
    for i, still in enumerate(stills):
        painters[i % len(painters)].read_into(frame)
        yield still, frame
