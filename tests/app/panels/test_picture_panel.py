"""The Picture panel: made only when asked, told plainly when it is out of date."""

import sys
import threading
from types import SimpleNamespace

import pytest

from app.jobs import film_jobs, picture_request
from geo.language.messages import Messages
from layers.style.picture_sizes import PictureError
from tests.waiting import PATIENCE

SAY = Messages("en")
HOSTILE = "<script>alert(1)</script> **b** :red[c] [d](http://e)"


@pytest.fixture
def made(monkeypatch):
    """The requests that pictures were made of."""
    requests, make = [], picture_request.make

    def counted(asked, *args, **kwargs):
        requests.append(asked)
        return make(asked, *args, **kwargs)

    monkeypatch.setattr(picture_request, "make", counted)
    return requests


def test_a_picture_is_made_when_the_button_is_pressed_and_not_before_or_after(open_panel, made):
    page = open_panel("Picture")
    page.choose("press-format", "pdf").choose("press-format", "svg")
    assert made == []
    assert not page.app.get("image")
    page.press("press-make")
    assert len(made) == 1
    page.run().choose("press-language", "ar").settle(t="2024-12-07T22:30", event="homs-taken")
    page.choose("panel", "Share").choose("panel", "Picture")
    assert len(made) == 1
    assert len(page.app.get("image")) == 1


def test_it_is_of_what_is_on_screen(open_panel, made):
    page = open_panel("Picture")
    page.settle(people=["maher"], layers=["legs", "events"], event="maher-helicopter")
    page.press("press-make")
    (asked,) = made
    assert (asked.people, asked.layers) == (("maher",), ("legs", "events"))
    assert asked.event == "maher-helicopter"
    assert asked.extent == (31.5, 31.0, 45.5, 38.25)


def test_what_has_changed_since_is_said(open_panel):
    page = open_panel("Picture").press("press-make")
    assert SAY("app.picture.changed") not in page.texts()
    page.choose("press-headline-moment", "none")
    assert SAY("app.picture.changed") in page.texts()
    page.choose("press-headline-moment", "own")
    assert SAY("app.picture.changed") not in page.texts()
    page.settle(extent=[31.5, 31.0, 45.5, 38.0])
    assert SAY("app.picture.changed") in page.texts()
    page.choose("press-extent-moment", "event").press("press-make")
    page.settle(extent=[30.5, 31.0, 45.5, 38.0])  # an event's extent is not the screen's
    assert SAY("app.picture.changed") not in page.texts()


def test_its_alt_text_is_the_images_and_can_be_copied(open_panel):
    page = open_panel("Picture").press("press-make")
    picture = page.state["picture"].value.picture
    assert picture.alt_short in str(page.app.get("image")[0].proto)
    assert page.codes()[:2] == [picture.alt_short, picture.alt_long]
    assert "Assad may be anywhere on the way" in picture.alt_short


def test_an_svg_is_an_image_and_never_markup_of_the_page(open_panel):
    page = open_panel("Picture").press("press-make")
    assert "<svg" not in page.html()
    assert "data:image/svg+xml;base64," in str(page.app.get("image")[0].proto)


def test_what_a_story_says_is_plain_text(open_panel):
    def edit(text):
        title = "Assad leaves Damascus by plane, its transponder off"
        assert title in text
        return text.replace(title, HOSTILE.replace(":", "&"))

    page = open_panel("Picture", edit=edit).press("press-make")
    shown = HOSTILE.replace(":", "&")
    assert shown in page.texts()
    assert "alert(1)" not in page.html()
    assert not [one for one in page.app.get("markdown") if "alert" in one.value]


def test_a_size_that_cannot_be_is_one_sentence(open_panel):
    page = open_panel("Picture")
    page.choose("press-size-moment", "free", kind="selectbox")
    page.choose("press-size-moment-width", 8000, kind="number_input")
    page.choose("press-size-moment-height", 8000, kind="number_input")
    page.choose("press-format", "png").press("press-make")
    said = "A PNG of 8000x8000 pixels is too large; take a smaller scale, or SVG or PDF."
    assert said in page.texts()
    assert not page.app.get("image")
    page.choose("press-size-moment-width", 300, kind="number_input")
    page.choose("press-size-moment-height", 400, kind="number_input")
    assert said not in page.texts()
    page.press("press-make")
    assert page.state["picture"].value.picture.width == 300


def test_what_found_no_room_is_told(open_panel, monkeypatch):
    page = open_panel("Picture")
    page.choose("press-size-moment", "print-52mm", kind="selectbox").press("press-make")
    left_out = page.state["picture"].value.picture.left_out
    assert left_out
    assert picture_request.left_out_sentence(left_out, SAY) in page.texts()


def test_a_headline_of_ones_own(open_panel):
    page = open_panel("Picture").choose("press-headline-moment", "text")
    page.choose("press-headline-moment-text", "Own words & more", kind="text_input")
    page.press("press-make")
    assert "Own words &amp; more" in page.state["picture"].value.preview


def test_before_the_map_has_said_what_it_shows_that_is_said(open_panel):
    page = open_panel("Picture", settled=False).press("press-make")
    assert SAY("app.picture.no-view") in page.texts()
    page.choose("press-extent-moment", "story").press("press-make")
    assert len(page.app.get("image")) == 1


