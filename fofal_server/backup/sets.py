"""The sets of a backup folder: their names, what is there, and which of them have had their time."""

import dataclasses
import datetime as dt
import re
import secrets
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from fofal_server.backup.errors import BackupError, Damaged, NewerVersion, WrongKey
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.manifest import Manifest, load

State = Literal["good", "unchecked", "broken"]

DAYS = 30
"""For so long every set is kept."""
AHEAD = dt.timedelta(days=1)
"""So far the clock of another day may have been from ours."""

_ID = re.compile(r"([0-9]{8}T[0-9]{6}Z)-[0-9a-f]{4}")


@dataclasses.dataclass(frozen=True)
class FoundSet:
    """A set as a look at its folder shows it (`verify` reads the pieces too); `problem` is French, empty when good.

    `unchecked`: nothing is wrong with it as far as can be seen, but its manifest was made with a key that is not here.
    """

    id: str
    folder: Path
    made_at: dt.datetime
    state: State
    problem: str = ""
    manifest: Manifest | None = None

    @property
    def size(self) -> int:
        """Bytes on the disk, as the manifest tells."""
        return sum(piece.size for piece in self.manifest.pieces) if self.manifest else 0


def new_id(now: dt.datetime) -> str:
    """Name a set for its moment (aware, any zone): sortable, safe in file names, unlike another of the same second."""
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    return f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def moment_of(name: str) -> dt.datetime | None:
    """When the set of this name was begun, to the second; none for a name that is not a set's."""
    found = _ID.fullmatch(name)
    try:
        return dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S%z") if found else None
    except ValueError:
        return None


def list_sets(backups: Path, key: BackupKey | None = None) -> list[FoundSet]:
    """List every set, the newest first, broken ones too; without a key none is known to be good."""
    if not backups.exists():
        return []
    found = [
        look(entry, moment, key, _sizes(entry)) for entry in backups.iterdir() if (moment := moment_of(entry.name))
    ]
    return sorted(found, key=lambda one: one.id, reverse=True)


def present(sets: Sequence[FoundSet], now: dt.datetime) -> list[FoundSet]:
    """Leave out those that a clock which was ahead has dated to come: the newest by name is not the newest there is.

    Where all are to come it is the clock of now that lies, and they are all there is.
    """
    return [one for one in sets if one.made_at <= now + AHEAD] or list(sets)


def prune(
    sets: Sequence[FoundSet], now: dt.datetime, days: int = DAYS, months: int = 12, least: int = 3
) -> list[FoundSet]:
    """Choose what may be removed, the oldest first.

    All of the last `days` stay, the last one of each of `months` and one more (UTC), the last `least` good ones, and
    everything where there are not so many good ones.
    Days and months count only where there is a good set of them, from the newest one back: where backups have stopped,
    and where a clock has jumped ahead, nothing grows old. What comes after `now` stays. A broken set never stands for a
    good one, and goes after `days` when a newer one is good; an unchecked one has its month for itself.
    """
    good = sorted((one for one in sets if one.state == "good"), key=lambda one: one.id)
    if not good or len(good) < least:
        return []
    past = [one for one in good if one.made_at <= now]
    until = min(now, good[-1].made_at)
    kept = {one.id for one in good[len(good) - least :]} | _of_days(past, days) | _of_months(past, months)
    kept |= _of_months((one for one in sets if one.state == "unchecked" and one.made_at <= now), months)
    old = [one for one in sets if one.made_at < until - dt.timedelta(days=days)]
    return sorted((one for one in old if one.id not in kept), key=lambda one: one.id)


def _of_days(sets: Sequence[FoundSet], count: int) -> set[str]:
    """Take all of the newest days of which there is any."""
    days = sorted({one.made_at.astimezone(dt.UTC).date() for one in sets})[-count:]
    return {one.id for one in sets if one.made_at.astimezone(dt.UTC).date() in days}


def _of_months(sets: Iterable[FoundSet], count: int) -> set[str]:
    """Take the last of each of the newest months of which there is any, `count` and the one that runs."""
    last = {_month(one.made_at): one.id for one in sorted(sets, key=lambda one: one.id)}
    return {last[month] for month in sorted(last)[-count - 1 :]}


def _month(moment: dt.datetime) -> int:
    utc = moment.astimezone(dt.UTC)
    return utc.year * 12 + utc.month


def look(folder: Path, moment: dt.datetime, key: BackupKey | None, sizes: Mapping[str, int]) -> FoundSet:
    """Say what a set looks like by its manifest in the folder and the sizes of its files, which may be elsewhere."""
    try:
        manifest = _manifest(folder, key)
        _compare(folder, manifest, sizes)
    except WrongKey as other:
        return dataclasses.replace(look(folder, moment, None, sizes), problem=str(other))
    except (BackupError, OSError) as error:
        state: State = "unchecked" if isinstance(error, NewerVersion) else "broken"
        return FoundSet(folder.name, folder, moment, state, str(error))
    return FoundSet(folder.name, folder, moment, "good" if key else "unchecked", manifest=manifest)


def _manifest(folder: Path, key: BackupKey | None) -> Manifest:
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise Damaged(f"{folder.name} n’est pas un dossier : les liens ne sont pas suivis.")
    return load(folder, key)


def _compare(folder: Path, manifest: Manifest, sizes: Mapping[str, int]) -> None:
    if manifest.id != folder.name:
        raise Damaged(f"Ce dossier contient la sauvegarde {manifest.id} : rendez-lui son nom.")
    for piece in manifest.pieces:
        if sizes.get(piece.name) != piece.size:
            raise Damaged(f"{piece.name} manque ou n’a pas sa taille : prenez une autre sauvegarde.")


def _sizes(folder: Path) -> dict[str, int]:
    """The plain files of a folder; of anything else none."""
    if not stat.S_ISDIR(folder.lstat().st_mode):
        return {}
    found = {one.name: one.lstat() for one in folder.iterdir()}
    return {name: one.st_size for name, one in found.items() if stat.S_ISREG(one.st_mode)}
