"""What is reported to have happened, where and when. Draws nothing."""

import os

# No plugin of pydantic is used; to look for some it reads the metadata of all installed packages.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
