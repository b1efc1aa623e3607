"""The programs as they were built, before they are packed: size, start of the desktop, life of the server."""

import json
import lzma
import os
import statistics
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from fofal_server.console.workers import health
from fofal_server.contract.version import VERSION
from installer.bundle.trial import TIMED
from tests.packages.conftest import Told
from tests.server.console.launched import launched, open_folder

UNPACKED, PACKED = 150_000_000, 50_000_000
"""Bytes of the desktop, at most."""
SECONDS, STARTS = 2.5, 5
SECTION = "The built programs"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def desktop(dist: Path) -> Path:
    return dist / "fofal-desktop"


@pytest.fixture(scope="module")
def server(dist: Path) -> Path:
    return dist / "fofal-server"


def test_the_desktop_is_small(desktop: Path, tmp_path: Path, told: Told) -> None:
    size = sum(file.lstat().st_size for file in desktop.rglob("*"))
    packed = tmp_path / "desktop.tar.xz"
    with lzma.open(packed, "wb", preset=6) as out, tarfile.open(fileobj=out, mode="w") as whole:
        whole.add(desktop, desktop.name)
    assert size <= UNPACKED
    assert packed.stat().st_size <= PACKED
    told("size of the desktop", f"{size / 1e6:.1f} MB, {packed.stat().st_size / 1e6:.1f} MB as .tar.xz")


def test_somebody_may_sign_in_soon_after_the_start(desktop: Path, tmp_path: Path, told: Told) -> None:
    taken = [_start(desktop, tmp_path / str(number)) for number in range(STARTS)]
    assert statistics.median(taken) <= SECONDS, taken
    told("start to the painted sign-in, five times", " ".join(f"{one:.2f}" for one in taken) + " s")


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


def _start(desktop: Path, home: Path) -> float:
    """Of somebody of whom nothing is known yet; everything was read from the disk before."""
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    known = {"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
    command = [str(desktop / desktop.name), TIMED, str(time.time()), NOWHERE]
    return float(
        _told(command, known | places | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}, alone=True)
    )


def _told(command: list[str], environment: dict[str, str], *, alone: bool = False) -> str:
    around = environment if alone else {**os.environ, **environment}
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout
