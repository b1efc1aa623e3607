"""The installer for Windows from a stand-in: what it holds, that it is signed, and its life under Wine, which is no Windows."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fofal_server.contract.version import VERSION
from installer.bundle import nsis
from tests.packages.conftest import BEFORE, Told
from tests.support.certificates import authority
from tests.support.programs import lacking, program

SECTION = "Windows: the installer from a stand-in, under Wine and not on Windows"
HOME, SETTINGS = r"C:\Program Files\FOFAL", r"HKLM\Software\FOFAL\Desktop"
LISTED = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\FOFAL"
BUSY, WRONG_SWITCH = 1618 % 256, 1639 % 256
"""A process of Linux ends with the last eight bits of what one of Windows would."""


def built(folder: Path, word: str) -> Path:
    """A tree like a program of Windows, that does nothing."""
    (folder / "_internal" / "é").mkdir(parents=True)
    (folder / nsis.PROGRAM).write_bytes(b"MZ" + bytes(4096))
    (folder / "_internal" / "é" / f"{word}.txt").write_text(word, encoding="utf-8")
    return folder


def files(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def test_it_holds_what_was_built_and_says_when_that_is_none_of_windows(tmp_path: Path, told: Told) -> None:
    program("makensis", "nsis")
    dist = built(tmp_path / "dist", "un")
    made = nsis.make(dist, tmp_path / "out")
    assert made.name == f"fofal-desktop-{VERSION}-windows-x86_64-setup.exe"
    (tmp_path / "dist" / nsis.PROGRAM).write_bytes(b"\x7fELF")
    assert nsis.make(dist, tmp_path / "out").name.endswith("-stand-in.exe")
    there = tmp_path / "there"
    subprocess.run([program("7z", "p7zip-full"), "x", "-y", f"-o{there}", made], check=True, capture_output=True)
    assert files(there / "incoming") == files(dist)
    assert (there / "uninstall.exe").is_file()
    told("holds every file that was built, and the program that removes them", f"{made.stat().st_size // 1024} KiB")


def test_it_is_signed_when_somebody_can_sign(tmp_path: Path, told: Told) -> None:
    program("makensis", "nsis")
    signer = program("osslsigncode", "osslsigncode")
    shown = authority(tmp_path).shown()
    sign = tmp_path / "sign.sh"
    sign.write_text(
        f'#!/bin/sh\nset -e\n{signer} sign -h sha256 -certs {shown} -key {shown} -in "$1" -out "$1.s" && mv "$1.s" "$1"\n'
    )
    made = nsis.make(built(tmp_path / "dist", "un"), tmp_path / "out", sign=f"sh {sign}")
    subprocess.run([signer, "extract-signature", "-in", made, "-out", tmp_path / "p7"], check=True, capture_output=True)
    assert (tmp_path / "p7").stat().st_size > 500
    with pytest.raises(nsis.Wrong):
        nsis.make(tmp_path / "dist", tmp_path / "out", sign="false")
    assert not made.exists()
    told("is signed, and is not made where signing fails")


class Windows:
    """A prefix of Wine, without a display."""

    def __init__(self, folder: Path) -> None:
        self.wine, self.server = program("wine", "wine wine64"), program("wineserver", "wine wine64")
        self.drive = folder / "drive_c"
        own = {"WINEPREFIX": str(folder), "WINEDEBUG": "-all", "DISPLAY": "", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        self.environment = os.environ | own
        if self.run("wineboot", "-i") or self.run("winecfg", "/v", "win10"):
            lacking("Wine does not start here: apt-get install wine wine64")

    def run(self, *words: str | Path) -> int:
        """Its code, once everything that it began has ended."""
        code = self.start(*words).returncode
        subprocess.run([self.server, "-w"], env=self.environment, check=True, timeout=120)
        return code

    def kept(self, key: str) -> dict[str, str]:
        """The values of a key of the registry; empty without it."""
        lines = self.start("reg", "query", key).stdout.decode("utf-8", "replace").splitlines()
        return {cell[0]: cell[2] for line in lines if len(cell := line.split(None, 2)) == 3 and line.startswith("    ")}

    def at(self, path: str) -> Path:
        return self.drive / path.removeprefix("C:\\").replace("\\", "/")

    def end(self) -> None:
        subprocess.run([self.server, "-k"], env=self.environment, check=False)

    @contextmanager
    def busy(self, path: str) -> Iterator[None]:
        """Something runs under that name meanwhile."""
        shutil.copy(self.at(r"C:\windows\system32\ping.exe"), self.at(path))
        words = [self.wine, path, "-n", "120", "127.0.0.1"]
        with subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline()
            yield
            self.end()

    def start(self, *words: str | Path) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [self.wine, *words],
            env=self.environment,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )


@pytest.fixture(scope="module")
def windows(place: Path) -> Iterator[Windows]:
    found = Windows(place / "wine")
    yield found
    found.end()


@pytest.fixture(scope="module")
def setups(place: Path) -> tuple[Path, Path]:
    """The version before and today's, for 64-bit Wine: what is given away is of 32 bits, as every NSIS makes it."""
    made = []
    for version in (BEFORE, VERSION):
        dist, out = built(place / f"dist-{version}", version), place / f"setup-{version}.exe"
        words = nsis.command(program("makensis", "nsis"), dist, out, version=version)
        subprocess.run([words[0], "-XTarget amd64-unicode", *words[1:]], check=True, capture_output=True)
        made.append(out)
    return made[0], made[1]


