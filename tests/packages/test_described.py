"""What the packages are described by, before anything is built: scripts, settings, entries, names of libraries."""

import hashlib
import subprocess
import tomllib
from pathlib import Path

import pytest

from fofal_server.console import environment
from installer.bundle import appdir, deb, needs, runpaths
from tests.support.programs import program

PROGRAMS = sorted(deb.DESCRIBED)
SCRIPTS = sorted(deb.ROOT.glob("installer/*/linux/debian/p*[tm]"))
SHELL = [one for one in SCRIPTS if one.name in deb.SCRIPTS] + [deb.ROOT / "installer/server/linux/fofal-server"]
LINUX = deb.ROOT / "installer/desktop/linux"


@pytest.mark.parametrize("name", PROGRAMS)
def test_everything_that_a_package_names_is_there(name: str) -> None:
    described = deb.read(name)
    assert [one for one in described["files"].values() if not (deb.ROOT / one).is_file()] == []
    kept = (deb.ROOT / described["maintainer"] / "conffiles").read_text(encoding="utf-8").split()
    assert kept == [f"/{one}" for one in described["files"] if one.startswith("etc/")]


@pytest.mark.parametrize("script", SHELL, ids=lambda one: one.name)
def test_scripts_are_plain_shell_that_stops_at_a_failure(script: Path) -> None:
    words = script.read_text(encoding="utf-8")
    assert words.startswith("#!/bin/sh\n")
    assert "\nset -e" in words
    checked = [program("shellcheck", "shellcheck"), "--shell=sh", "--exclude=SC1091", script]
    assert subprocess.run(checked, capture_output=True, text=True, check=False).stdout == ""


def test_the_entry_of_the_menu_is_one() -> None:
    entry = LINUX / "fofal-desktop.desktop"
    words = [program("desktop-file-validate", "desktop-file-utils"), entry]
    assert subprocess.run(words, capture_output=True, text=True, check=False).stdout == ""


def test_settings_of_the_package_have_the_names_of_production() -> None:
    shipped = environment.read(deb.ROOT / "installer/server/linux/fofal.env")
    assert list(shipped) == list(environment.read(deb.ROOT / "installer/server/environments/production.env"))


def test_a_library_that_no_row_names_is_told() -> None:
    assert needs.packaged({"libz.so.1", "libnobody.so.7"}) == ({"zlib1g"}, {"libnobody.so.7"})
    assert needs.highest("GLIBC_2.9 GLIBC_2.34 GLIBCXX_3.4.30", "GLIBC") == "2.34"


def test_a_folder_of_the_machine_that_built_is_forgotten(tmp_path: Path) -> None:
    library = tmp_path / "libsmall.so"
    source, thing = tmp_path / "empty.s", tmp_path / "empty.o"
    source.write_text(
        '.section .rodata\n.asciz "/home/somebody/lib"\n.section .note.GNU-stack,"",%progbits\n', encoding="utf-8"
    )
    subprocess.run([program("as", "binutils"), "-o", thing, source], check=True)
    subprocess.run(["ld", "-shared", "-rpath", "/home/somebody/lib", "-o", library, thing], check=True)
    assert runpaths.named([library]) == [(library, "/home/somebody/lib")]
    assert runpaths.forget([library]) == 1
    assert runpaths.named([library]) == []
    assert library.read_bytes().count(b"/home/somebody/lib") == 1  # what the program says itself stays


def test_control_says_what_was_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763900000")
    described = tomllib.loads(deb.DESCRIBED["server"].read_text(encoding="utf-8"))["control"]
    lines = deb.fields(described, "1.2.3", 42, ["libc6 (>= 2.36)"]).splitlines()
    assert {"Package: fofal-server", "Version: 1.2.3", "Installed-Size: 42", "Depends: libc6 (>= 2.36)"} <= set(lines)
    assert lines[-1].startswith(" ")
    assert "fofal-server (1.2.3)" in deb.changelog("fofal-server", "1.2.3")


def test_what_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"another")
    found = hashlib.sha256(b"another").hexdigest()
    asked = ["--dist", str(tmp_path), "--out", str(tmp_path)]
    for making, words, said in (
        (deb.main, ["server"], "run.py package server"),
        (appdir.main, [], "run.py package desktop"),
        (appdir.main, ["--runtime", str(runtime)], "--sha256 manque"),
        (appdir.main, ["--runtime", str(tmp_path), "--sha256", found], "n'est pas un fichier"),
        (appdir.main, ["--runtime", str(runtime), "--sha256", "0" * 64], found),
    ):
        assert making([*words, *asked]) == 1
        assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [runtime]
    assert appdir.known(runtime, found.upper()) == b"another"
