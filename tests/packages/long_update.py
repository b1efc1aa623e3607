"""A built desktop becomes a really newer one: offered by a built server, brought, installed at the end, chosen at the start."""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fofal_server.contract.version import VERSION, rank
from tests.desktop.robot.display import display
from tests.packages import screen, stamping
from tests.packages.conftest import Told, timed
from tests.server.console.launched import launched, open_folder
from tests.support.patience import PATIENCE
from tests.support.programs import lacking
from tests.support.until import until
from tests.support.versions import Maker, package

SECTION = "A built desktop becomes a newer one"
OFFERED, NOTICES = "Nouvelle version de FOFAL", "Derniers avis"
GOOD, BAD = (f"{rank(VERSION)[0]}.{rank(VERSION)[1] + later}.0" for later in (1, 2))
PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
PYTHON = "libpython*.so*"
"""Without it a program begins and comes nowhere."""
KBS = 6 * 1024
"""What the administrator lets a download in the background have; the package comes in some seconds."""
ENOUGH = 4 << 20
"""Bytes after which it is cut."""
PERSON = "magasin"
WITH_ETC = ["unshare", "--mount", "--propagation", "private", "--", "sh", "-euc", 'mount --bind "$0" /etc; exec "$@"']
"""A program whose computer has other settings, in the very place where they are read."""


