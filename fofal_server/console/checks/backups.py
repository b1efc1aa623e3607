"""Checks of the backups: one is fresh, and the last drill proved all of it."""

import datetime as dt
from pathlib import Path

from fofal_server.backup import sets
from fofal_server.backup.errors import BackupError
from fofal_server.cluster.errors import ClusterError
from fofal_server.console.checks.finding import Finding
from fofal_server.core import clock
from fofal_server.ops import records, scratch, second_place
from fofal_server.ops.backups import SCRATCH
from fofal_server.ops.shelf import Shelf


def fresh(folder: Path) -> Finding:
    """A whole set that is not older than a day."""
    shelf = Shelf.from_environment(folder)
    title, remedy = "Dernière sauvegarde", "fofal-server backup now"
    try:
        known = sets.list_sets(shelf.folder, shelf.key_if_any())
    except (BackupError, OSError) as error:
        return Finding("backup", title, ok=False, found=str(error), remedy=remedy)
    good = next((one for one in sets.present(known, clock.now()) if one.state == "good"), None)
    if good is None:
        found = "aucune qui vaille" if known else "aucune encore"
        return Finding("backup", title, ok=not known, found=found, remedy=remedy, warns=True)
    late = abs(clock.now() - good.made_at) > records.LATEST
    return Finding("backup", title, not late, f"{good.id}, {_ago(good.made_at)}", remedy)


def dated(folder: Path) -> Finding:
    """No set is dated to come: the clock was ahead when it was made, or is behind now."""
    shelf, title = Shelf.from_environment(folder), "Dates des sauvegardes"
    to_come = [one.id for one in sets.list_sets(shelf.folder) if one.made_at > clock.now() + sets.AHEAD]
    found = f"à venir : {', '.join(to_come)}" if to_come else "aucune à venir"
    remedy = "Réglez l'horloge de la machine ; une sauvegarde d'une date à venir n'est ni la dernière ni retirée."
    return Finding("backup_dates", title, not to_come, found, remedy)


def cleared(folder: Path) -> Finding:
    """No drill that was killed has left its copy of the company, nor the PostgreSQL that it started."""
    left = scratch.left_over(folder / SCRATCH)
    found = f"{len(left)} restes d'un essai interrompu" if left else "aucun reste"
    return Finding("drill_left_over", "Restes d'essais", not left, found, "fofal-server backup drill")


def drilled(folder: Path) -> Finding:
    """The last drill proved everything, and was not longer ago than a day."""
    title, remedy = "Dernier exercice de rétablissement", "fofal-server backup drill"
    found = records.last(folder)
    if found is None:
        return Finding("drill", title, ok=True, found="aucun encore", remedy=remedy, warns=True)
    if not found.ok:
        return Finding("drill", title, ok=False, found=f"{found.set_id} ne tient pas ({', '.join(found.failed)})",
                       remedy=remedy)  # fmt: skip
    late = clock.now() - found.began > records.LATEST
    words = f"{found.set_id} éprouvée en {found.seconds:.0f} s, {_ago(found.began)}"
    return Finding("drill", title, not late, words, remedy)


def second(folder: Path) -> Finding:
    """The second place is there, is ours, and has every set of the last month but one that is just being copied."""
    title, remedy = "Second lieu des sauvegardes", "fofal-server backup copy"
    shelf = Shelf.from_environment(folder)
    if shelf.second is None:
        return Finding("place", title, ok=True, found="aucun : un sinistre emporterait tout", warns=True,
                       remedy="donnez FOFAL_BACKUP_COPY, puis fofal-server backup place init")  # fmt: skip
    try:
        lacking = second_place.level(shelf)["missing"]
    except (BackupError, ClusterError, OSError) as error:
        return Finding("place", title, ok=False, found=str(error), remedy="fofal-server backup place")
    found = f"{shelf.second.address}, {f'{len(lacking)} manquent' if lacking else 'à jour'}"
    return Finding("place", title, len(lacking) <= 1, found, remedy)


def _ago(moment: dt.datetime) -> str:
    hours = (clock.now() - moment) / dt.timedelta(hours=1)
    return f"il y a {hours:.0f} h" if hours >= 0 else f"datée de dans {-hours:.0f} h"


CHECKS = (fresh, drilled, second, dated, cleared)
