"""Checks of the machine: room, closed secrets, time zones."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fofal_server.auth import keys
from fofal_server.auth.breached import Breached, BreachedError
from fofal_server.cluster import credentials
from fofal_server.cluster.files import is_exposed
from fofal_server.console.checks.finding import Finding
from fofal_server.console.output import size
from fofal_server.console.place import breached_passwords
from fofal_server.core import clock

LEAST_SHARE, LEAST_BYTES = 0.10, 2_000_000_000
PROBES = 1000
ZONE, OFFSET = "Africa/Douala", dt.timedelta(hours=1)


def room(folder: Path) -> Finding:
    """A database without room refuses to write; before that, backups and logs fail."""
    usage = shutil.disk_usage(folder)
    ok = usage.free >= LEAST_BYTES and usage.free / usage.total >= LEAST_SHARE
    found = f"{size(usage.free)} libres sur {size(usage.total)} ({usage.free / usage.total:.0%})"
    return Finding("disk", "Place sur le disque", ok, found, "Libérez de la place ou agrandissez le disque.")


def secrets(folder: Path) -> Finding:
    """Files that only the server may read are closed to everybody else."""
    if os.name == "nt":
        return Finding("secrets", "Fichiers secrets", ok=True, found="droits non examinés sous Windows")
    secret = [path for path in _secret_files(folder) if path.exists()]
    open_ones = [str(path) for path in secret if is_exposed(path.stat())]
    found = f"{len(secret)} fichiers fermés" if not open_ones else f"lisibles par d'autres : {', '.join(open_ones)}"
    return Finding("secrets", "Fichiers secrets", not open_ones, found, "chmod 600 sur ces fichiers.")


def _secret_files(folder: Path) -> Iterator[Path]:
    yield folder / credentials.FILE
    yield folder / keys.FOLDER / keys.TOKENS
    yield folder / keys.FOLDER / keys.PEPPER


def zones(_: Path) -> Finding:
    """Business days are days in Douala: one hour ahead of UTC, all year."""
    title, remedy = "Fuseaux horaires", "Réinstallez les bibliothèques (tzdata)."
    try:
        offset = clock.now().astimezone(ZoneInfo(ZONE)).utcoffset() or dt.timedelta()
    except (ZoneInfoNotFoundError, OSError) as error:
        return Finding("time_zones", title, ok=False, found=str(error), remedy=remedy)
    return Finding(
        "time_zones", title, offset == OFFSET, f"{ZONE} à {offset // dt.timedelta(hours=1)} h de UTC", remedy
    )


def breaches(_: Path) -> Finding:
    """The file of breached passwords, where one was named, can be searched; the list that is shipped always can."""
    title, named = "Mots de passe divulgués", breached_passwords()
    if named is None:
        return Finding(
            "breaches", title, ok=True, found="liste livrée (FOFAL_BREACHED_PASSWORDS en nomme une plus grande)"
        )
    try:
        found = f"{named} ({size(Breached(named).proven(PROBES))})"
    except BreachedError as error:
        remedy = "Corrigez le fichier ou retirez FOFAL_BREACHED_PASSWORDS : sans lui aucun mot de passe n'est accepté."
        return Finding("breaches", title, ok=False, found=str(error), remedy=remedy)
    return Finding("breaches", title, ok=True, found=found)


CHECKS = (room, secrets, zones, breaches)
