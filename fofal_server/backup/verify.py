"""Whether a set is whole: every byte of it is read, unsealed, unpacked and compared; a mere look says yes too often."""

import os
from pathlib import Path
from typing import BinaryIO, cast

from fofal_server.backup.archive import drain, read_tar
from fofal_server.backup.errors import BackupError, Damaged
from fofal_server.backup.files import open_plain
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import PART
from fofal_server.backup.manifest import Manifest, load
from fofal_server.backup.pieces import Piece, plain
from fofal_server.backup.streams import Counted
from fofal_server.backup.telling import Tell, Way, silent


def verify(folder: Path, key: BackupKey, tell: Tell = silent) -> list[str]:
    """Say in French what is wrong with a set, also while it is still a `.part`; nothing when it is whole."""
    try:
        manifest = load(folder, key)
    except (BackupError, OSError) as error:
        return [str(error)]
    way = Way(tell, "Vérification", sum(piece.size for piece in manifest.pieces))
    found = [_finding(folder, piece, key, way) for piece in manifest.pieces]
    return [finding for finding in [_name_finding(folder, manifest), *found] if finding]


def _name_finding(folder: Path, manifest: Manifest) -> str:
    if folder.name.removesuffix(PART) == manifest.id:
        return ""
    return f"Ce dossier contient la sauvegarde {manifest.id} : rendez-lui son nom."


def _finding(folder: Path, piece: Piece, key: BackupKey, way: Way) -> str:
    try:
        with open_plain(folder / piece.name) as file:
            _compare(file, piece, key, way)
    except BackupError as error:
        return f"{piece.name} : {error}"
    except OSError as error:
        return f"{piece.name} : lecture impossible ({error.strerror}). Vérifiez le disque."
    return ""


def _compare(file: BinaryIO, piece: Piece, key: BackupKey, way: Way) -> None:
    """Read once, and compare on the way all that the manifest says."""
    if (size := os.fstat(file.fileno()).st_size) != piece.size:
        raise Damaged(f"{size} octets au lieu de {piece.size} : prenez une autre sauvegarde.")
    counted = Counted(way.through(file))
    stream = plain(cast(BinaryIO, counted), piece.name, key)
    plain_size = read_tar(stream) if ".tar." in piece.name else drain(stream)
    if (counted.sha256, plain_size) != (piece.sha256, piece.plain_size):
        raise Damaged("Ce fichier n’est pas celui du manifeste : prenez une autre sauvegarde.")
