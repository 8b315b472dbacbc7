"""Escape Routes: what `streamlit run` opens. The page is app/story_page.py, read top to bottom."""

import runpy
from pathlib import Path

from streamlit.starlette import App

PAGE = Path(__file__).parent / "app" / "page_script.py"

if __name__ == "__main__":  # for servers and tests that run a script
    runpy.run_path(str(PAGE), run_name="__main__")
else:  # for `streamlit run`, which takes an app where there is one
    from app.warm_start import warmed

    app = App(PAGE, lifespan=warmed)
