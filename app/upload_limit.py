"""How many uploaded files Streamlit keeps for a session: the last few, whatever a browser sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MOST = 3
"""Files: the open upload, the next, and another that came between the two."""


def limited(manager: Any, most: int = MOST) -> Callable[[str, UploadedFileRec], None]:
    """Give the manager's `add_file`, which lets go of a session's oldest files beyond `most`.

    A page takes one file, but whoever knows the address of uploads may send any number to it.
    """
    add: Callable[[str, UploadedFileRec], None] = manager.add_file

    def add_file(session_id: str, file: UploadedFileRec) -> None:
        add(session_id, file)
        for old in list(manager.file_storage.get(session_id, ()))[:-most]:
            manager.remove_file(session_id, old)

    return add_file


@st.cache_resource(show_spinner=False)
def bound_uploads() -> None:
    """Have this server keep at most MOST uploads of each session; done once."""
    if runtime.exists():
        manager: Any = runtime.get_instance().uploaded_file_mgr
        manager.add_file = limited(manager)