def test_for_the_whole_computer(windows: Windows, setups: tuple[Path, Path], told: Told) -> None:
    before, now = setups
    shown = authority(windows.drive).file
    ca = "/CA=C:\\" + shown.name
    server = "https://erp.exemple.cm:8443"
    for wrong in ("/SERVER=http://erp.exemple.cm", "/SERVER=https://a/b", "/SERVER=https://a'b", "/CA=C:\\absent.pem",
                  "/CA=absent.pem", "/LANG=de", "/CHANNEL=beta", "/LIMIT=0", "/SERVEUR=https://a"):  # fmt: skip
        assert windows.run(before, "/S", wrong) == WRONG_SWITCH, wrong
    assert not windows.at(HOME).exists()
    told("refuses wrong switches before a file is written")
    assert windows.run(before, "/S", f"/SERVER={server}/", ca, "/LANG=fr", "/CHANNEL=pilot", "/LIMIT=64") == 0
    settings = windows.kept(SETTINGS)
    pinned = HOME + r"\autorite.pem"
    assert settings == {"server": server, "ca": pinned, "language": "fr", "channel": "pilot", "limit_kbs": "64"}
    assert windows.at(pinned).read_bytes() == shown.read_bytes()
    command = windows.kept(r"HKLM\Software\Classes\fofal\shell\open\command")
    assert command["(Default)"] == rf'"{HOME}\app\{nsis.PROGRAM}" -- "%1"'
    told("installs without a question, with settings, authority and links")
    with windows.busy(rf"{HOME}\app\{nsis.PROGRAM}"):
        assert windows.start(now, "/S").returncode == BUSY
    told("leaves a program that runs alone")
    assert windows.run(now, "/S") == 0
    assert files(windows.at(HOME)) == {
        f"app/{nsis.PROGRAM}",
        f"app/_internal/é/{VERSION}.txt",
        "autorite.pem",
        "uninstall.exe",
    }
    assert (windows.kept(SETTINGS), windows.kept(LISTED)["DisplayVersion"]) == (settings, VERSION)
    told("replaces the version before; settings stay")
    assert windows.run(rf"{HOME}\uninstall.exe", "/AllUsers", "/S") == 0
    assert not windows.at(HOME).exists()
    assert windows.kept(SETTINGS) == windows.kept(LISTED) == windows.kept(r"HKLM\Software\Classes\fofal") == {}
    assert list(windows.drive.rglob("FOFAL.lnk")) == []
    told("is removed and leaves nothing")


def test_for_one_person(windows: Windows, setups: tuple[Path, Path], told: Told) -> None:
    _before, now = setups
    assert windows.run(now, "/S", "/CurrentUser", "/LIMIT=5") == WRONG_SWITCH
    assert windows.run(now, "/S", "/CurrentUser", "/SERVER=https://erp.exemple.cm", "/LANG=en") == 0
    (own,) = (one.parent for one in windows.drive.glob("users/*/AppData/Local/fofal/desktop.ini"))
    assert (own / "desktop.ini").read_text().split() == ["[General]", "server=https://erp.exemple.cm", "language=en"]
    assert windows.kept(SETTINGS) == {}
    (own / "brouillon").write_text("typed")
    (own / "versions").mkdir()
    home = own.parent / "Programs" / "FOFAL"
    assert windows.run(home / "uninstall.exe", "/CurrentUser", "/S") == 0
    assert (home.exists(), files(own)) == (False, {"desktop.ini", "brouillon"})
    assert windows.run(now, "/S", "/CurrentUser") == 0
    assert windows.run(home / "uninstall.exe", "/CurrentUser", "/S", "/REMOVEDATA") == 0
    assert not own.exists()
    told("for one person: preferences instead of settings; what was typed stays until it is let go")
