"""The app itself over a folder of hostile stories: a Streamlit script for test_hostile.py."""

import os
import runpy
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.test_hostile import EVILS, hostile  # noqa: E402 - the path comes first

FOLDER = Path(tempfile.gettempdir()) / f"hostile-stories-{os.getpid()}"
FOLDER.mkdir(exist_ok=True)
for key, evil in EVILS.items():
    text = yaml.safe_dump(hostile(evil), sort_keys=False, allow_unicode=False)
    (FOLDER / f"{key}.yaml").write_text(text, encoding="utf-8")
os.environ["ESCAPE_ROUTES_STORIES"] = str(FOLDER)
runpy.run_path(str(ROOT / "streamlit_app.py"), run_name="__main__")
