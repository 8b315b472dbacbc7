"""Films: what shows when, a camera that flies smoothly, names in order, and real files."""

import errno
import math
import re
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from itertools import pairwise

import imageio_ffmpeg
import numpy as np
import pytest

from geo import temporary_folder
from layers.film import film_encoder
from layers.film.camera import Camera, Shot, flight
from layers.film.captions import Caption, srt, vtt
from layers.film.film_encoder import FilmCancelledError, film
from layers.film.film_frame import Screen
from layers.film.film_schedule import MOST_SECONDS, film_stills, stops_of, with_ending
from layers.scene.extent import union
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import marks_at
from layers.style import map_style
from layers.style.picture_sizes import MachineError, PictureError, size_of

FRAME = (0.0, 0.0, 400.0, 300.0)
NIGHT = ("flight-from-damascus", "onward-to-moscow")


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture(scope="module")
def screen(scene):
    return made(scene, *NIGHT)


def made(scene, start, end, *, size="article-660", **options):
    stops = stops_of(scene, start, end)
    asked = {"fps": 10, "seconds": None, "captions": True}
    asked |= options
    return Screen(scene, stops, size=size_of(size), **asked)


def probed(path):
    """What ffmpeg finds in a file: frames, seconds, and its own words."""
    frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(path))
    said = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path)],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    return frames, seconds, said


# ----------------------------------------------------------------------------------- the camera


def test_a_flight_begins_and_ends_at_its_shots():
    a, b = Shot(0, 0, 200_000), Shot(2_000_000, 1_500_000, 400_000)
    way = flight(a, b)
    first = way.at(0)
    assert (first.x, first.y, first.width) == pytest.approx((a.x, a.y, a.width), abs=1e-3)
    assert way.at(1) == b
    assert way.at(0.9999).x == pytest.approx(b.x, rel=1e-3)


def test_a_flight_to_a_far_place_is_seen_from_higher_up():
    a, b = Shot(0, 0, 200_000), Shot(2_000_000, 0, 200_000)
    assert flight(a, b).at(0.5).width > 1_000_000
    near = Shot(20_000, 0, 200_000)
    assert flight(a, near).at(0.5).width < 1.1 * a.width


def test_a_flight_on_the_spot_zooms_evenly():
    a, b = Shot(5, 5, 100_000), Shot(5, 5, 400_000)
    way = flight(a, b)
    assert way.at(0.5).width == pytest.approx(200_000)
    assert way.length == pytest.approx(math.log(4) / math.sqrt(2))


def test_a_flight_never_leaps():
    way = flight(Shot(0, 0, 150_000), Shot(1_000_000, -700_000, 900_000))
    shots = [way.at(k / 200) for k in range(201)]
    steps = [math.hypot(b.x - a.x, b.y - a.y) / a.width for a, b in pairwise(shots)]
    assert max(steps) < 0.06


def test_extents_on_both_sides_of_the_antimeridian_are_joined_the_near_way():
    assert union([(170, 50, 185, 60), (-178, 52, -160, 70)]) == (170, 50, 200, 70)
    west, _, east, _ = union([(-170, 0, 100, 10), (90, 0, 300, 10)])
    assert east - west == 360


def test_the_camera_shows_all_of_an_extent():
    extents = [(35.0, 32.0, 37.0, 34.0), (20.0, 30.0, 50.0, 60.0)]
    camera = Camera(extents, FRAME)
    for west, south, east, north in extents:
        view = camera.view(camera.shot((west, south, east, north)))
        corners = [(west, south), (east, south), (west, north), (east, north)]
        assert all(view.inside(*view.point(*corner), 0.01) for corner in corners)


# --------------------------------------------------------------------------------- what shows when


def test_a_film_holds_at_each_event_between_its_ends_in_order(scene):
    stops = stops_of(scene, *NIGHT)
    told = [stop.told.id for stop in stops]
    assert (told[0], told[-1]) == NIGHT
    assert [stop.at for stop in stops] == sorted(stop.at for stop in stops)
    first, last = stops[0].at, stops[-1].at
    inside = {mark.id for mark in scene.events if first < mark.stop < last}
    assert inside <= set(told)


