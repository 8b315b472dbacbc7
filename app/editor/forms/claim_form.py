"""Who says so: a claim at a time, with who told it, how many, and what they deny."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from app.editor import story_edits
from app.editor.draft_session import Own
from app.editor.forms.bound_fields import (
    Data,
    choice_field,
    flag_field,
    number_field,
    say_at,
    take,
    text_field,
)
from app.page_words import words
from geo.evidence.admiralty_scale import Stance


def claims_form(own: Own, kind: str, name: str, *, path: str) -> None:
    """Draw the claims of an event, each in a frame, and a way to add one."""
    assert own.data is not None
    say = words()
    st.html(f"<h4>{say('app.edit.claims')}</h4>")
    claims = story_edits.claims_of(own.data, kind, name)
    if not claims:
        say_at(own, f"{path}.claims", needed=say("app.edit.claims.needed"))
    for number, claim in enumerate(claims):
        with st.container(border=True, key=f"own-claim-{name}-{number}"):
            _claim(own, kind, name, number, claim, path=f"{path}.claims[{number}]")
    st.button(
        say("app.edit.claims.add"),
        key=f"own-{kind}-{name}-add-claim",
        icon=":material/add:",
        on_click=_added,
        args=(kind, name),
    )


def _added(kind: str, name: str) -> None:
    take(lambda data: story_edits.with_claim(data, kind, name))


def _dropped(kind: str, name: str, number: int) -> None:
    take(lambda data: story_edits.without_claim(data, kind, name, number))


def source_names(data: Data) -> dict[str, str]:
    """Give the sources' names by their ids: who published them, and the title where they differ."""
    out = {}
    for row in story_edits.rows_of(data, "sources"):
        publisher, title = str(row.get("publisher") or ""), str(row.get("title") or "")
        name = publisher if publisher == title or not title else f"{publisher}: {title}".strip(": ")
        out[str(row.get("id", ""))] = name or words()("app.edit.source.unnamed")
    return out


def _claim(
    own: Own, kind: str, name: str, number: int, claim: Mapping[str, Any], *, path: str
) -> None:
    assert own.data is not None
    say = words()
    key = f"own-{kind}-{name}-claim-{number}"

    def setter(field: str) -> Any:
        def change(data: Data, value: Any) -> Data:
            value = value.strip() if isinstance(value, str) else value
            return story_edits.with_claim_fields(data, kind, name, number, {field: value})

        return change

    stance = str(claim.get("stance") or "reports")
    who, how_many = st.columns([3, 1])
    with who:
        text_field(own, say("app.edit.claim.told-by"), f"{key}-told_by", claim.get("told_by"),
                   setter("told_by"), path=f"{path}.told_by", most=160,
                   needed=say("app.edit.claim.told-by.needed"),
                   hint=say("app.edit.claim.told-by.hint"))  # fmt: skip
    with how_many:
        number_field(own, say("app.edit.claim.informants"), f"{key}-informants",
                     claim.get("informants", 1), _counted(setter("informants")),
                     path=f"{path}.informants", least=1, most=10_000)  # fmt: skip
    flag_field(own, say("app.edit.claim.named"), f"{key}-named", claim.get("named"),
               setter("named"), path=f"{path}.named")  # fmt: skip
    choice_field(own, say("app.edit.claim.stance"), f"{key}-stance", stance,
                 {stance: say(f"app.edit.stance.{stance}") for stance in get_args(Stance)},
                 _told_stance(setter("stance")), path=f"{path}.stance")  # fmt: skip
    what = stance if stance in ("denies", "unverified") else "reports"
    asked = say("app.edit.claim.text.denies.needed") if stance == "denies" else ""
    text_field(own, say(f"app.edit.claim.text.{what}"), f"{key}-text", claim.get("text"),
               setter("text"), path=f"{path}.text", needed=asked)  # fmt: skip
    flag_field(
        own,
        say(f"app.edit.claim.context.{what}"),
        f"{key}-context",
        claim.get("context"),
        _or_none(setter("context")),
        path=f"{path}.context",
    )
    source, paragraph = st.columns([3, 1])
    with source:
        choice_field(own, say("app.edit.claim.source"), f"{key}-source", claim.get("source"),
                     source_names(own.data), setter("source"), path=f"{path}.source",
                     needed=say("app.edit.claim.source.needed"))  # fmt: skip
    with paragraph:
        text_field(own, say("app.edit.claim.paragraphs"), f"{key}-paragraphs",
                   claim.get("paragraphs"), _numbered(setter("paragraphs")),
                   path=f"{path}.paragraphs", most=60, help_=say("app.edit.claim.paragraphs.help"),
                   needed=say("app.edit.claim.paragraphs.needed"))  # fmt: skip
    if stance == "unverified":
        st.caption(say("app.edit.claim.unverified"))
    opened = any(claim.get(field) for field in ("origin", "party"))
    with st.expander(say("app.edit.claim.more"), expanded=opened):
        text_field(own, say("app.edit.claim.origin"), f"{key}-origin", claim.get("origin"),
                   setter("origin"), path=f"{path}.origin", most=160,
                   help_=say("app.edit.claim.origin.help"))  # fmt: skip
        flag_field(own, say("app.edit.claim.party"), f"{key}-party", claim.get("party"),
                   _or_none(setter("party")), path=f"{path}.party")  # fmt: skip
    st.button(
        say("app.edit.claim.drop"),
        key=f"{key}-drop",
        type="tertiary",
        on_click=_dropped,
        args=(kind, name, number),
    )


def _counted(change: Any) -> Any:
    return lambda data, value: change(data, value if value and value > 1 else None)


def _told_stance(change: Any) -> Any:
    return lambda data, value: change(data, None if value in (None, "reports") else value)


def _or_none(change: Any) -> Any:
    return lambda data, value: change(data, value or None)


def _numbered(change: Any) -> Any:
    """Read "3, 4 and 7-9" as numbers; what has none stays as it is, and the check says so."""

    def numbers(data: Data, value: Any) -> Data:
        text = str(value)
        numbers: list[Any] = []
        for match in re.finditer(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", text):
            first, last = int(match[1]), int(match[2] or match[1])
            numbers += range(first, min(last, first + 100) + 1)
        if not numbers and text.strip():
            numbers = [text.strip()]
        changed: Data = change(data, list(dict.fromkeys(numbers)) or None)
        return changed

    return numbers
