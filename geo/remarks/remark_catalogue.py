"""The catalogue of remarks: codes, why each is made, and what to do about it.

docs/remarks.md is made from here; the rules themselves are in geo/remarks/claim_remarks.py and its
neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.language.told_text import ToldText


@dataclass(frozen=True, slots=True)
class RemarkKind:
    """A kind of remark: its code, its question, when it is made, and what can be done."""

    code: str

    @property
    def question(self) -> str:
        """What a careful editor asks."""
        return ToldText(f"remark.{self.code}.question")

    @property
    def rule(self) -> str:
        """When the remark is made."""
        return ToldText(f"remark.{self.code}.rule")

    @property
    def remedy(self) -> str:
        """What can be done about it."""
        return ToldText(f"remark.{self.code}.remedy")


CODES = (
    "single-informant",
    "party-alone",
    "origin-not-stated",
    "same-origin",
    "unsaid-contradiction",
    "in-two-places",
    "there-and-on-the-way",
    "unsaid-denial",
    "implausible-speed",
    "after-publication",
    "before-its-source",
    "unexplained-bounds",
    "about-as-exact",
    "too-precise-place",
    "outside-country",
    "namesake",
    "way-not-described",
    "track-disagrees",
    "track-questioned",
    "track-contested",
    "unused",
    "long-headline",
    "colours-alike",
    "source-without-link",
    "figure-without-effect",
    "silence-without-effect",
)
"""All remarks, in the order of docs/remarks.md."""

REMARK_KINDS = tuple(map(RemarkKind, CODES))
