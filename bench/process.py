"""A process and its children: the memory that they hold, the processor time that they used."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """A running process, as the system tells it."""

    pid: int
    parent: int
    memory: int  # resident, bytes
    ticks: int  # of a core, with those of its children that have ended; 0 where it is not told


def tree(pid: int) -> list[Process]:
    """Give a running process and all that it has started, directly or not."""
    rows = list(_all())
    pids = {pid}
    while more := {row.pid for row in rows if row.parent in pids} - pids:
        pids |= more
    return [row for row in rows if row.pid in pids]


def _all() -> Iterator[Process]:
    if not (PROC / "self" / "stat").exists():
        command = ["ps", "-A", "-o", "pid=,ppid=,rss="]
        listed = subprocess.run(command, capture_output=True, text=True, check=True)
        for row in listed.stdout.splitlines():
            pid, parent, kib = map(int, row.split())
            yield Process(pid, parent, kib * 1024, 0)
        return
    page = os.sysconf("SC_PAGE_SIZE")
    for path in PROC.glob("[0-9]*/stat"):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        fields = text[text.rindex(")") + 2 :].split()  # the name before it may hold anything
        yield Process(
            pid=int(path.parent.name),
            parent=int(fields[1]),
            memory=int(fields[21]) * page,
            ticks=sum(map(int, fields[11:15])),
        )
