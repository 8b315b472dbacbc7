"""Text that goes into a folium page as it stands."""

from __future__ import annotations

import re
from typing import Any

from branca.element import Element


class Raw(Element):
    """A script, a style or a meta element whose text is never read as a template.

    branca's own elements read their text as a Jinja template, which would run what a story says.
    Where the text would end its element, a backslash prevents that.
    """

    def __init__(self, tag: str, text: str = "", *, attributes: str = "") -> None:
        super().__init__()
        self._name = "Raw"
        self._id = tag
        opening = f"<{tag} {attributes}>" if attributes else f"<{tag}>"
        text = re.sub(r"\n//# sourceMappingURL.*", "", text).replace(f"</{tag}", f"<\\/{tag}")
        self.markup = opening if tag == "meta" else f"{opening}{text}</{tag}>"

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - branca's signature
        """Give the markup without reading it."""
        return self.markup
