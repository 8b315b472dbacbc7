"""The words of the command line: English, whatever language a story is in."""

from __future__ import annotations

from geo.language.messages import Messages

SAY = Messages()
