"""The script that Streamlit runs for each visit and click: app/story_page.py, as a fragment.

Streamlit stops a script's run as soon as a reader clicks or types again, even in the middle of a
callback: what they clicked or typed before is then lost. It does not stop a fragment's run: each
comes to its end, and what readers do meanwhile is in the next run.
"""

from functools import cache
from pathlib import Path
from types import CodeType

import streamlit as st

from app.run_end import run_ended

PAGE = Path(__file__).parent / "story_page.py"


@cache
def page_code() -> CodeType:
    """Compile the page once a server."""
    return compile(PAGE.read_text(encoding="utf-8"), str(PAGE), "exec")


@st.fragment
def page() -> None:
    """Run the page, top to bottom."""
    try:
        with st.container(key="page"):
            exec(page_code(), {"__name__": "__main__", "__file__": str(PAGE)})
    finally:
        run_ended()


page()
