"""The mark of a second place, made on purpose: a disk that is not there is not taken for an empty folder."""

import json
import tempfile
from pathlib import Path

from fofal_server.backup.errors import Damaged
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places.place import NotThere, Place, PlaceError

FILE = "fofal-place.json"
_MOST = 1 << 16


def make(place: Place, key: BackupKey) -> None:
    """Make the place where it lacks, and mark it as that of whoever has this key; another key's is refused."""
    place.prepare()
    if FILE in place.files():
        check(place, key)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / FILE
        draft.write_text(json.dumps({"version": 1, "key_fingerprint": key.fingerprint}) + "\n", encoding="utf-8")
        place.send(draft, FILE)


def owner(place: Place) -> str:
    """The fingerprint of the key that the place belongs to; ``PlaceError`` without the mark."""
    try:
        with place.read(FILE) as given:
            return str(json.loads(given.stream.read(_MOST))["key_fingerprint"])
    except NotThere as error:
        raise PlaceError(lacking(place.name)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"La marque du second lieu {place.name} est illisible : refaites-la par « fofal-server backup "
                      "place init ».") from error  # fmt: skip


def check(place: Place, key: BackupKey) -> None:
    """Refuse a place without mark, and one that keeps the sets of another key: neither is to be written to."""
    if (found := owner(place)) != key.fingerprint:
        raise PlaceError(
            f"Le second lieu {place.name} garde les sauvegardes d'une autre clé ({found} ; celle d'ici : "
            f"{key.fingerprint}). Remettez la clé d'alors, ou donnez un autre lieu."
        )


def lacking(name: str) -> str:
    """What is said of a place without its mark."""
    return (
        f"Le second lieu {name} ne porte pas sa marque ({FILE}) : le disque ou le partage n'est pas monté, ou le lieu "
        "est neuf. Branchez-le ; pour un lieu neuf, tapez : fofal-server backup place init"
    )
