"""A build ends where something of it is not whole: each check is shown what it is there for, and what it lets pass."""

import json
import struct
import subprocess
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import segno

from fofal_server.contract.paper import FONTS
from fofal_server.contract.version import VERSION
from installer.bundle import checking, contents, finishing, icu, inside, licences, owners, slimming, system
from installer.bundle.asked import Asked, asked
from installer.bundle.licences import Part
from tests.packaging.making import ROOT
from tests.support.programs import program

SAID = "Library not found: could not resolve 'libgone.so.1', dependency of '/lib/plugins/libqxcb.so'."
TS = """<?xml version="1.0"?><TS version="2.1" language="fr"><context><name>A</name><message><source>Save</source>
<translation{}>{}</translation></message></context></TS>"""


def test_a_library_that_nobody_brings_ends_the_build() -> None:
    def found(there: set[str], known: dict[str, str]) -> list[str]:
        return checking.unresolved([SAID, "something else"], there, known, ("fofal_desktop",))

    assert found({"libqxcb.so"}, {}) == ["bibliothèque introuvable : libgone.so.1, voulue par libqxcb.so"]
    assert found({"libqxcb.so"}, {"libgone.so.1": "libgone1"}) == []  # the package asks for it
    assert found(set(), {}) == []  # the plugin stayed out
    own = ['Hidden import "fofal_desktop.gone" not found!', 'Hidden import "mx.DateTime" not found!']
    assert checking.unresolved(own, set(), {}, ("fofal_desktop",)) == ["module introuvable : fofal_desktop.gone"]


def test_what_a_file_needs_is_in_the_program_or_asked_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    gone, user, thing = tmp_path / "libgone.so.1", tmp_path / "_internal" / "user.so", tmp_path / "thing"
    subprocess.run([program("as", "binutils"), "-o", thing, "/dev/null"], check=True)
    subprocess.run([program("ld", "binutils"), "-shared", "-soname", gone.name, "-o", gone, thing], check=True)
    subprocess.run([program("ld", "binutils"), "-shared", "-o", user, thing, gone], check=True)
    assert checking.needed(user) == ["libgone.so.1"]
    gone.unlink()
    assert {words.partition(" :")[0] for words in checking.libraries(tmp_path, {})} == {
        "bibliothèque ni livrée ni demandée au système", "user.so",
    }  # fmt: skip
    assert checking.libraries(tmp_path, {"libgone.so.1": "libgone1"}) == []
    assert slimming.strippable(tmp_path) == [user]


def test_texts_that_are_not_translated_or_not_compiled_end_the_build(tmp_path: Path) -> None:
    assert checking.translations(ROOT / "resources" / "translations") == []
    ts = tmp_path / "fofal_fr.ts"
    ts.write_text(TS.format("", "Enregistrer"), "utf-8")
    assert "n’est pas fait" in checking.translations(tmp_path)[0]
    subprocess.run([checking.LRELEASE, "-silent", ts, "-qm", ts.with_suffix(".qm")], check=True)
    assert checking.translations(tmp_path) == []
    ts.write_text(TS.format(' type="unfinished"', "Enregistrer"), "utf-8")
    assert checking.unfinished(ts) == ["fofal_fr.ts : pas traduit : Save"]
    ts.write_text(TS.format("", ""), "utf-8")
    assert checking.unfinished(ts) == ["fofal_fr.ts : pas traduit : Save"]


def test_what_has_no_licence_text_ends_the_build(tmp_path: Path) -> None:
    bare = tmp_path / "bare-1.0.dist-info"
    bare.mkdir()
    (bare / "METADATA").write_text("Metadata-Version: 2.4\nName: bare\nVersion: 1.0\n")
    (bare / "RECORD").write_text("bare.py,,\nbare-1.0.dist-info/METADATA,,\n")
    gone = Part("Nowhere", "1", "MIT", tmp_path / "no.txt")
    assert licences.lacking([Distribution.at(bare)], [gone]) == ["bare 1.0", f"Nowhere ({gone.text})"]
    (bare / "LICENSE").write_text("Do what you want.")
    (bare / "RECORD").write_text("bare.py,,\nbare-1.0.dist-info/LICENSE,,\n")
    assert licences.lacking([Distribution.at(bare)], []) == []
    libraries = {name for one in contents.PROGRAMS.values() for name in finishing.locked(ROOT / one.lock)}
    assert licences.lacking([finishing.distribution(name) for name in sorted(libraries)], []) == []


