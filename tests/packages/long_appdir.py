"""The desktop without installation: its folder starts where the libraries of the system are; the one file holds it."""

import os
import subprocess
from pathlib import Path

import pytest

from installer.bundle import appdir, deb
from tests.desktop.robot.display import display
from tests.packages import screen
from tests.packages.conftest import Told
from tests.packages.root import Root
from tests.support.programs import program

SECTION = "AppDir and AppImage, Debian 12"
RUNTIME, SUM = "FOFAL_APPIMAGE_RUNTIME", "FOFAL_APPIMAGE_SHA256"
"""A runtime of AppImage that somebody has fetched, and its SHA-256."""


def test_its_folder_starts(machine: Root, dist: Path, told: Told) -> None:
    packages = deb.needs.depends(dist / "fofal-desktop")
    machine.apt("install", *(one.split(" | ")[0].split(" (")[0] for one in packages))
    screen.someone(machine)
    appdir.folder(dist, machine.folder / "opt/FOFAL.AppDir")
    with display() as shown:
        seconds = screen.painted(shown, screen.opened(machine, shown, "/opt/FOFAL.AppDir/AppRun"))
        machine.stop()
    told("the AppDir started, sign-in painted", f"{seconds:.1f} s")


def test_the_image_holds_the_folder(tmp_path: Path) -> None:
    program("mksquashfs", "squashfs-tools")
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir/AppRun").write_text("one", encoding="utf-8")
    runtime = b"a runtime" * 100
    made = appdir.image(tmp_path / "dir", runtime, tmp_path / "F.AppImage")
    words = ["unsquashfs", "-offset", str(len(runtime)), "-cat", made, "AppRun"]
    assert subprocess.run(words, check=True, capture_output=True, text=True).stdout == "one"


def test_the_image_starts(machine: Root, dist: Path, tmp_path: Path, told: Told) -> None:
    if RUNTIME not in os.environ:
        pytest.skip(f"no runtime of AppImage was given ({RUNTIME}, {SUM}); none is fetched")
    made = tmp_path / "FOFAL.AppImage"
    runtime = appdir.known(Path(os.environ[RUNTIME]), os.environ[SUM])
    appdir.image(appdir.folder(dist, tmp_path / "dir"), runtime, made)
    inside = machine.give(made)
    machine.must("cp", inside, "/opt/FOFAL.AppImage")
    machine.must("chmod", "0755", "/opt/FOFAL.AppImage")
    with display() as shown:
        started = screen.opened(machine, shown, "/opt/FOFAL.AppImage", "--appimage-extract-and-run")
        told("the AppImage started", f"{screen.painted(shown, started):.1f} s, {made.stat().st_size / 1024**2:.1f} MiB")
        machine.stop()
