"""A place that people type: coordinates as pasted from a map, or a name of the gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from articles.linguistics.names import Bearer, bearers, country_codes
from articles.places.candidates import Context, ranked
from articles.report_errors import ArticleError
from articles.values import Candidate
from geo.language.told_text import ToldText
from geo.places.gazetteer import plain

ReadCoordinates: TypeAlias = Callable[[str], tuple[float, float] | None]
"""Reads coordinates as (lon, lat) in degrees, None for other text; raises ArticleError."""
GIVEN = "given"
"""The kind of a candidate whose point was given by hand."""
_FAR_LARGER = 20
"""A town with so many times the people of others of its name is meant without its country."""


def read_where(text: str, read_coordinates: ReadCoordinates) -> Candidate:
    """Read where a place is: "36.19, 44.01", "Erbil" or "Tripoli, Lebanon".

    Raises ArticleError for a name that is not known, or that several places have.
    """
    at = read_coordinates(text)
    if at is not None:
        reason = ToldText("article.where.given")
        return Candidate(" ".join(text.split()), *at, "", reason, kind=GIVEN)
    name, _, land = (part.strip() for part in text.rpartition(","))
    code = country_codes().get(plain(land), "") if name else ""
    known = bearers(name if code else text)
    if code:
        known = [bearer for bearer in known if bearer.country == code]
    known = [bearer for bearer in known if bearer.kind != "state"]
    mains = [bearer for bearer in known if bearer.main] or known
    place = _only(mains)
    if place is None:
        if mains:
            what, how = "article.where.several", "article.where.several.mend"
        else:
            what, how = "article.where.unknown", "article.where.unknown.mend"
        raise ArticleError(ToldText(what, text=text), ToldText(how))
    return ranked([place], Context(beside=code))[0]


def _only(known: list[Bearer]) -> Bearer | None:
    """Give the only place that is meant: a country, the only town, or one far larger than others."""
    lands = [bearer for bearer in known if bearer.kind == "country"]
    if lands:
        return lands[0]
    towns = sorted(known, key=lambda bearer: -bearer.population)
    if len(towns) > 1 and towns[0].population < _FAR_LARGER * max(towns[1].population, 1):
        return None
    return towns[0] if towns else None
