"""What Streamlit runs for each visit and each press: the page of app/story_page.py, as a fragment.

A run of a script is stopped as soon as something else is pressed or typed, wherever it is, in the
middle of a callback too: what was pressed or typed before is then lost. The runs of a fragment are
not: each comes to its end, and what came meanwhile is in the next.
"""

from functools import cache
from pathlib import Path
from types import CodeType

import streamlit as st

PAGE = Path(__file__).parent / "story_page.py"


@cache
def page_code() -> CodeType:
    """Compile the page once a server."""
    return compile(PAGE.read_text(encoding="utf-8"), str(PAGE), "exec")


@st.fragment
def page() -> None:
    """Run the page, top to bottom."""
    with st.container(key="page"):
        exec(page_code(), {"__name__": "__main__", "__file__": str(PAGE)})


page()
