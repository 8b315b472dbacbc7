"""The parts of the Picture panel's result: empty sheet, notes, files, alt text.

Words of a story are shown as plain text or code, never as Markdown.
"""

from __future__ import annotations

import streamlit as st

from app.jobs import picture_request, shared_jobs
from app.jobs.picture_request import Made
from app.page_words import words
from layers.scene.scene_builder import Scene
from layers.style.picture_options import FORMATS, MEDIA_TYPES, Format
from layers.style.picture_sizes import POINTS_PER_INCH, PictureError, Size, scaled, size_of
from layers.web import streamlit_component

KB, MB = 1e3, 1e6
MM_PER_INCH = 25.4


def blank(size: str) -> None:
    """Draw an empty sheet of the proportions chosen, where the picture will be."""
    try:
        sheet = size_of(size)
    except PictureError:
        return
    st.html(
        f'<div class="sheet" style="--wide:{sheet.width};--high:{sheet.height}">'
        f"<span>{sheet.width} × {sheet.height}</span></div>"
    )


def say(sentence: str) -> None:
    """Say what went wrong."""
    with st.container(key="picture-fault"):
        st.text(sentence)


def note(sentence: str, *, key: str = "picture-changed") -> None:
    """Say what the reader should know of the picture below."""
    with st.container(key=key):
        st.text(sentence)


def download(form: str, data: bytes, name: str, media_type: str, facts: str) -> None:
    """Offer a file to download, with its name and facts such as its size."""
    with st.container(key="picture-facts", horizontal=True, vertical_alignment="center"):
        st.download_button(
            words()("app.download", what=form),
            lambda: data,
            name,
            media_type,
            key="picture-download",
            on_click="ignore",
            icon=":material/download:",
        )
        st.text(f"{name}\n{facts}")


def formats(made: Made, scene: Scene, *, scale: int) -> None:
    """Offer the picture that is shown: to copy it, and as a file of each format.

    The SVG is what the preview shows; PDF and PNG are made of the same request once they are
    asked for. `scale` is that of the PNG and of what is copied.
    """
    say, size = words(), size_of(made.request.size)
    fault, wide, high = "", 0, 0
    try:
        wide, high = scaled(size, scale)
    except PictureError as error:
        fault = error.told(say)
    with st.container(key="picture-formats", horizontal=True, vertical_alignment="center"):
        for form in FORMATS:
            if form != "png" or not fault:
                _format(made, scene, form, scale=scale)
        if not fault:  # last, since its message appears beside it
            streamlit_component.copy_button(
                "picture-preview", width=wide, height=high, language=say.language
            )
    if fault:
        note(fault, key="picture-too-large")
        return
    drawn, sharp = _drawn(size), pixels(wide, high)
    with st.container(key="picture-measures"):
        both = say("app.picture.measures", drawn=drawn, pixels=sharp)
        st.text(drawn if drawn == sharp else both)
        st.text(say("app.picture.typefaces"))


def _format(made: Made, scene: Scene, form: Format, *, scale: int) -> None:
    asked, lock = (
        picture_request.in_format(made.request, form, scale=scale),
        shared_jobs.picture_lock(),
    )

    def data() -> bytes:
        if asked == made.request:
            return made.picture.data
        return picture_request.make(asked, scene, lock=lock).data

    st.download_button(
        words()("app.download", what=form.upper()),
        data,
        picture_request.file_name(asked, scene),
        MEDIA_TYPES[form],
        key=f"picture-download-{form}",
        on_click="ignore",
        icon=":material/download:",
    )


def _drawn(size: Size) -> str:
    """Say how large SVG and PDF are: on paper where that is what they are made for."""
    if size.pixel == 1.0:
        return pixels(size.width, size.height)
    wide, high = (f"{side / POINTS_PER_INCH * MM_PER_INCH:.0f}" for side in size.points)
    return words()("app.picture.mm", width=wide, height=high)


def alt_text(short: str, long: str) -> None:
    """Offer the alt text, short and long, each with Streamlit's button that copies it."""
    with st.container(key="picture-alt"):
        say = words()
        left, right = st.columns([4, 7], gap="medium")
        for column, title, text in (
            (left, say("app.picture.alt"), short),
            (right, say("app.picture.alt.long"), long),
        ):
            with column:
                st.caption(title)
                st.code(text, language=None, wrap_lines=True, height=150)


def weight(data: bytes) -> str:
    """Say how large a file is."""
    size, say = len(data), words()
    if size >= MB:
        return say("app.weight.mb", size=say.number(size / MB, digits=1))
    return say("app.weight.kb", size=say.number(max(size / KB, 1), digits=0))


def pixels(width: int, height: int) -> str:
    """Say how large a picture is."""
    return words()("app.picture.pixels", width=str(width), height=str(height))
