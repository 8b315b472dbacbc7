"""Setting up on a machine that knows nothing: what its package manager is asked, in which order."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright._impl._driver import compute_driver_executable


@pytest.fixture
def machine(tmp_path):
    """A PATH with stand-ins alone; what they are asked to do is noted in a file."""
    folder, asked = tmp_path / "bin", tmp_path / "asked"
    folder.mkdir()
    asked.touch()

    def put(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    put("sudo", 'shift; exec "$@"')  # -n, and then the command
    for tool in ("env", "true", "sh", "id", "chmod", "rm", "mkdir"):
        (folder / tool).symlink_to(shutil.which(tool))

    def run(*command, **environment):
        done = subprocess.run(
            command,
            env={"PATH": str(folder), "HOME": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done, asked.read_text(encoding="utf-8").splitlines()

    return folder, put, run, asked


@pytest.mark.parametrize("reached", [True, False])
@pytest.mark.parametrize("name", ["chromium", "chromium-headless-shell"])
def test_a_missing_browser_is_got_from_debian_after_its_lists(root, machine, name, reached):
    folder, put, run, asked = machine
    chromium = folder / name
    makes = f"echo '#!/bin/sh' > {chromium}; chmod +x {chromium}"
    put(
        "apt-get",
        f'echo "$@" >> {asked}; case "$1" in install) {makes if reached else "exit 100"};; esac',
    )
    node, _ = compute_driver_executable()  # Playwright's, which tries for 3 s to reach its host
    put(
        "node",
        f'case "$2" in install) shift; echo "$@" >> {asked}; exit 1;; esac; exec {node} "$@"',
    )
    done, calls = run(
        sys.executable,
        str(root / "tools" / "chromium.py"),
        "--install",
        *(["--headless"] if name != "chromium" else []),
        PLAYWRIGHT_BROWSERS_PATH=str(folder / "none"),
        PLAYWRIGHT_NODEJS_PATH=str(folder / "node"),
    )
    # Where Debian has none without windows, its other one is asked for.
    wanted = [name] if reached else dict.fromkeys([name, "chromium"])
    debian = [
        call
        for package in wanted
        for call in (
            "update -q",
            f"install -q -y --no-install-recommends {package} chromium-sandbox",
        )
    ]
    assert calls == (debian if reached else [*debian, "install chromium"])
    if reached:
        assert (done.returncode, done.stdout) == (0, f"{chromium}\n")
    else:
        assert (done.returncode, done.stdout) == (1, "")
        assert "No Chromium could be installed: install one" in done.stderr


def test_a_browser_that_is_there_is_taken_and_nothing_is_asked(root, machine):
    folder, put, run, _ = machine
    put("chromium", "exit 0")
    put("apt-get", "exit 1")
    done, calls = run(sys.executable, str(root / "tools" / "chromium.py"), "--install")
    assert (done.stdout, calls) == (f"{folder / 'chromium'}\n", [])


def test_the_tests_take_the_browser_there_is_where_none_without_windows_can_be_had(root, machine):
    folder, put, run, asked = machine
    put("chromium", "exit 0")
    put("apt-get", f'echo "$1" >> {asked}; exit 100')
    done, calls = run(
        sys.executable, str(root / "tools" / "chromium.py"), "--install", "--headless"
    )
    assert (done.stdout, calls) == (f"{folder / 'chromium'}\n", ["update", "install"])


def test_the_tests_prefer_the_browser_without_windows(root, machine):
    folder, put, run, _ = machine
    put("chromium", "exit 0")
    put("chromium-headless-shell", "exit 0")
    done, calls = run(
        sys.executable, str(root / "tools" / "chromium.py"), "--install", "--headless"
    )
    assert (done.stdout, calls) == (f"{folder / 'chromium-headless-shell'}\n", [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets packages without being asked")
@pytest.mark.parametrize("reached", [True, False])
def test_a_python_without_venv_gets_debian_s(root, machine, tmp_path, reached):
    folder, put, run, asked = machine
    ready = tmp_path / "ready"
    put(  # a Python that can make environments once the package is there
        "python3",
        f"""case "$2" in
        *ensurepip*) test -e {ready};;
        *print*) echo python3.11-venv;;
        venv) mkdir -p "$3/bin";;
        esac""",
    )
    (folder / "test").symlink_to(shutil.which("test"))
    makes = f"> {ready}" if reached else "exit 100"
    put("apt-get", f'echo "$@" >> {asked}; case "$1" in install) {makes};; esac')
    venv = tmp_path / "venv"
    done, calls = run("sh", str(root / "tools" / "venv.sh"), str(venv))
    assert calls == ["update -q", "install -q -y --no-install-recommends python3.11-venv"]
    assert (done.returncode == 0) == reached == venv.exists()
    if not reached:
        assert "'apt install python3-venv' mends that" in done.stderr
