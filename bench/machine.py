"""The machine that is measured on."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any


def describe(chromium: str) -> dict[str, Any]:
    """What the figures depend on; `chromium` is the browser's own version."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cores": cores(),
        "memory_gib": round(memory() / 2**30, 1),
        "cpu": cpu(),
        "os": system(),
        "python": platform.python_version(),
        "chromium": chromium,
        "streamlit": version("streamlit"),
        "folium": version("folium"),
    }


def cores() -> int:
    """Give the number of cores that this process may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int:
    """The machine's, in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def cpu() -> str:
    """Give the processor's name, as the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    match = re.search(r"^model name\s*: *(.+)$", text, re.MULTILINE)
    return match[1].strip() if match else platform.processor() or platform.machine()


def system() -> str:
    """Give the name and version of the operating system."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def load() -> list[float]:
    """The load averages of the last 1, 5 and 15 minutes, this bench's own load among them."""
    return [round(value, 2) for value in os.getloadavg()]
