"""Whole sets to spoil: small, but with several chunks in a piece."""

import datetime as dt
import io
import random
import tarfile
from pathlib import Path

from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import making
from fofal_server.backup.manifest import Manifest, save
from fofal_server.backup.pieces import Piece, piece
from fofal_server.backup.sets import new_id

NOW = dt.datetime(2026, 11, 22, 20, 15, tzinfo=dt.UTC)


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same bytes every time


def write_tar(writer: io.RawIOBase, files: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=writer, mode="w|") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def manifest_of(set_id: str, pieces: list[Piece], key: BackupKey, **other) -> Manifest:
    known = {
        "kind": "physical", "made_at": NOW, "program_version": "0.1.0", "postgres_version": "18.6",
        "system_identifier": "7000000000000000001", "timeline": 1, "start_lsn": "0/2000028", "stop_lsn": "0/2000120",
        "restore_point": set_id, "migration_head": "0042", "audit_head": "ab" * 32, "tables": {"plot": 12},
        "totals": {"débit": "1200.00"}, "seconds": 1.5, "key_fingerprint": key.fingerprint, "notes": ["essai"],
    }  # fmt: skip
    return Manifest(id=set_id, pieces=pieces, **(known | other))


def fill(folder: Path, set_id: str, key: BackupKey) -> None:
    pieces = []
    for name, seed in (("base.tar.z.sealed", 1), ("files.tar.z.sealed", 2)):
        with piece(folder / name, key.public) as writer:
            write_tar(writer, {"a": noise(seed, 90_000), "b": b"", "é" * 120: b"plot\n" * 9_000})
        pieces.append(writer.piece)
    with piece(folder / "dump.sealed", key.public) as writer:
        writer.write(noise(3, 70_000))
    save(manifest_of(set_id, [*pieces, writer.piece], key), folder, key)


def make_set(backups: Path, key: BackupKey, now: dt.datetime = NOW) -> Path:
    set_id = new_id(now)
    with making(backups, set_id) as folder:
        fill(folder, set_id, key)
    return backups / set_id
