"""Whether a source tells something in its own name, or passes on what others told it."""

from __future__ import annotations

import re

from geo.language.told_text import ToldText
from geo.story.model import Claim, Story

_ITSELF = re.compile(r"\bitself\b")
_REPORT_ITSELF = ToldText("article.draft.itself")
"""How a draft calls the report: words for makers of stories, looked up once for all claims."""


def in_own_name(story: Story, claim: Claim) -> bool:
    """Whether a claim's source says it in its own name: `told_by` is "Reuters" or "Reuters itself".

    The draft that is made of a report says "The report itself". A teller who only
    mentions the publisher ("people whom Reuters interviewed") is somebody else.
    """
    publisher = story.source[claim.source].publisher
    told_by = story.as_written(claim.told_by)
    if told_by in (publisher, _REPORT_ITSELF):
        return True
    return told_by.startswith(publisher) and _ITSELF.search(told_by) is not None
