#!/bin/sh
# Make the virtual environment named by the first argument, with the first Python that is new
# enough: $PYTHON if set, else what the machine has. An incomplete environment is removed.
set -eu
venv=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Escape Routes needs Python 3.11 or newer, and ${PYTHON:-python3} is not:" \
        "install one, or name it with 'make PYTHON=/path/to/python3.12'." >&2
    exit 1
fi
can_make() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Debian and Ubuntu have it in a package of its own, which root can get without being asked.
if ! can_make && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "Installing Debian's $package, once ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -q && apt-get install -q -y --no-install-recommends "$package"; } >&2 </dev/null || true
fi
if ! can_make; then
    echo "$python cannot make virtual environments:" \
        "on Debian and Ubuntu, 'apt install python3-venv' mends that." >&2
    exit 1
fi

rm -rf "$venv"
if ! "$python" -m venv "$venv"; then
    rm -rf "$venv"
    exit 1
fi