@dataclasses.dataclass
class Office:
    """A server that serves, whoever signs its versions, and a computer with the program of today."""

    folder: Path
    dist: Path
    maker: Maker
    url: str
    shown: str = ""
    home: str = ""
    etc: tuple[str, ...] = ()
    running: list[subprocess.Popen[str]] = dataclasses.field(default_factory=list)

    def server(self, *words: str) -> Any:
        known = {**os.environ, "FOFAL_DATA_DIR": str(self.folder / "donnees")}
        command = [self.folder / "fofal-server" / "fofal-server", *words, "--json"]
        done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def publish(self, version: str, *more: str, without: str = "", **told: str) -> None:
        """A version; files of its inside may be missing. ``told`` goes into its manifest, ``more`` to the command."""
        made = self.folder / version / "fofal-desktop"
        if not made.exists():
            stamping.stamped(self.dist / "fofal-desktop", made, self.maker.keys, version)
            for one in (made / stamping.INNER).glob(without) if without else ():
                one.unlink()
            made.with_name(package(version)).write_bytes(stamping.package(made))
        content = made.with_name(package(version)).read_bytes()
        self.server("roll-out", "publish", str(self.maker.version(version, content, **told)), *more)

    def fix(self, **settings: str) -> None:
        """What the administrator of this computer has fixed."""
        if os.geteuid() != 0:
            lacking("only root gives a program another /etc: sudo")
        own = self.folder / f"etc of {self.home}"
        subprocess.run(["cp", "--archive", "/etc", own], check=True)
        (own / "fofal").mkdir()
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        (own / "fofal" / "desktop.ini").write_text("".join(["[desktop]\n", *lines]), encoding="utf-8")
        self.etc = (*WITH_ETC, str(own))

    def start(self, *words: str) -> subprocess.Popen[str]:
        """The program that came with the computer, as its person starts it."""
        home = {name: str(self.folder / self.home) for name in PLACES}
        known = {"PATH": os.environ["PATH"], "DISPLAY": self.shown, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"} | home
        command = [self.folder / "fofal-desktop" / "fofal-desktop", "--server", self.url, "--lang", "fr", *words]
        known["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        started = subprocess.Popen(
            [*self.etc, *command], env=known, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
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
        return self.folder / self.home / "fofal" / "versions"

    @property
    def incoming(self) -> Path:
        return self.versions / "incoming"

    def state(self) -> dict[str, Any]:
        file = self.versions / "state.json"
        return json.loads(file.read_bytes()) if file.exists() else {}

    def known(self) -> list[str]:
        """What the server was told of the version of this computer."""
        devices = self.server("roll-out", "status")["devices"]
        return [one["version"] for one in devices if one["device"] == self.state().get("device")]


@pytest.fixture(scope="module")
def served(dist: Path, place: Path) -> Iterator[Office]:
    maker = Maker(place / "maker")
    with open_folder() as folder:
        for name in ("fofal-server", "fofal-desktop"):
            stamping.stamped(dist / name, folder / name, maker.keys)
        made = Office(folder, dist, maker, "")
        made.server("init")
        command, where = [str(folder / "fofal-server" / "fofal-server")], str(folder / "donnees")
        with launched(folder, "serve", command=command, FOFAL_DATA_DIR=where) as serving:
            made.url = serving.told()["url"]
            made.server("user", "create", PERSON, "Le magasin")
            made.server("user", "reset-password", PERSON, "--yes")  # whoever has none need not change it first
            yield made
            assert serving.stop() == 0


@pytest.fixture
def office(served: Office, request: pytest.FixtureRequest) -> Iterator[Office]:
    """A computer of this test's own, whose person has never used the program."""
    with display() as shown:
        made = dataclasses.replace(served, shown=shown, home=f"chez {request.node.name[:30]}", running=[])
        yield made
        for one in made.running:
            one.kill()
            sys.stdout.write(one.communicate()[0])  # what it said, beside a test that failed


def what_runs(started: subprocess.Popen[str]) -> Path:
    """What runs under that number by now: what was started first may have handed over."""
    return Path(f"/proc/{started.pid}/exe").readlink()


def left(office: Office) -> bool:
    """The person turns away from the sign-in; the same key, once more, would put off what is installed after it."""
    if office.sees(screen.TITLE):
        office.key("Escape")
    return False


def taken(office: Office, version: str) -> str:
    """The person reads that the program is too old, says yes, closes it; how long the two took."""
    running = office.start()
    screen.painted(office.shown, running)
    with timed() as brought:
        until(office.known)  # the server has been asked: what it offers is shown
        office.key("shift+Tab", "shift+Tab", "space")  # above all that is typed
        until(lambda: office.sees(OFFERED))
        until((office.incoming / "manifest.json").exists)
        until(lambda: office.key("Return") or office.state().get("agreed") == version, every=0.3)
        first = brought()
    with timed() as installed:
        until(lambda: running.poll() is not None or left(office), every=1)
        assert "Traceback" not in running.communicate(timeout=PATIENCE)[0]
        assert (running.returncode, office.state()["current"]) == (0, version)
        return f"{first:.1f} s, {installed():.1f} s"


def runs(office: Office, version: str) -> float:
    """Started, the program is this version, comes to its sign-in and says so to the server; the seconds to it."""
    running = office.start()
    seconds = screen.painted(office.shown, running)
    assert what_runs(running).is_relative_to(office.versions / version)
    until(lambda: version in office.known())
    until(lambda: office.state()["newest"] == version)
    office.key("Escape")
    assert running.wait(PATIENCE) == 0
    return seconds


def test_it_takes_a_newer_version_and_leaves_one_that_does_not_start(office: Office, told: Told) -> None:
    office.publish(GOOD, minimum=GOOD)
    told("offered at the sign-in and brought; installed at the end", taken(office, GOOD))
    told(f"the next start is {GOOD}, which says so to the server", f"{runs(office, GOOD):.1f} s to the sign-in")
    office.publish(BAD, without=PYTHON, minimum=BAD)
    taken(office, BAD)
    for _time in range(2):
        assert "libpython" in office.start().communicate(timeout=PATIENCE)[0]
    runs(office, GOOD)
    assert office.state()["refused"] == [BAD]
    told(f"{BAD}, which does not start, is left after two times: {GOOD} runs again")


def part(office: Office, least: int = 1) -> Path | None:
    """What has come of a version, once that is so many bytes."""
    found = list(office.incoming.glob("*.part"))
    return found[0] if found and found[0].stat().st_size >= least else None


def at_work(office: Office) -> subprocess.Popen[str]:
    """Somebody comes in, with a sign-in that the console gives."""
    return office.start("--ticket", office.server("user", "ticket", PERSON)["ticket"])


def closed(office: Office, running: subprocess.Popen[str]) -> None:
    until(lambda: office.key("ctrl+q") or running.poll() is not None, every=0.5)
    assert "Traceback" not in running.communicate(timeout=PATIENCE)[0]
    assert running.returncode == 0


def agreed(office: Office) -> bool:
    """The person reads the last notices, which offer it, and says yes; by the keyboard alone."""
    if office.state().get("agreed") == GOOD:
        return True
    office.key("Escape", "ctrl+shift+n")
    until(lambda: office.sees(NOTICES))
    office.key("Tab", "space")
    return False


def speed(office: Office) -> float:
    """Kilobytes a second, of what comes from now until the version is whole."""
    begun = until(lambda: part(office))
    had, began = begun.stat().st_size, time.monotonic()
    whole = office.incoming / package(GOOD)
    until(whole.exists, every=0.02)
    return (whole.stat().st_size - had) / (time.monotonic() - began) / 1024


def test_it_comes_in_the_background_as_slowly_as_was_fixed_and_goes_on_at_the_next_start(
    office: Office, told: Told
) -> None:
    office.fix(channel="pilot", limit_kbs=str(KBS))
    office.publish(GOOD, "--percent", "100", channel="pilot", minimum=VERSION)
    running = at_work(office)
    cut = until(lambda: part(office, ENOUGH), every=0.02)
    closed(office, running)
    had, kept = cut.stat().st_size, office.folder / "what had come"
    os.link(cut, kept)
    running = at_work(office)
    until(lambda: cut.exists() and cut.stat().st_size > had, every=0.02)
    came = speed(office)
    until((office.incoming / "manifest.json").exists)
    assert kept.samefile(office.incoming / package(GOOD))  # nothing was brought again
    assert came <= KBS * 1.05
    told(f"in the background, {KBS} KB/s at most, closed after {had >> 20} MB and gone on", f"{came:.0f} KB/s")
    until(lambda: agreed(office), every=0.5)
    office.key("Escape")
    closed(office, running)
    assert office.state()["current"] == GOOD
    told("the person wants it installed at the end; the next start is it", f"{runs(office, GOOD):.1f} s to the sign-in")