def test_a_film_may_begin_and_end_between_events(scene):
    stops = stops_of(scene, scene.events[4].stop + 60_000, scene.events[6].stop + 60_000)
    assert stops[0].at == scene.events[4].stop + 60_000
    assert stops[0].told.stop <= stops[0].at
    assert stops[-1].at == scene.events[6].stop + 60_000
    assert stops[-1].told is stops[-2].told


def test_the_frames_are_as_many_as_the_seconds_need(scene):
    stops = stops_of(scene, *NIGHT)
    camera = Camera([stop.extent for stop in stops], FRAME)
    for fps, seconds in ((25, 10), (10, 7.3), (50, 4)):
        stills = film_stills(stops, camera, fps=fps, seconds=seconds)
        assert sum(still.times for still in stills) == round(fps * seconds)


def test_time_and_way_only_go_forward_and_end_at_the_last_stop(scene):
    stops = stops_of(scene, *NIGHT)
    stills = film_stills(stops, Camera([stop.extent for stop in stops], FRAME), fps=25)
    assert [still.at for still in stills] == sorted(still.at for still in stills)
    places = [(still.stop, still.share) for still in stills]
    assert places == sorted(places)
    assert (stills[-1].at, stills[-1].stop) == (stops[-1].at, len(stops) - 1)


def test_a_long_headline_is_held_longer(scene):
    stops = stops_of(scene, *NIGHT)
    stills = film_stills(stops, Camera([stop.extent for stop in stops], FRAME), fps=50)
    held = {still.stop: still.times for still in stills if not still.share}
    words = [len(stop.told.headline.split()) for stop in stops[:-1]]
    longest, shortest = words.index(max(words)), words.index(min(words))
    assert held[longest] > held[shortest]


def test_no_hour_is_shown_to_the_minute_where_days_pass(scene):
    days = next(mark for mark in scene.events if mark.stop - scene.span[0] > 5 * 86_400_000)
    stops = stops_of(scene, scene.events[0].id, days.id)[:1] + stops_of(scene, days.id, days.id)
    stills = film_stills(stops, Camera([stop.extent for stop in stops], FRAME), fps=25)
    between = [still.at for still in stills if stops[0].at < still.at < stops[1].at]
    assert between
    assert all(at % 3_600_000 == 0 for at in between)


@pytest.mark.parametrize(
    ("start", "end", "options", "sentence"),
    [
        ("onward-to-moscow", "homs-taken", {}, "swap its two ends"),
        ("nowhere", "homs-taken", {}, 'The event "nowhere" is unknown'),
        (0, "homs-taken", {}, "lies outside the story"),
        (*NIGHT, {"seconds": 0.5}, "can't be followed in 0.5 seconds"),
        (*NIGHT, {"seconds": math.nan}, "can't be followed"),
        (*NIGHT, {"seconds": MOST_SECONDS + 1}, "is too long"),
        (*NIGHT, {"fps": 24}, "has no 24 frames a second"),
        (*NIGHT, {"format": "avi"}, 'has no format "avi". Known are: mp4, webm, gif.'),
        (*NIGHT, {"size": "huge"}, 'The size "huge" is unknown'),
        (*NIGHT, {"size": "4000x3000"}, "is too large for most players"),
        (*NIGHT, {"language": "xx"}, 'The language "xx" is unknown'),
        (*NIGHT, {"format": "gif", "fps": 50, "seconds": 60}, "is too large to be loaded"),
    ],
)
def test_what_cannot_be_filmed_is_said_in_a_sentence(scene, start, end, options, sentence):
    with pytest.raises(PictureError) as caught:
        film(scene, start=start, end=end, **options)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------------------------ the picture


def test_at_a_stop_the_film_shows_the_marks_of_that_moment(screen, scene):
    for i, stop in enumerate(screen.stops):
        marking = screen.marking_at(i)
        assert marking.shown == marks_at(scene, stop.at)
        assert marking.told is stop.told


def test_beside_the_map_stand_headline_time_and_teller_and_nothing_else(screen):
    for number, stop in enumerate(screen.stops):
        words = screen.words(number, 2000.0, (20.0, 14.0))
        lines = [
            text for block in (words.title, words.time, words.tellers) for text, *_ in block.lines
        ]
        time = stop.told.time.said.replace(" December", " December 2024")
        time = re.sub(r"( November)(?! and)", r"\1 2024", time)
        said = [stop.told.headline, time, stop.told.subject.tellers]
        assert all(any(text in line for line in lines) for text in said), lines
    assert not hasattr(screen, "legend")


def test_what_was_only_said_is_a_card_and_no_map(scene):
    stops = stops_of(scene, "rebels-take-damascus", "contacts-denied")
    kinds = {stop.told.id: stop.kind for stop in stops}
    assert kinds["contacts-denied"] == "card"
    assert kinds["maher-helicopter"] == "map"
    screen = made(scene, "makhlouf-ambush", "contacts-denied")
    bitmap = screen.bitmap()
    card = next(s for s in screen.stills if screen.stops[s.stop].kind == "card")
    screen.draw(card, bitmap)
    land = tuple(int(map_style.LAND[i : i + 2], 16) for i in (1, 3, 5))
    assert not (bitmap.pixels[..., :3] == land).all(axis=2).any()


def test_a_film_ends_on_the_whole_journey(scene):
    stops = with_ending(stops_of(scene, *NIGHT), captions=True)
    last = stops[-1]
    assert (last.kind, last.told) == ("journey", None)
    west, south, east, north = last.extent
    for stop in stops[:-1]:
        if stop.kind == "map":
            assert west <= stop.extent[0] < stop.extent[2] <= east
            assert south <= stop.extent[1] < stop.extent[3] <= north
    assert not [stop for stop in with_ending(stops, captions=False) if stop.kind == "card"]


def test_to_a_card_the_film_cuts(scene):
    stops = stops_of(scene, "rebels-take-damascus", "contacts-denied")
    stills = film_stills(stops, Camera([stop.extent for stop in stops], FRAME), fps=25)
    for still in stills:
        if still.share:
            assert "card" not in (stops[still.stop].kind, stops[still.stop + 1].kind)


