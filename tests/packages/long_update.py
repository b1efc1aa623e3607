"""A built desktop becomes a really newer one: offered by a built server, brought, installed at the end, chosen at the start."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.robot.display import display
from tests.packages import screen, stamping
from tests.packages.conftest import Told, timed
from tests.server.console.launched import launched, open_folder
from tests.support.patience import PATIENCE
from tests.support.until import until
from tests.support.versions import Maker

SECTION = "A built desktop becomes a newer one"
OFFERED, INSTALLING = "Nouvelle version de FOFAL", "FOFAL"
GOOD, BAD = "0.2.0", "0.3.0"
PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
PYTHON = "libpython*.so*"
"""Without it a program begins and comes nowhere."""


@dataclass
class Office:
    """A server that serves, whoever signs its versions, and a computer with the program of today."""

    folder: Path
    dist: Path
    maker: Maker
    url: str
    shown: str
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def server(self, *words: str) -> Any:
        known = {**os.environ, "FOFAL_DATA_DIR": str(self.folder / "donnees")}
        command = [self.folder / "fofal-server" / "fofal-server", *words, "--json"]
        done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def publish(self, version: str, *, without: str = "") -> None:
        """A version that everybody has to take; files of its inside may be missing."""
        made = stamping.stamped(
            self.dist / "fofal-desktop", self.folder / version / "fofal-desktop", self.maker.keys, version
        )
        for one in (made / stamping.INNER).glob(without) if without else ():
            one.unlink()
        self.server("roll-out", "publish", str(self.maker.version(version, stamping.package(made), minimum=version)))

    def start(self) -> subprocess.Popen[str]:
        """The program that came with the computer, as its person starts it."""
        home = {name: str(self.folder / "chez moi") for name in PLACES}
        known = {"PATH": os.environ["PATH"], "DISPLAY": self.shown, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"} | home
        command = [self.folder / "fofal-desktop" / "fofal-desktop", "--server", self.url, "--lang", "fr"]
        known["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        started = subprocess.Popen(
            command, env=known, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.running.append(started)
        return started

    def key(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env={**os.environ, "DISPLAY": self.shown}, check=True)

    def sees(self, title: str) -> bool:
        words = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
        known = {**os.environ, "DISPLAY": self.shown}
        return subprocess.run(words, env=known, capture_output=True, check=False).returncode == 0

    @property
    def versions(self) -> Path:
        return self.folder / "chez moi" / "fofal" / "versions"

    def state(self) -> dict[str, Any]:
        file = self.versions / "state.json"
        return json.loads(file.read_bytes()) if file.exists() else {}

    def known(self) -> list[str]:
        """What the server was told of the versions of its computers."""
        return [one["version"] for one in self.server("roll-out", "status")["devices"]]


@pytest.fixture
def office(dist: Path, tmp_path: Path) -> Iterator[Office]:
    maker = Maker(tmp_path / "maker")
    with open_folder() as folder, display() as shown:
        for name in ("fofal-server", "fofal-desktop"):
            stamping.stamped(dist / name, folder / name, maker.keys)
        made = Office(folder, dist, maker, "", shown)
        made.server("init")
        command, where = [str(folder / "fofal-server" / "fofal-server")], str(folder / "donnees")
        with launched(folder, "serve", command=command, FOFAL_DATA_DIR=where) as serving:
            made.url = serving.told()["url"]
            yield made
            for one in made.running:
                one.kill()
                one.communicate()
            assert serving.stop() == 0


def program(started: subprocess.Popen[str]) -> Path:
    """What runs under that number by now: what was started first may have handed over."""
    return Path(f"/proc/{started.pid}/exe").readlink()


def taken(office: Office, version: str) -> str:
    """The person reads that the program is too old, says yes, closes it; how long the two took."""
    running = office.start()
    screen.painted(office.shown, running)
    with timed() as brought:
        until(office.known)  # the server has been asked: what it offers is shown
        office.key("shift+Tab", "shift+Tab", "space")  # above all that is typed
        until(lambda: office.sees(OFFERED))
        until((office.versions / "incoming" / "manifest.json").exists)
        until(lambda: office.key("Return") or office.state().get("agreed") == version, every=0.3)
        first = brought()
    with timed() as installed:
        until(lambda: office.key("Escape") or office.sees(INSTALLING) or running.poll() is not None, every=0.3)
        assert "Traceback" not in running.communicate(timeout=PATIENCE)[0]
        assert (running.returncode, office.state()["current"]) == (0, version)
        return f"{first:.1f} s, {installed():.1f} s"


def runs(office: Office, version: str) -> float:
    """Started, the program is this version, comes to its sign-in and says so to the server; the seconds to it."""
    running = office.start()
    seconds = screen.painted(office.shown, running)
    assert program(running).is_relative_to(office.versions / version)
    until(lambda: version in office.known())
    until(lambda: office.state()["newest"] == version)
    office.key("Escape")
    assert running.wait(PATIENCE) == 0
    return seconds


def test_it_takes_a_newer_version_and_leaves_one_that_does_not_start(office: Office, told: Told) -> None:
    office.publish(GOOD)
    told("offered at the sign-in and brought; installed at the end", taken(office, GOOD))
    told(f"the next start is {GOOD}, which says so to the server", f"{runs(office, GOOD):.1f} s to the sign-in")
    office.publish(BAD, without=PYTHON)
    taken(office, BAD)
    for _time in range(2):
        assert "libpython" in office.start().communicate(timeout=PATIENCE)[0]
    runs(office, GOOD)
    assert office.state()["refused"] == [BAD]
    told(f"{BAD}, which does not start, is left after two times: {GOOD} runs again")
