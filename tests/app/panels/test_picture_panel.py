"""The Picture panel: what it shows is what is chosen, and what is downloaded is what it shows."""

import sys
import threading
from types import SimpleNamespace

import pytest
import streamlit as st

from app.jobs import film_jobs, job_runner, picture_request
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


@pytest.fixture
def downloads(monkeypatch):
    """What is offered as a file: the functions that make the data, by names of files."""
    offered, button = {}, st.download_button

    def heard(label, data, file_name, *args, **kwargs):
        offered[kwargs["key"]] = (file_name, data)
        return button(label, data, file_name, *args, **kwargs)

    monkeypatch.setattr(st, "download_button", heard)
    return offered


def shown(page):
    return page.state["picture"].value


def test_a_picture_is_there_at_once_and_follows_choices_and_map(open_panel, made):
    page = open_panel("Picture")
    assert len(page.app.get("image")) == len(made) == 1
    for change in (
        lambda: page.choose("picture-language-en", "ar", kind="selectbox"),
        lambda: page.choose("picture-legend", True, kind="checkbox"),
        lambda: page.settle(extent=[31.5, 31.0, 45.5, 38.0]),
        lambda: page.settle(t="2024-12-07T22:30", event="homs-taken"),
    ):
        before = shown(page).picture.data
        change()
        assert shown(page).picture.data != before
        assert shown(page).request == made[-1]
    assert len(made) == 5


def test_nothing_is_drawn_again_that_is_drawn(open_panel, made):
    page = open_panel("Picture")
    page.run().choose("picture-scale", "2")  # of a PNG alone
    page.choose("panel", "Share").choose("panel", "Picture")
    page.choose("picture-extent-moment", "event")
    page.settle(extent=[30.5, 31.0, 45.5, 38.0])  # an event's extent is not the screen's
    assert [request.extent for request in made] == [(31.5, 31.0, 45.5, 38.25), "event"]


def test_it_is_of_what_is_on_screen(open_panel, made):
    page = open_panel("Picture")
    page.settle(people=["maher"], layers=["legs", "events"], event="maher-helicopter")
    asked = made[-1]
    assert (asked.people, asked.layers) == (("maher",), ("legs", "events"))
    assert asked.event == "maher-helicopter"
    assert asked.extent == (31.5, 31.0, 45.5, 38.25)


def test_what_is_downloaded_is_of_the_request_that_is_shown(open_panel, downloads):
    page = open_panel("Picture").choose("picture-scale", "2")
    files = {name: data() for name, data in downloads.values()}
    stem = "assad-2024-2024-12-08T0300-article-1200"
    assert sorted(files) == [f"{stem}.pdf", f"{stem}.svg", f"{stem}@2x.png"]
    assert files[f"{stem}.svg"] == shown(page).picture.data
    assert files[f"{stem}.pdf"].startswith(b"%PDF")
    assert shown(page).picture.alt_short.encode() in files[f"{stem}@2x.png"]
    assert int.from_bytes(files[f"{stem}@2x.png"][16:20], "big") == 2400


def test_its_alt_text_is_the_images_and_can_be_copied(open_panel):
    page = open_panel("Picture")
    picture = shown(page).picture
    assert picture.alt_short in str(page.app.get("image")[0].proto)
    assert page.codes()[:2] == [picture.alt_short, picture.alt_long]
    assert "Assad may be anywhere on the way" in picture.alt_short


def test_an_svg_is_an_image_and_never_markup_of_the_page(open_panel):
    page = open_panel("Picture")
    assert "<svg" not in page.html()
    assert "data:image/svg+xml;base64," in str(page.app.get("image")[0].proto)


def test_what_a_story_says_is_plain_text(open_panel):
    def edit(text):
        title = "Assad leaves Damascus by plane, its transponder off"
        assert title in text
        return text.replace(title, HOSTILE.replace(":", "&"))

    page = open_panel("Picture", edit=edit)
    shown = HOSTILE.replace(":", "&")
    assert shown in page.texts()
    assert SAY("app.picture.typefaces") in page.texts()
    assert "alert(1)" not in page.html()
    assert not [element for element in page.app.get("markdown") if "alert" in element.value]


def sized(page, wide, high):
    """Give both measures of a free size at once, so that none between is drawn."""
    page.one("number_input", "picture-size-moment-width").set_value(wide)
    page.choose("picture-size-moment-height", high, kind="number_input")


def test_a_size_that_cannot_be_is_one_sentence(open_panel):
    page = open_panel("Picture")
    page.choose("picture-size-moment", "free", kind="selectbox")
    sized(page, 8000, 8000)
    said = "A PNG of 8000x8000 pixels is too large; take a smaller scale, or SVG or PDF."
    assert said in page.texts()
    offered = [button.label for button in page.app.get("download_button")]
    assert offered == ["Download SVG", "Download PDF"]
    sized(page, 300, 400)
    assert said not in page.texts()
    assert shown(page).picture.width == 300


def test_what_found_no_room_is_told(open_panel, monkeypatch):
    page = open_panel("Picture")
    page.choose("picture-size-moment", "print-52mm", kind="selectbox")
    left_out = shown(page).picture.left_out
    assert left_out
    assert picture_request.left_out_sentence(left_out, SAY) in page.texts()


def test_a_headline_of_ones_own(open_panel):
    page = open_panel("Picture").choose("picture-headline-moment", "text")
    page.choose("picture-headline-moment-text", "Own words & more", kind="text_input")
    assert "Own words &amp; more" in shown(page).picture.data.decode()


def test_before_the_map_has_said_what_it_shows_that_is_said(open_panel):
    page = open_panel("Picture", settled=False)
    assert SAY("app.picture.no-view") in page.texts()
    page.choose("picture-extent-moment", "story")
    assert len(page.app.get("image")) == 1


@pytest.mark.parametrize(
    "extent",
    [None, "x", [1, 2], [1, 2, 3, float("nan")], [5, 5, 4, 6], [1, 2, 3, "4"], [True] * 4],
)
def test_an_extent_that_no_map_has_is_not_taken(open_panel, extent):
    page = open_panel("Picture").settle(extent=extent)
    assert SAY("app.picture.no-view") in page.texts()
    assert not page.app.get("image"), "and not the picture before"


def test_a_storyboard_shows_the_events_chosen_in_their_order(open_panel, made):
    page = open_panel("Picture").choose("picture-kind", "board")
    assert SAY("app.picture.no-moment") in page.texts()
    picked = ["lands-at-hmeimim", "homs-taken", "flight-from-damascus"]
    page.choose("picture-events-assad-2024", picked, kind="multiselect")
    assert made[-1].moments == ("homs-taken", "flight-from-damascus", "lands-at-hmeimim")
    assert shown(page).picture.alt_short.startswith("3 maps of")
    assert SAY("app.picture.no-moment") not in page.texts()


def test_choices_are_kept_while_another_panel_is_open(open_panel):
    page = open_panel("Picture").choose("picture-language-en", "ar", kind="selectbox")
    page.choose("picture-scale", "2")
    page.choose("panel", "Share").choose("panel", "Picture")
    assert page.one("selectbox", "picture-language-en").value == "ar"
    assert page.one("button_group", "picture-scale").value == "2"


def test_what_cannot_be_drawn_is_one_sentence(open_panel, monkeypatch):
    def fails(*args, **kwargs):
        raise PictureError("picture.no-arabic")

    monkeypatch.setattr(picture_request, "make", fails)
    page = open_panel("Picture")
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
    page = open_panel("Picture").choose("picture-kind", "film")
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


def test_a_film_may_go_through_the_publications(open_panel, engine):
    told = "told_by: Reuters itself, of its own questions\n"
    later = f"{told}        published: 2025\n"
    page = open_panel("Picture", edit=lambda text: text.replace(told, later))
    page.choose("picture-kind", "film").choose("film-course", "publications")
    assert not [box for box in page.app.get("selectbox") if "film-from" in str(box.key)]
    page.press("film-make")
    engine.ready.set()
    finished(page)
    assert (engine.calls[0]["start"], engine.calls[0]["by_publication"]) == (None, True)


def test_a_film_can_be_cancelled(open_panel, engine):
    page = open_panel("Picture").choose("picture-kind", "film").press("film-make")
    page.press("film-cancel")
    finished(page)
    assert "The film was cancelled." in page.texts()
    assert not page.app.get("video")


def test_another_readers_film_is_waited_for(open_panel, engine):
    first = open_panel("Picture").choose("picture-kind", "film").press("film-make")
    second = open_panel("Picture").choose("picture-kind", "film").press("film-make")
    assert SAY("app.job.busy") in second.texts()
    engine.ready.set()
    finished(first)
    second.press("film-make")
    assert SAY("app.job.busy") not in second.texts()
    finished(second)


def test_a_film_outlives_its_panel_but_not_its_story(open_panel, engine, root):
    page = open_panel("Picture").choose("picture-kind", "film").press("film-make")
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


def test_a_picture_whose_room_others_have_taken_is_made_again(open_panel, made):
    page = open_panel("Picture")
    results = page.state["picture"]._cache
    results.put("theirs", SimpleNamespace(data=bytes(job_runner.MOST_RESULTS - 20_000)))
    assert page.state["picture"].value is None
    page.run()
    assert len(made) == 2
    assert len(page.app.get("image")) == 1
    results.forget("theirs")