@pytest.mark.parametrize("size", ["slide-1920x1080", "social-1080x1920", "article-330"])
def test_in_no_frame_two_names_overlap_or_one_is_cut(scene, size):
    screen = made(scene, "homs-taken", "maher-onward", size=size, seconds=12)
    left, top, right, bottom = screen.frame
    for still in screen.stills:
        boxes = [label.box for label, _ in screen.names(still, screen.marking(still))]
        for box in boxes:
            assert left <= box[0] < box[2] <= right
            assert top <= box[1] < box[3] <= bottom
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_name_keeps_to_its_point_while_the_map_moves(screen):
    """From frame to frame it moves with its point, its offset by the same share as the map."""
    seen = {}
    for still in screen.stills:
        for label, _ in screen.names(still, screen.marking(still)):
            if label.label.kind in ("place", "told"):
                (x, y), box = label.label.spots[0], label.box
                offset = ((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y)
                seen.setdefault((still.stop, label.label.id), []).append((still.share, offset))
    stands = {key: offsets[0][1] for key, offsets in seen.items() if offsets[0][0] == 0}
    eased = 0
    for (stop, name), offsets in seen.items():
        here, there = stands.get((stop, name)), stands.get((stop + 1, name))
        for share, offset in offsets:
            start, end = here or there, there or here
            expected = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
            assert offset == pytest.approx(expected, abs=1e-6), (name, stop, share)
            eased += 0 < share < 1 and start != end
    assert eased


def test_outside_the_map_only_words_change_between_frames(screen):
    bitmap = screen.bitmap()
    pictures = []
    for still in (screen.stills[0], screen.stills[-1]):
        screen.draw(still, bitmap)
        pictures.append(bitmap.pixels[..., :3].astype(int).copy())
    assert pictures[0].max() > pictures[0].min()
    unit, (_, _, _, bottom) = screen.size.unit, screen.frame
    below = slice(math.ceil(bottom * unit), None)
    assert np.array_equal(pictures[0][below], pictures[1][below])


def test_drawing_a_still_again_gives_the_same_pixels(screen):
    bitmap = screen.bitmap()
    still = screen.stills[len(screen.stills) // 2]
    screen.draw(still, bitmap)
    first = bitmap.pixels.copy()
    screen.draw(screen.stills[0], bitmap)
    screen.draw(still, bitmap)
    assert np.array_equal(first, bitmap.pixels)


# -------------------------------------------------------------------------------------- the file


@pytest.fixture(scope="module")
def short_film(scene):
    """1.6 seconds in 16 frames of an odd size, and the shares that were told on the way."""
    told = []
    made = film(
        scene, start="flight-from-damascus", end="lands-at-hmeimim", size="331x401",
        fps=10, seconds=1.6, progress=told.append,
    )  # fmt: skip
    return made, told


def test_an_mp4_is_h264_with_the_frames_and_seconds_told(short_film, tmp_path):
    made, _ = short_film
    path = tmp_path / "film.mp4"
    path.write_bytes(made.data)
    frames, seconds, said = probed(path)
    assert (frames, made.frames) == (16, 16)
    assert seconds == pytest.approx(1.6, abs=0.01)
    assert made.seconds == pytest.approx(1.6)
    assert re.search(r"h264 \(High\).*yuv420p\(tv, bt709", said)
    assert "332x402" in said
    assert (made.width, made.height) == (332, 402)


def test_the_file_says_what_it_shows(short_film, scene, tmp_path):
    made, _ = short_film
    path = tmp_path / "film.mp4"
    path.write_bytes(made.data)
    said = probed(path)[2]
    assert made.alt_short in said
    assert "Film of “The night Assad left”" in made.alt_short
    assert "According to two diplomats of the region (Reuters)" in made.alt_long
    assert made.media_type == "video/mp4"


def test_the_words_stand_in_files_of_subtitles_for_as_long_as_in_the_film(short_film, scene):
    made, _ = short_film
    told = {mark.id: mark for mark in scene.events}["flight-from-damascus"]
    first = made.captions[0]
    said = (told.headline, told.subject.tellers)
    assert (first.lines[0], first.lines[2]) == said
    assert [caption.start for caption in made.captions[1:]] == [
        caption.end for caption in made.captions[:-1]
    ]
    assert made.captions[-1].end == pytest.approx(made.seconds)
    text = srt(made.captions)
    assert text.startswith(f"1\n00:00:00,000 --> 00:00:{first.end:06.3f}\n".replace(".", ","))
    assert vtt((Caption(0, 1.5, ("a < b & c",)),)) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c\n"
    )


def test_progress_rises_to_the_whole(short_film):
    _, told = short_film
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 3


@pytest.mark.parametrize(("form", "codec"), [("webm", "vp9"), ("gif", "gif")])
def test_the_other_formats_have_their_frames_and_seconds_too(scene, tmp_path, form, codec):
    made = film(
        scene, start="flight-from-damascus", end="lands-at-hmeimim", size="330x400",
        fps=10, seconds=1.5, format=form,
    )  # fmt: skip
    path = tmp_path / f"film.{form}"
    path.write_bytes(made.data)
    frames, seconds, said = probed(path)
    assert frames == 15
    assert seconds == pytest.approx(1.5, abs=0.02)
    assert f"Video: {codec}" in said


def test_a_film_that_is_called_off_leaves_nothing_behind(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(temporary_folder.tempfile, "tempdir", str(tmp_path))
    started = []
    real = subprocess.Popen

    def watched(*args, **options):
        started.append(real(*args, **options))
        return started[-1]

    monkeypatch.setattr(film_encoder.subprocess, "Popen", watched)
    with pytest.raises(FilmCancelledError):
        film(
            scene, start=NIGHT[0], end=NIGHT[1], size="330x400", cancelled=lambda: len(started) >= 2
        )
    assert len(started) >= 2
    assert all(process.poll() is not None for process in started)
    assert list(tmp_path.iterdir()) == []


def test_processes_that_hang_are_ended_when_the_film_is_called_off(scene, monkeypatch, tmp_path):
    hanging = tmp_path / "python"
    hanging.write_text("#!/bin/sh\nexec sleep 600\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(hanging))
    filming = threading.current_thread()

    def cancelled():  # asked while this thread waits for a frame
        return threading.current_thread() is not filming

    with pytest.raises(FilmCancelledError):
        film(scene, start=NIGHT[0], end=NIGHT[1], size="330x400", cancelled=cancelled)


@pytest.fixture(scope="module")
def long(make_story):
    """A story of four hundred events, one an hour."""
    begin = datetime(2024, 1, 1)  # noqa: DTZ001 - the story says in which zone
    hours = [(begin + timedelta(hours=i)).isoformat(timespec="minutes") for i in range(400)]
    return build_scene(
        make_story(
            events=[
                make_story.event(f"e{i}", place=("paris", "tokyo")[i % 2], start=hour)
                for i, hour in enumerate(hours)
            ]
        )
    )


@pytest.mark.parametrize("seconds", [None, 600])
def test_a_film_of_too_many_stops_is_refused_before_it_is_laid_out(long, monkeypatch, seconds):
    monkeypatch.setattr(film_encoder, "Screen", None)
    with pytest.raises(PictureError, match=r"^A film of 400 stops.* is too long; 300 stops and 10"):
        film(long, start="e0", end="e399", seconds=seconds)


def test_a_film_that_would_be_too_long_is_told_how_long(long, monkeypatch):
    monkeypatch.setattr(film_encoder, "Screen", None)
    with pytest.raises(PictureError, match=r"of 290 stops, 16 minutes at least, is too long"):
        film(long, start="e0", end="e289")


def test_a_film_whose_flights_make_it_too_long_is_refused_before_marks_are_laid_out(
    long, monkeypatch
):
    def marking_at(screen, number):
        pytest.fail("it was laid out")

    monkeypatch.setattr(Screen, "marking_at", marking_at)
    with pytest.raises(PictureError, match=r"^A film of \d+ seconds is too long"):
        film(long, start="e0", end="e159", size="330x400")


def test_a_film_can_be_called_off_while_it_is_laid_out(long, monkeypatch):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 20

    monkeypatch.setattr(film_encoder.subprocess, "Popen", None)
    with pytest.raises(FilmCancelledError):
        film(long, start="e0", end="e99", size="330x400", cancelled=cancelled)
    assert len(asked) == 21


def test_every_part_of_the_layout_asks_whether_to_go_on(long):
    asked = []
    stops = stops_of(long, "e0", "e9")
    options = {"fps": 10, "seconds": None, "captions": True}
    screen = Screen(
        long,
        stops,
        size=size_of("330x400"),
        **options,
        ask=lambda: asked.append(1),
    )
    assert len(asked) >= len(stops)
    before = len(asked)
    screen.draw(screen.stills[0], screen.bitmap())
    assert len(asked) > before


def test_an_encoder_that_fails_is_told_in_a_sentence(scene, monkeypatch):
    monkeypatch.setitem(film_encoder.ENCODERS, "mp4", ("-c:v", "no-such-encoder"))
    with pytest.raises(PictureError, match=r"The film could not be made: .*Encoder not found"):
        film(scene, start=NIGHT[0], end=NIGHT[0], size="330x400", seconds=0.5, fps=10)


def test_a_machine_without_ffmpeg_is_told_how_to_mend_it(scene, monkeypatch):
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "")
    monkeypatch.setattr(
        imageio_ffmpeg, "get_ffmpeg_exe", lambda: (_ for _ in ()).throw(RuntimeError)
    )
    with pytest.raises(PictureError, match=r"There is no ffmpeg for this machine\. Install it"):
        film(scene, start=NIGHT[0], end=NIGHT[0], size="330x400", seconds=0.5, fps=10)


def refused(scene, what):
    with pytest.raises(MachineError, match=what):
        film(scene, start=NIGHT[0], end=NIGHT[0], size="330x400", seconds=0.5, fps=10)


def test_an_ffmpeg_that_may_not_be_run_is_told(scene, monkeypatch, tmp_path):
    program = tmp_path / "ffmpeg"
    program.write_text("no program")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    refused(
        scene, r"ffmpeg cannot be run \(permission denied\)\. Check its rights, or name another"
    )


def test_a_full_disk_is_told_as_such(scene, monkeypatch, tmp_path):
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\nexit 228\n")  # and no word of it, for its log is full too
    program.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    refused(scene, r"^The disk is full: there is no room for temporary files in \S+\. Make room")


def test_a_machine_without_a_temporary_folder_is_told(scene, monkeypatch):
    def none(**_):
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(temporary_folder.tempfile, "TemporaryDirectory", none)
    refused(scene, r"^There is no folder for temporary files \(no such file or directory\)\. Name")
