"""How much a call does, counted in lines of Python: the same on every machine, slow or busy."""

import sys
from collections.abc import Callable


def lines_run(call: Callable[[], object], *, most: int = 10_000_000) -> int:
    """Count the lines that a call runs; fails as soon as there are more than `most`."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        if event == "line":
            count += 1
            assert count <= most, f"more than {most:,} lines were run"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def calls(work, *arguments):
    """How many functions, those of the interpreter among them, a piece of work calls."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(*arguments)
    finally:
        sys.setprofile(before)
    return count
