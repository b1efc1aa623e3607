"""The maker's tool: a key that nobody else reads and nobody overwrites, and signatures of nothing but whole folders."""

import sys
from pathlib import Path

import pytest

from fofal_server.contract.updates import keys_in, read
from installer.bundle import sign
from tests.support.versions import Maker, package


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sign", *words])
        code = sign.main()
        return code, *capsys.readouterr()

    return run


def test_from_a_key_to_a_signed_folder(typed, tmp_path: Path) -> None:
    key, folder, notes = tmp_path / "key", tmp_path / "0.2.0", tmp_path / "nouveau.txt"
    folder.mkdir()
    (folder / package("0.2.0")).write_bytes(b"program")
    (folder / "lisez-moi.txt").write_text("no package", encoding="utf-8")
    notes.write_text("Plus vite.", encoding="utf-8")
    line = typed("keygen", str(key))[1]
    made = typed("manifest", str(folder), "--version", "0.2.0", "--minimum", "0.1.0", "--notes-fr", str(notes))
    assert (made[0], typed("sign", str(folder), "--key", str(key))[0]) == (0, 0)
    manifest = read((folder / "manifest.json").read_bytes(), (folder / "manifest.json.sig").read_bytes(), keys_in(line))
    assert [one.file for one in manifest.packages] == [package("0.2.0")]
    assert (manifest.notes["fr"], manifest.channel) == ("Plus vite.", "stable")
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_text(encoding="ascii").strip() not in line


def test_a_key_is_never_replaced_nor_used_where_others_may_read_it(typed, tmp_path: Path) -> None:
    maker = Maker(tmp_path / "maker")
    before, folder = maker.key.read_bytes(), maker.version("0.2.0")
    assert "existe déjà" in typed("keygen", str(maker.key))[2]
    assert maker.key.read_bytes() == before
    maker.key.chmod(0o644)
    assert "chmod 600" in typed("sign", str(folder), "--key", str(maker.key))[2]


def test_what_was_changed_or_is_named_badly_is_not_signed(typed, tmp_path: Path) -> None:
    maker = Maker(tmp_path / "maker")
    folder, notes = maker.version("0.2.0"), tmp_path / "n"
    notes.write_text("x", encoding="utf-8")
    (folder / package("0.2.0")).write_bytes(b"another")
    code, _, said = typed("sign", str(folder), "--key", str(maker.key))
    assert (code, "Refaites-le" in said) == (1, True)
    words = ("manifest", str(folder), "--minimum", "0.1.0", "--notes-fr", str(notes))
    assert "son système" in typed(*words, "--version", "0.3.0")[2]
    (folder / package("0.2.0")).rename(folder / "fofal-0.2-linux-x86_64.zip")
    assert "version" in typed(*words, "--version", "0.2")[2]
    assert typed(*words, "--version", "0.2.0")[0] == 1
