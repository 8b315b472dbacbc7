"""Write requirements*.txt: the versions that pip chooses today for pyproject.toml.

Run it with the oldest Python that the project supports, so that the versions suit newer ones too:

    make pins
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLDEST = (3, 11)
HEAD = "# Written by `make pins` from the ranges in pyproject.toml. Change those, not this.\n"


def freeze(python: Path, requirements: list[str]) -> list[str]:
    """Install requirements; gives a pin for every distribution that is installed then."""
    pip = [str(python), "-m", "pip", "--no-input"]
    subprocess.run([*pip, "install", "--quiet", *requirements], check=True)
    done = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
    pins = done.stdout.splitlines()
    if odd := [pin for pin in pins if "==" not in pin or "+" in pin]:
        sys.exit(f"These have no plain version from the registry: {', '.join(odd)}")
    return sorted(pins, key=str.lower)


def main() -> None:
    """Write the lists of fixed versions, made in an empty environment of the oldest Python."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("Pins are made by Python {}.{}: make pins PYTHON=...".format(*OLDEST))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        app = freeze(python, [*project["dependencies"], *extras["articles"]])
        # The app's pins are given again, so that no tool changes one of them.
        everything = freeze(python, [*app, *extras["test"], *extras["tracks"], *extras["lint"]])
        with_bench = freeze(python, [*everything, *extras["bench"]])
    tools = [pin for pin in everything if pin not in app]
    bench_only = [pin for pin in with_bench if pin not in everything]
    (ROOT / "requirements.txt").write_text(HEAD + "\n".join(app) + "\n")
    (ROOT / "requirements-dev.txt").write_text(
        HEAD + "-r requirements.txt\n" + "\n".join(tools) + "\n"
    )
    (ROOT / "requirements-bench.txt").write_text(
        HEAD + "-r requirements-dev.txt\n" + "\n".join(bench_only) + "\n"
    )


if __name__ == "__main__":
    main()