@pytest.mark.parametrize(
    "extent",
    [None, "x", [1, 2], [1, 2, 3, float("nan")], [5, 5, 4, 6], [1, 2, 3, "4"], [True] * 4],
)
def test_an_extent_that_no_map_has_is_not_taken(open_panel, extent):
    page = open_panel("Picture").settle(extent=extent).press("press-make")
    assert SAY("app.picture.no-view") in page.texts()


def test_a_storyboard_shows_the_events_chosen_in_their_order(open_panel, made):
    page = open_panel("Picture").choose("press-kind", "board")
    page.press("press-make")
    assert SAY("app.picture.no-moment") in page.texts()
    picked = ["lands-at-hmeimim", "homs-taken", "flight-from-damascus"]
    page.choose("press-events-assad-2024", picked, kind="multiselect").press("press-make")
    assert made[0].moments == ("homs-taken", "flight-from-damascus", "lands-at-hmeimim")
    assert page.state["picture"].value.picture.alt_short.startswith("3 maps of")
    assert SAY("app.picture.no-moment") not in page.texts()


def test_choices_are_kept_while_another_panel_is_open(open_panel):
    page = open_panel("Picture").choose("press-format", "png").choose("press-scale", "2")
    page.choose("panel", "Share").choose("panel", "Picture")
    assert page.one("button_group", "press-format").value == "png"
    assert page.one("button_group", "press-scale").value == "2"


def test_what_cannot_be_drawn_is_one_sentence(open_panel, monkeypatch):
    def fails(*args, **kwargs):
        raise PictureError("picture.no-arabic")

    monkeypatch.setattr(picture_request, "make", fails)
    page = open_panel("Picture").press("press-make")
    assert Messages("en")("picture.no-arabic") in page.texts()


# ------------------------------------------------------------------------------------ the film


@pytest.fixture
def engine(monkeypatch):
    """An engine that films until it is ready or cancelled."""
    it = SimpleNamespace(ready=threading.Event(), calls=[])

    def film(scene, **options):
        it.calls.append(options)
        options["progress"](0.25)
        while not it.ready.wait(0.005):
            if options["cancelled"]():
                raise PictureError("film.called-off")
        return SimpleNamespace(
            data=b"GIF89a" if options["format"] == "gif" else b"\0\0\0\x18ftypmp42",
            media_type="video/mp4",
            width=1920,
            height=1080,
            frames=250,
            fps=25,
            seconds=10.0,
            alt_short="A film.",
            alt_long="A film of ten seconds.",
        )

    monkeypatch.setitem(sys.modules, "layers.film.film_encoder", SimpleNamespace(film=film))
    yield it
    it.ready.set()


def finished(page):
    assert page.state["film"].wait(PATIENCE)
    return page.run()


def test_a_film_shows_how_far_it_is_and_then_itself(open_panel, engine):
    page = open_panel("Picture").choose("press-kind", "film")
    page.choose("film-from-assad-2024", "homs-taken", kind="selectbox")
    assert engine.calls == []
    page.press("film-make")
    assert page.app.get("progress")
    assert page.one("button", "film-make").disabled
    engine.ready.set()
    finished(page)
    assert not page.app.get("progress")
    assert len(page.app.get("video")) == 1
    assert page.codes()[:2] == ["A film.", "A film of ten seconds."]
    assert engine.calls[0]["start"] == "homs-taken"
    page.choose("film-captions", "off")
    assert "Your choices have changed since this film was made." in page.texts()
    assert len(engine.calls) == 1


def test_a_film_can_be_cancelled(open_panel, engine):
    page = open_panel("Picture").choose("press-kind", "film").press("film-make")
    page.press("film-cancel")
    finished(page)
    assert "The film was cancelled." in page.texts()
    assert not page.app.get("video")


def test_another_readers_film_is_waited_for(open_panel, engine):
    first = open_panel("Picture").choose("press-kind", "film").press("film-make")
    second = open_panel("Picture").choose("press-kind", "film").press("film-make")
    assert SAY("app.film.busy") in second.texts()
    engine.ready.set()
    finished(first)
    second.press("film-make")
    assert SAY("app.film.busy") not in second.texts()
    finished(second)


def test_a_film_outlives_its_panel_but_not_its_story(open_panel, engine, root):
    page = open_panel("Picture").choose("press-kind", "film").press("film-make")
    job = page.state["film"]
    page.choose("panel", "Share")
    assert not job.asked_to_end
    page.choose("panel", "Picture")
    assert page.app.get("progress")
    page.state["film"].request = film_jobs.FilmRequest(
        "another", "", "a", "b", None, None, "800x600", "mp4", captions=True, language="en"
    )
    page.run()
    assert job.asked_to_end
    assert job.wait(PATIENCE)
    assert "film" not in page.state


def test_a_picture_whose_room_others_have_taken_says_so(open_panel):
    page = open_panel("Picture").press("press-make")
    results = page.state["picture"]._cache
    results.put("theirs", SimpleNamespace(data=bytes(film_jobs.MOST_RESULTS - 20_000)))
    assert page.state["picture"].value is None
    page.run()
    assert SAY("app.given-up") in page.texts()
    results.forget("theirs")
