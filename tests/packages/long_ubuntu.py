"""The packages on Ubuntu: installed and started where a mirror answers; what they depend on is there by name in any case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.bundle import deb, needs
from tests.packages import screen, ubuntu
from tests.packages.conftest import KEPT, Packages, Told, timed
from tests.packages.long_desktop import started
from tests.packages.long_server import DATA, served
from tests.packages.root import Root

SECTION = ubuntu.NAMED


@pytest.fixture(scope="module")
def machine(place: Path) -> Iterator[Root]:
    """One for both packages, as on a computer that is server and desktop at once."""
    if why := ubuntu.why_not():
        pytest.skip(why)
    found = ubuntu.made(place / "ubuntu", KEPT)
    yield found
    found.end()


@pytest.mark.parametrize("name", sorted(deb.DESCRIBED))
def test_what_it_depends_on_is_there(name: str, dist: Path, told: Told) -> None:
    described = deb.read(name)
    depends = [*described["control"]["Depends"], *needs.depends(dist / described["bundle"])]
    try:
        known = ubuntu.packages()
    except ubuntu.AWAY as error:
        pytest.skip(f"no list of its packages: {error}")
    assert ubuntu.lacking(depends, known) == []
    assert ubuntu.lacking(["nobody | zlib1g (>= 9:1)"], known) != []
    told(f"each of the {len(depends)} dependencies of `fofal-{name}` is in its list of packages")


def test_the_desktop_is_installed_started_and_removed(machine: Root, packed, told: Told) -> None:
    packages: Packages = packed("desktop")
    screen.someone(machine)
    with timed() as seconds:
        machine.apt("install", machine.give(packages.now))
        told("the desktop installed by apt, with what it depends on", f"{seconds():.1f} s")
    told("its sign-in painted on an X display", f"{started(machine):.1f} s")
    machine.apt("purge", "fofal-desktop")
    assert {one for one in machine.files("usr", "etc") if "fofal" in one} == set()
    told("the desktop purged: nothing is left")


def test_the_server_is_installed_serves_and_is_removed(machine: Root, packed, told: Told) -> None:
    packages: Packages = packed("server")
    with timed() as seconds:
        machine.apt("install", machine.give(packages.now))
        told("the server installed by apt, with what it depends on", f"{seconds():.1f} s")
    machine.must("fofal-server", "init")
    told("ready, started as the unit says", f"{served(machine):.1f} s")
    machine.apt("purge", "fofal-server")
    assert (machine.folder / DATA / "postgres").is_dir()
    told("the server purged, and nobody answers the question: the data stay")
