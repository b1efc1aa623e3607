"""What a set says of itself: readable by anybody without the key, edited by nobody without being found out."""

import dataclasses
import hmac
import json
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from fofal_server.backup.errors import Damaged, NewerVersion, WrongKey
from fofal_server.backup.files import open_plain
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.pieces import Piece
from fofal_server.cluster.files import write_private

VERSION: Final = 1
FILE = "manifest.json"
MAC = "manifest.mac"
_MOST = 16 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class Manifest:
    """One set. `made_at` is the moment that it stands for, some time after that of its name.

    `tables` are rows a table, `totals` trial totals as decimal strings; both of the same snapshot.

    What a logical dump does not know (timeline, positions in the WAL) is absent.
    """

    version: Literal[1] = VERSION
    id: str
    kind: Literal["physical", "logical"]
    made_at: AwareDatetime
    program_version: str
    postgres_version: str
    system_identifier: str | None
    timeline: int | None
    start_lsn: str | None
    stop_lsn: str | None
    restore_point: str | None
    migration_head: str
    audit_head: str | None
    tables: dict[str, int]
    totals: dict[str, str]
    pieces: Annotated[list[Piece], Field(min_length=1)]
    seconds: float
    key_fingerprint: str
    notes: list[str]
    roles: list[str] = dataclasses.field(default_factory=list)
    """Of a dump: whose rights it names, besides the runtime role."""


_FORM = TypeAdapter(Manifest)


def save(manifest: Manifest, folder: Path, key: BackupKey) -> None:
    """Write the manifest and its HMAC into the folder of the set."""
    text = _FORM.dump_json(manifest, indent=2) + b"\n"
    _read(text)
    write_private(folder / FILE, text.decode())
    write_private(folder / MAC, _mac(text, key).decode())


def load(folder: Path, key: BackupKey | None) -> Manifest:
    """Read the manifest of a set; without a key nothing tells whether it was edited.

    Raises `WrongKey` when another key made it, `Damaged` when it was edited or lacks something, `NewerVersion`.
    """
    text = _content(folder / FILE)
    if key and not hmac.compare_digest(_content(folder / MAC), _mac(text, key)):
        if _made_with(text) not in {None, key.fingerprint}:
            raise WrongKey(f"Manifeste fait avec une autre clé ({_made_with(text)}) : donnez celle-là.")
        raise Damaged("Le manifeste a été modifié ou est abîmé : prenez une autre sauvegarde.")
    return _read(text)


def _content(path: Path) -> bytes:
    with open_plain(path) as file:
        return file.read(_MOST)


def _mac(text: bytes, key: BackupKey) -> bytes:
    return key.mac(text).hex().encode() + b"\n"


def _made_with(text: bytes) -> str | None:
    """Read the fingerprint alone: good enough to tell a person which key to look for."""
    found = _loose(text).get("key_fingerprint")
    return found if isinstance(found, str) else None


def _loose(text: bytes) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read(text: bytes) -> Manifest:
    version = _loose(text).get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerVersion("Sauvegarde faite par une version plus récente de FOFAL : mettez le serveur à jour.")
    try:
        return _FORM.validate_json(text, strict=True, extra="forbid")
    except ValidationError as error:
        first = ".".join(str(part) for part in error.errors()[0]["loc"]) or "JSON"
        raise Damaged(f"Le manifeste est illisible ({first}) : prenez une autre sauvegarde.") from error
