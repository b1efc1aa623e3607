"""The programs as they were built, before they are packed: size, start of the desktop, life of the server."""

import json
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fofal_server.console.workers import health
from fofal_server.contract.version import VERSION
from installer.bundle import update
from installer.bundle.trial import TIMED
from tests.packages.conftest import Told
from tests.server.console.launched import launched, open_folder

UNPACKED, PACKED = 150_000_000, 50_000_000
"""Bytes of the desktop, at most."""
SECONDS, STARTS = 2.5, 5
SECTION = "The built programs"
NOWHERE = "http://127.0.0.1:9"
CACHES = Path("/proc/sys/vm/drop_caches")


@pytest.fixture(scope="module")
def desktop(dist: Path) -> Path:
    return dist / "fofal-desktop"


@pytest.fixture(scope="module")
def server(dist: Path) -> Path:
    return dist / "fofal-server"


def test_the_desktop_is_small(desktop: Path, tmp_path: Path, told: Told) -> None:
    size = sum(file.lstat().st_size for file in desktop.rglob("*"))
    packed = update.build(desktop.parent, tmp_path)
    assert size <= UNPACKED
    assert packed.stat().st_size <= PACKED
    told("size of the desktop", f"{size / 1e6:.1f} MB, {packed.stat().st_size / 1e6:.1f} MB as .tar.xz")


def test_somebody_may_sign_in_soon_after_the_start(desktop: Path, tmp_path: Path, told: Told) -> None:
    taken = [_start(desktop, tmp_path / str(number)) for number in range(STARTS)]
    assert statistics.median(taken) <= SECONDS, taken
    told("start to the painted sign-in, five times", " ".join(f"{one:.2f}" for one in taken) + " s")


def test_somebody_may_sign_in_soon_after_a_start_from_the_disk(desktop: Path, tmp_path: Path, told: Told) -> None:
    """As in the morning: the system has read nothing of the program yet."""
    before = _read()
    taken = [_start(desktop, tmp_path / str(number), forget_what_was_read) for number in range(STARTS)]
    read = (_read() - before) / STARTS / 1e6
    assert statistics.median(taken) <= SECONDS, taken
    figures = f"{' '.join(f'{one:.2f}' for one in taken)} s, {read:.0f} MB read from this machine's disk each time"
    told("the same with nothing of it in memory, five times", figures)


def forget_what_was_read() -> None:
    """Let the system drop what it has in memory of any file."""
    os.sync()
    try:
        CACHES.write_text("3", encoding="ascii")
    except OSError as refused:
        pytest.skip(f"what was read from the disk cannot be forgotten here ({refused.strerror})")


def test_the_server_prepares_serves_and_ends(server: Path, told: Told) -> None:
    program = str(server / "fofal-server")
    with open_folder() as folder:
        where = {"FOFAL_DATA_DIR": str(folder / "donnees")}
        said = _told([program, "init", "--json"], where)
        assert json.loads(said)["first_admin_code"]
        with launched(folder, "serve", command=[program], **where) as started:
            ready = health(started.told()["url"], timeout=10) or {}
            assert (ready["ready"], ready["version"], ready["checks"]["migrations"]) == (True, VERSION, "ok")
            assert json.loads(_told([program, "backup", "now", "--json"], where))["id"]
            assert started.stop() == 0
    told("the server prepares an empty folder, serves, backs up, ends")


def _read() -> int:
    """Bytes that programs which have ended had to have from the disk."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_inblock * 512


def _start(desktop: Path, home: Path, before: Callable[[], None] = lambda: None) -> float:
    """Of somebody of whom nothing is known yet."""
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    known = {"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    before()
    command = [str(desktop / desktop.name), TIMED, str(time.time()), NOWHERE]
    return float(
        _told(command, known | places | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}, alone=True)
    )


def _told(command: list[str], environment: dict[str, str], *, alone: bool = False) -> str:
    around = environment if alone else {**os.environ, **environment}
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout
