"""The package of the desktop in a clean Debian 12: installed, started, upgraded, removed, purged."""

import subprocess

import pytest

from fofal_server.contract.version import VERSION
from tests.desktop.robot.display import display
from tests.packages import screen
from tests.packages.conftest import BEFORE, Packages, Told, timed
from tests.packages.root import Root
from tests.support.programs import program

SECTION = "Desktop, Debian 12"
ADDRESS = "http://127.0.0.1:9"
LINK = "fofal://inventory.warehouses/00000000-0000-7000-8000-000000000000"
SECONDS = 2.5
"""From a cold start to the sign-in."""
MEGABYTES = 50
SETTINGS = "etc/fofal/desktop.ini"


@pytest.fixture(scope="module")
def packages(packed) -> Packages:
    return packed("desktop")


def version(root: Root, package: str) -> str:
    return root.must("dpkg-query", "--show", "--showformat=${Version}", package)


def started(root: Root) -> float:
    """Seconds to the sign-in; a second start with a link hands it over and ends."""
    with display() as shown:
        running = screen.opened(root, shown, "fofal-desktop", "--server", ADDRESS)
        seconds = screen.painted(shown, running)
        second = screen.opened(root, shown, "fofal-desktop", LINK)
        assert second.communicate()[0] == ""
        assert second.returncode == 0
        assert running.poll() is None
        root.stop()
    return seconds


def test_lintian_finds_nothing_that_is_not_named(packages: Packages, told: Told) -> None:
    words = [program("lintian", "lintian"), "--allow-root", "--fail-on=error,warning", "--tag-display-limit=0"]
    done = subprocess.run([*words, packages.now], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert packages.now.stat().st_size <= MEGABYTES * 1024**2
    told("package", f"{packages.now.stat().st_size / 1024**2:.1f} MiB; lintian: nothing but what is named")


def test_it_is_installed_started_upgraded_and_removed(machine: Root, packages: Packages, told: Told) -> None:
    screen.someone(machine)
    with timed() as seconds:
        machine.apt("install", machine.give(packages.before))
        told(f"{BEFORE} installed by apt, with what it depends on", f"{seconds():.1f} s")
    assert "not found" not in machine.must(
        "sh", "-c", "find /usr/lib/fofal-desktop -type f -name '*.so*' | xargs ldd 2> /dev/null"
    )
    machine.apt("install", "xdg-utils")
    assert machine.must("xdg-mime", "query", "default", "x-scheme-handler/fofal").strip() == "fofal-desktop.desktop"
    told("`fofal://` belongs to it (`xdg-mime query default`)")
    first = started(machine)
    again = min(started(machine) for _time in range(2))  # the machine may have been busy with something else
    assert again <= SECONDS
    told(
        "sign-in painted on an X display, a link handed to the program that runs", f"{first:.1f} s, again {again:.1f} s"
    )

    (machine.folder / SETTINGS).write_text("; of this machine\n", encoding="utf-8")
    with timed() as seconds:
        machine.apt("install", machine.give(packages.now))
        told(f"upgraded to {VERSION}", f"{seconds():.1f} s")
    assert version(machine, "fofal-desktop") == VERSION
    assert "of this machine" in (machine.folder / SETTINGS).read_text(encoding="utf-8")
    told("sign-in painted after it", f"{started(machine):.1f} s")

    machine.apt("remove", "fofal-desktop")
    assert {one for one in machine.files("usr") if "fofal" in one} == set()
    assert "fofal" not in (machine.folder / "usr/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
    assert (machine.folder / SETTINGS).is_file()
    assert (machine.folder / "home" / screen.USER / ".config/fofal").is_dir()
    told("removed: the machine's settings and the person's stay")
    machine.apt("purge", "fofal-desktop")
    assert {one for one in machine.files("usr", "etc", "opt", "srv", "var/lib") if "fofal" in one} == set()
    told("purged: nothing of it is left but what belongs to persons")