def test_a_program_says_what_it_is_made_of(tmp_path: Path) -> None:
    found = owners.owners([segno.__file__, str(ROOT / "run.py"), "-"])
    assert [one.name for one in found] == ["segno"]
    keys = tmp_path / "keys.txt"
    keys.write_text("# who signs\n" + "AB" * 32 + "\n")
    (tmp_path / "qtawesome" / "fonts").mkdir(parents=True)
    (tmp_path / "qtawesome" / "fonts" / "materialdesignicons6-webfont-6.9.96.ttf").touch()
    parts = inside.parts(ROOT, found, tmp_path)
    inside.write(tmp_path, contents.PROGRAMS["desktop"], Asked(("desktop",), "pilot", keys), found, parts)
    told = json.loads((tmp_path / "about" / "version.json").read_text("utf-8"))
    assert (told["version"], told["channel"], len(told["commit"].rstrip("+"))) == (VERSION, "pilot", 40)
    listed = json.loads((tmp_path / "about" / "sbom.cdx.json").read_text("utf-8"))
    assert {one["name"] for one in listed["components"]} == {"segno", "Python", "Material Design Icons"}
    assert "Apache License" in (tmp_path / "about" / "licences" / "Material Design Icons.txt").read_text("utf-8")
    assert "Redistribution" in (tmp_path / "about" / "licences" / "segno.txt").read_text("utf-8")
    assert (tmp_path / inside.KEYS).read_text() == "ab" * 32 + "\n"
    keys.write_text("too short")
    with pytest.raises(ValueError, match="64 chiffres"):
        inside.keys(keys)


def test_a_program_that_does_not_load_is_not_delivered(tmp_path: Path) -> None:
    desktop = contents.PROGRAMS["desktop"]
    program = tmp_path / desktop.executable
    program.write_text('#!/bin/sh\n[ "$1" = --trial ] && echo "No module named x" >&2 && exit 1\n')
    program.chmod(0o755)
    assert finishing.tried(tmp_path, desktop) == ["ne se charge pas : No module named x"]
    assert len(checking.lies_there(tmp_path, desktop.read)) == len(desktop.read)


def test_no_font_goes_in_that_may_not_be_given_out() -> None:
    """Decision 0057."""
    server = contents.PROGRAMS["server"]
    fonts = [one for one in contents.datas(ROOT, server) if one[0].endswith((".ttf", ".otf", ".pfb", ".afm", ".sfd"))]
    assert fonts == []
    assert not contents.wanted(server, "reportlab/fonts/_a______.pfb", "reportlab/fonts/_a______.pfb")
    assert {one.name for one in (ROOT / "resources" / "fonts").iterdir() if one.suffix == ".ttf"} == {*FONTS}


def test_a_licence_of_what_stayed_out_is_not_told() -> None:
    """Nor is one forgotten of what went in: Babel's words of French have a text of their own."""
    reportlab, babel = finishing.distribution("reportlab"), finishing.distribution("babel")
    inside = [str(one.locate_file(name)) for one, name in ((reportlab, "reportlab/rl_config.py"),
              (babel, "babel/locale-data/fr.dat"))]  # fmt: skip
    used = licences.places([*inside, "-", ""])
    assert "GNU GENERAL PUBLIC" not in (told := licences.texts(reportlab, used))
    assert "ReportLab" in told
    assert "UNICODE" in licences.texts(babel, used)
    assert "UNICODE" not in licences.texts(babel, licences.places(inside[:1]))
    fonts = licences.places([str(reportlab.locate_file("reportlab/fonts/DarkGardenMK.pfb"))])
    assert "GNU GENERAL PUBLIC" in licences.texts(reportlab, fonts)


def test_data_of_other_languages_go_and_the_rest_stays_as_it_was() -> None:
    names = ["coll/fr.res", "coll/ucadata.icu", "coll/zh.res", "de.res", "fr_CM.res", "nfkc.nrm", "translit/root.res"]
    data = _common_data({f"icudt73l/{name}": name.encode() * 9 for name in names})
    kept = dict(icu.entries(icu.rebuilt(data)))
    assert list(kept) == [f"icudt73l/{names[place]}" for place in (0, 1, 4, 5)]
    assert all(words.startswith(name.removeprefix("icudt73l/").encode() * 9) for name, words in kept.items())
    assert icu.begin(b"\x7fELF" + bytes(60) + data) == 64
    with pytest.raises(icu.NotIcu):
        icu.begin(b"\x7fELF" + bytes(60))


def test_what_is_asked_for_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(asked(["desktop", "--channel", "pilot"]).words()) == Asked(("desktop",), "pilot", None)
    assert asked([]).programs == ("desktop", "server")
    with pytest.raises(SystemExit):
        asked(["phone"])
    assert "programme inconnu" in capsys.readouterr().err
    assert {"libgl1", "libssl3"} <= {*system.packages("desktop")}
    assert "libcups2" in system.packages("desktop", needed=False)


def _common_data(entries: dict[str, bytes]) -> bytes:
    """ICU's container, as its own tools write it."""
    head = struct.pack("<HBBHHBBBB4s4s4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", b"\1\0\0\0", bytes(4)).ljust(32)
    names, table = b"".join(name.encode() + b"\0" for name in entries), 4 + 8 * len(entries)
    body, listed, name_at = b"", [], table
    start = table + len(names) + -(32 + table + len(names)) % 16
    for name, words in entries.items():
        listed.append(struct.pack("<II", name_at, start + len(body)))
        name_at, body = name_at + len(name) + 1, body + words + b"\0" * (-len(words) % 16)
    made = head + struct.pack("<I", len(entries)) + b"".join(listed) + names
    return made.ljust(32 + start, b"\0") + body
