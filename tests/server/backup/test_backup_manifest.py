"""What a set says of itself, and who may change it."""

import dataclasses
import datetime as dt
import json
import stat

import pytest

from fofal_server.backup.errors import Damaged, NewerVersion, WrongKey
from fofal_server.backup.manifest import Manifest, load, save
from fofal_server.backup.pieces import Piece
from tests.server.backup.examples import manifest_of

PIECE = Piece("base.tar.z.sealed", 10, 20, "0" * 64)
LATER = {"version", "roles"}
"""Has its own refusal; came later, and may lack in a set of before."""
ID = "20261122T201500Z-6f3a"


@pytest.fixture
def saved(tmp_path, key):
    save(manifest_of(ID, [PIECE], key), tmp_path, key)
    return tmp_path


def rewrite(folder, key, **changes):
    """Edit and sign again, as a newer or a broken program would."""
    content = json.loads((folder / "manifest.json").read_text()) | changes
    text = json.dumps({name: value for name, value in content.items() if value != "-"})
    (folder / "manifest.json").write_text(text)
    (folder / "manifest.mac").write_text(key.mac(text.encode()).hex() + "\n")


def test_it_comes_back_as_it_was_and_is_private(saved, key):
    assert load(saved, key) == load(saved, None) == manifest_of(ID, [PIECE], key)
    assert json.loads((saved / "manifest.json").read_text())["totals"] == {"débit": "1200.00"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in saved.iterdir()} == {0o600}


def test_every_bit_of_it_is_covered(saved, key):
    for name in ("manifest.json", "manifest.mac"):
        whole = (saved / name).read_bytes()
        for place in range(len(whole) * 8):
            flipped = bytearray(whole)
            flipped[place // 8] ^= 1 << place % 8
            (saved / name).write_bytes(flipped)
            with pytest.raises(Damaged):
                load(saved, key)
        (saved / name).write_bytes(whole + b"\n")
        with pytest.raises(Damaged):
            load(saved, key)
        (saved / name).write_bytes(whole)
    assert load(saved, key)


def test_an_edited_manifest_is_read_without_a_key_only(saved, key):
    edited = (saved / "manifest.json").read_text().replace('"plot": 12', '"plot": 13')
    (saved / "manifest.json").write_text(edited)
    assert load(saved, None).tables == {"plot": 13}
    with pytest.raises(Damaged, match="modifié"):
        load(saved, key)


def test_another_key_is_told_from_damage(saved, other_key, key):
    with pytest.raises(WrongKey, match=key.fingerprint):
        load(saved, other_key)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Manifest) if field.name not in LATER])
def test_a_lacking_field_is_damage(saved, key, name):
    rewrite(saved, key, **{name: "-"})
    with pytest.raises(Damaged, match=name):
        load(saved, key)


@pytest.mark.parametrize(
    "changes",
    [
        {"more": 1},
        {"kind": "half"},
        {"made_at": "2026-11-22T20:15:00"},
        {"tables": {"plot": "12"}},
        {"pieces": []},
        {"pieces": [dataclasses.asdict(PIECE) | {"name": "../etc/passwd.sealed"}]},
        {"pieces": [dataclasses.asdict(PIECE) | {"name": "/etc/passwd.sealed"}]},
        {"pieces": [dataclasses.asdict(PIECE) | {"name": "/passwd.sealed"}]},
        {"pieces": [dataclasses.asdict(PIECE) | {"name": "a.sealed\n"}]},
        {"pieces": [dataclasses.asdict(PIECE) | {"more": 1}]},
        {"pieces": [dataclasses.asdict(PIECE) | {"size": -1}]},
    ],
)
def test_a_signed_manifest_of_another_form_is_damage(saved, key, changes):
    rewrite(saved, key, **changes)
    with pytest.raises(Damaged, match="illisible"):
        load(saved, key)


def test_a_newer_form_asks_for_a_newer_program(saved, key):
    rewrite(saved, key, version=2, more="words")
    with pytest.raises(NewerVersion, match="plus récente"):
        load(saved, key)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_manifest_is_damage(saved, content):
    (saved / "manifest.json").write_bytes(content)
    with pytest.raises(Damaged, match="illisible"):
        load(saved, None)


def test_a_manifest_that_could_not_be_read_is_not_written(tmp_path, key):
    with pytest.raises(Damaged):
        save(manifest_of(ID, [PIECE], key, made_at=dt.datetime(2026, 11, 22)), tmp_path, key)  # noqa: DTZ001 - the point
    assert list(tmp_path.iterdir()) == []
