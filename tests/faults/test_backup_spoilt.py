"""Sets that are no longer what was written: every check that reads them says so, in French, and nothing is left."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fofal_server.backup import manifest, sets
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.verify import verify
from fofal_server.core import clock
from fofal_server.ops import backups
from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets, lost, spoilt
from tests.server.console.typing_in import Terminal

PIECES = ("base.tar.z.sealed", "wal.tar.z.sealed", "files.tar.sealed", "config.tar.z.sealed", "secrets.tar.z.sealed")


def flipped(share: float) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[min(int(len(data) * share), len(data) - 1)] ^= 1
        file.write_bytes(data)

    return change


def cut(share: float) -> Callable[[Path], None]:
    return lambda file: os.truncate(file, min(int(file.stat().st_size * share), file.stat().st_size - 1))


CHANGES = {"un bit changé": flipped(0.5), "coupé": cut(0.5)}
MORE_CHANGES = {
    **{f"un bit changé à {share:.0%}": flipped(share) for share in (0, 0.1, 0.9, 1)},
    **{f"coupé à {share:.0%}": cut(share) for share in (0, 0.9, 1)},
}


@pytest.fixture
def good(company: Company) -> Path:
    """A whole set, the newest."""
    return backups.find(company.shelf, "latest")


def refused(company: Company, folder: Path, key: BackupKey) -> str:
    """What the check says of the set, and the drill too; the drill leaves nothing of it."""
    findings = verify(folder, key)
    report = backups.drilled(company.shelf, folder, key, clock.now())
    assert [(one.name, one.ok) for one in report.proofs] == [("restore", False)]
    assert list((company.cluster.data_dir / backups.SCRATCH).iterdir()) == []
    assert findings
    assert findings[0] in report.proofs[0].found
    return findings[0]


def piece_refused(company: Company, into: Path, survived: Survived, piece: str, change: str) -> None:
    good = backups.find(company.shelf, "latest")
    folder = spoilt(good, into / good.name, piece, {**CHANGES, **MORE_CHANGES}[change])
    said = refused(company, folder, company.shelf.key())
    assert (piece in said, "prenez une autre sauvegarde" in said or "clé de l’époque" in said) == (True, True)
    survived(f"morceau {change.partition(' à ')[0]}", lost=0)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("piece", PIECES)
def test_a_spoilt_piece(
    company: Company, before: Sets, survived: Survived, tmp_path: Path, piece: str, change: str
) -> None:
    piece_refused(company, tmp_path, survived, piece, change)
    assert lost(company.shelf, before) == 0


def _edited(file: Path) -> None:
    known = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**known, "migration_head": "0001"}), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (manifest.FILE, _edited),
        (manifest.FILE, cut(0.5)),
        (manifest.FILE, Path.unlink),
        (manifest.MAC, flipped(0.5)),
        (manifest.MAC, Path.unlink),
    ],
)
def test_an_edited_manifest(
    company: Company, good: Path, survived: Survived, tmp_path: Path, name: str, change: Callable[[Path], None]
) -> None:
    folder = spoilt(good, tmp_path / good.name, name, change)
    assert "prenez une autre sauvegarde" in refused(company, folder, company.shelf.key())
    survived("manifeste modifié ou absent", lost=0)


def test_a_key_of_somebody_else(company: Company, good: Path, survived: Survived) -> None:
    said = refused(company, good, BackupKey.generate())
    assert company.shelf.key().fingerprint in said
    assert sets.list_sets(company.shelf.folder, BackupKey.generate())[0].state == "unchecked"
    survived("clé d'un autre", lost=0)


def test_a_missing_key(
    company: Company,
    before: Sets,
    survived: Survived,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = Terminal(company.cluster.data_dir, monkeypatch, capsys)
    monkeypatch.setenv("FOFAL_BACKUP_DIR", str(company.shelf.folder))
    kept, name = company.shelf.key_file, company.shelf.key().fingerprint
    shutil.move(kept, tmp_path / "ailleurs")
    try:
        for command in ("verify", "drill", "now"):
            said = typed("backup", command)
            assert (said.code, "clé sur papier" in said.err, kept.exists()) == (1, True, False), command
        assert typed("backup", "restore", "--into", str(tmp_path / "vide")).code == 1
        assert not (tmp_path / "vide").exists()
        assert typed("backup", "key", "new").code == 2
        assert (typed("backup", "key", "new", "--yes").code, company.shelf.key().fingerprint == name) == (0, False)
    finally:
        shutil.move(tmp_path / "ailleurs", kept)
    survived("clé absente", lost=lost(company.shelf, before))
