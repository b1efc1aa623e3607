"""``fofal-server backup``: taking sets, looking at them, proving them, restoring from them."""

import dataclasses
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from fofal_server.backup import logical, sets
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.manifest import Manifest, load
from fofal_server.backup.places.access import Access
from fofal_server.backup.restoring import Target
from fofal_server.backup.source import Source
from fofal_server.backup.verify import verify
from fofal_server.cluster.binaries import find
from fofal_server.console import desk, telling
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.commands import backup_place, backup_report
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.output import pairs, show, size, table
from fofal_server.console.place import data_dir
from fofal_server.core import clock
from fofal_server.ops import backups, drill, second_place
from fofal_server.ops.drill import Report
from fofal_server.ops.shelf import Shelf, access_of

_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"]
SetId = Annotated[str, typer.Argument(help="Identifiant de la sauvegarde, ou « latest » pour la plus récente.")]
Into = Annotated[Path, typer.Option("--into", help="Dossier vide, ou à créer, qui recevra l'installation.")]
At = Annotated[
    dt.datetime | None,
    typer.Option(
        "--at", metavar="MOMENT", formats=_MOMENTS, help="Par exemple 2026-11-22T14:05 (heure de la société)."
    ),
]
ToEnd = Annotated[bool, typer.Option("--to-end", help="Jusqu'à la dernière minute que connaît le journal.")]
KeyFile = Annotated[Path | None, typer.Option("--key", help="Fichier de la clé, si elle n'est pas dans les données.")]
PaperFile = Annotated[
    Path, typer.Argument(help="Pour « import » : texte de la clé sur papier ; « - » : entrée standard.")
]


From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="LIEU", help="Second lieu (dossier, sftp://…, s3://…) ; « copy » : celui des réglages."
    ),
]


class KeyDeed(StrEnum):
    """What is done with the key."""

    SHOW = "show"
    PRINT = "print"
    IMPORT = "import"
    NEW = "new"


What = Annotated[KeyDeed, typer.Argument(help="show, print, import ou new.")]
_COLUMNS = {"id": "Sauvegarde", "made_at": "Prise le (UTC)", "size": "Taille", "state": "État"}
_FACTS = {
    "id": "Sauvegarde", "made_at": "Prise le (UTC)", "kind": "Genre", "size": "Taille", "seconds": "Durée (s)",
    "postgres_version": "PostgreSQL", "program_version": "Programme", "migration_head": "Migration",
    "restore_point": "Instant", "key_fingerprint": "Clé", "notes": "À savoir",
}  # fmt: skip


def now(as_json: AsJson = False) -> None:
    """Prend une sauvegarde complète, serveur en marche ou non : base, journal, pièces jointes, réglages, secrets."""
    shelf = _shelf()
    with desk.installed() as installation:
        manifest = backups.take(shelf, _source(installation), clock.now(), telling.teller(as_json))
    told = {**_card(manifest), "path": str(shelf.folder / manifest.id)}
    show(told, as_json, pairs(told, {**_FACTS, "path": "Dossier"}))


def list_sets(from_place: From = None, key: KeyFile = None, as_json: AsJson = False) -> None:
    """Montre toutes les sauvegardes, la plus récente d'abord ; les abîmées aussi."""
    shelf = _shelf()
    opener = BackupKey.load(key) if key else shelf.key_if_any()
    told = [row(one) for one in second_place.listed(shelf, opener, _access(from_place))]
    show(told, as_json, table(told, _COLUMNS) if told else ["Aucune sauvegarde. Tapez : fofal-server backup now"])


def show_set(name: SetId = "latest", as_json: AsJson = False) -> None:
    """Montre ce que contient une sauvegarde."""
    manifest = load(backups.find(_shelf(), name), None)
    told = {**_card(manifest), "pieces": [dataclasses.asdict(one) for one in manifest.pieces],
            "tables": manifest.tables, "totals": manifest.totals}  # fmt: skip
    show(told, as_json, _described(told))


def verify_set(name: SetId = "latest", key: KeyFile = None, as_json: AsJson = False) -> int:
    """Lit une sauvegarde en entier : sommes, sceaux, archives. Code 1 si quoi que ce soit ne va pas."""
    shelf = _shelf()
    folder = backups.find(shelf, name)
    findings = verify(folder, _key(shelf, key))
    told = {"id": folder.name, "ok": not findings, "findings": findings}
    show(told, as_json, findings or [f"✓ {folder.name} est entière."])
    return Outcome.TROUBLE if findings else Outcome.OK


def run_drill(name: SetId = "latest", key: KeyFile = None, as_json: AsJson = False) -> int:
    """Rétablit vraiment une sauvegarde à part, l'éprouve, et n'en laisse rien. Code 1 si une preuve manque."""
    from fofal_server.console.answering import signed_in  # no other command needs a server

    shelf, tell = _shelf(), telling.teller(as_json)
    report = backups.drilled(shelf, backups.find(shelf, name), _key(shelf, key), clock.now(), tell, signed_in)
    show(_reported(report), as_json, _proofs(report))
    return Outcome.OK if report.ok else Outcome.TROUBLE


def restore(
    into: Into,
    name: SetId = "latest",
    at: At = None,
    to_end: ToEnd = False,
    from_place: From = None,
    key: KeyFile = None,
    as_json: AsJson = False,
) -> None:
    """Rétablit une sauvegarde dans un dossier vide : il devient une installation entière, prête à servir.

    Sans option, à l'instant de la sauvegarde ; avec --at, à un moment d'après (7 jours au plus) ; avec --to-end,
    jusqu'à la dernière minute connue. Avec --from, tout vient du second lieu : il n'y faut que la clé.
    """
    shelf = _shelf()
    moment = at.replace(tzinfo=clock.COMPANY_ZONE) if at else None
    opener, target = _key(shelf, key), Target(moment, to_end)
    with _found(shelf, from_place, opener, into.absolute(), name, target) as (folder, aim):
        manifest = backups.restored(folder, opener, into.absolute(), aim, telling.teller(as_json))
    told = {**_card(manifest), "data_dir": str(into.absolute())}
    show(told, as_json, [*pairs(told, _FACTS), f"Rétablie. Démarrez-la par : FOFAL_DATA_DIR={into} fofal-server serve"])


def log(as_json: AsJson = False) -> None:
    """Apporte le journal jusqu'à maintenant, comme chaque minute : on pourra revenir à cet instant."""
    with desk.installed() as installation:
        source = _source(installation)
        if source.foreign:
            raise Refusal("La base est tenue par un autre serveur PostgreSQL, et son journal par qui le tient.")
        brought = backups.bring_log(_shelf(), source)
    told = {"files": brought.files, "gap": brought.gap}
    show(told, as_json, [f"{brought.files} fichiers apportés."])


def prune(yes: Yes = False, as_json: AsJson = False) -> None:
    """Retire les sauvegardes passées de date : 30 jours, puis une par mois pendant 12 mois, jamais les 3 dernières."""
    make_sure("Retirer les sauvegardes passées de date, en tous lieux ?", yes)
    gone = backups.prune(_shelf(), clock.now())
    show({"removed": gone}, as_json, [f"Retirée : {one}" for one in gone] or ["Rien à retirer."])


def key(what: What = KeyDeed.SHOW, file: PaperFile = Path("-"), yes: Yes = False, as_json: AsJson = False) -> None:
    """La clé des sauvegardes : « show » dit son empreinte, « print » l'écrit pour le papier, « import » la remet.

    « new » en crée une autre quand l'ancienne est perdue : les sauvegardes déjà faites restent à l'ancienne.
    Gardez la feuille ailleurs que le serveur : sans clé, aucune sauvegarde ne s'ouvre.
    """
    shelf = _shelf()
    match what:
        case KeyDeed.PRINT:
            make_sure("La clé va s'afficher : qui la lit peut lire toutes les sauvegardes. Continuer ?", yes)
            print(shelf.key().paper())
            return
        case KeyDeed.IMPORT:
            text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
            BackupKey.from_paper(text).save(shelf.key_file)
        case KeyDeed.NEW:
            make_sure("Une nouvelle clé n'ouvre aucune des sauvegardes déjà faites. La créer ?", yes)
            BackupKey.generate().save(shelf.key_file)
    told = {"fingerprint": shelf.key().fingerprint, "file": str(shelf.key_file)}
    show(told, as_json, pairs(told, {"fingerprint": "Empreinte", "file": "Fichier"}))


def _shelf() -> Shelf:
    return Shelf.from_environment(data_dir())


def _access(from_place: str | None) -> Access | None:
    """The second place that was named; ``copy`` is that of the settings."""
    if from_place is None:
        return None
    found = access_of(None if from_place == "copy" else from_place)
    if found is None:
        raise Refusal("Aucun second lieu n'est réglé : donnez FOFAL_BACKUP_COPY, ou son adresse à --from.")
    return found


@contextmanager
def _found(
    shelf: Shelf, from_place: str | None, key: BackupKey, into: Path, name: str, target: Target
) -> Iterator[tuple[Path, Target]]:
    """The set to restore and its log, out of the second place or beside the data."""
    access = _access(from_place)
    if access is not None:
        with second_place.brought_back(access, key, into, name, target) as found:
            yield found
        return
    log = shelf.folder / backups.LOG if target.time or target.latest else None
    yield backups.find(shelf, name, target.time), dataclasses.replace(target, log=log)


def _key(shelf: Shelf, file: Path | None) -> BackupKey:
    return BackupKey.load(file or shelf.key_file)


def _source(installation: Installation) -> Source:
    if installation.superuser_url is None:
        return logical.source(installation.data_dir, installation.owner_url)
    return Source(installation.data_dir, installation.superuser_url, find())


def _card(manifest: Manifest) -> dict[str, Any]:
    return {
        "id": manifest.id,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "kind": manifest.kind,
        "size": sum(one.size for one in manifest.pieces),
        "seconds": manifest.seconds,
        "postgres_version": manifest.postgres_version,
        "program_version": manifest.program_version,
        "migration_head": manifest.migration_head,
        "restore_point": manifest.restore_point,
        "key_fingerprint": manifest.key_fingerprint,
        "notes": manifest.notes,
    }


def row(found: sets.FoundSet) -> dict[str, Any]:
    """A set as it is shown in a list, and whether it is whole."""
    words = {"good": "entière", "unchecked": "non vérifiée (autre clé)", "broken": "abîmée"}
    moment = found.made_at.isoformat(timespec="seconds")
    state = f"{words[found.state]} : {found.problem}" if found.problem else words[found.state]
    return {
        "id": found.id,
        "made_at": moment,
        "size": size(found.size),
        "bytes": found.size,
        "good": found.state == "good",
        "state": state,
        "path": str(found.folder) if found.folder.exists() else None,
    }


def _described(told: dict[str, Any]) -> Iterator[str]:
    yield from pairs({**told, "size": size(told["size"])}, _FACTS)
    yield from (f"  {one['name']}  {size(one['size'])}" for one in told["pieces"])
    yield from (f"  {name} : {total}" for name, total in told["totals"].items())


def _reported(report: Report) -> dict[str, Any]:
    return {"id": report.set_id, "ok": report.ok, "seconds": report.seconds,
            "proofs": [dataclasses.asdict(one) for one in report.proofs]}  # fmt: skip


def _proofs(report: Report) -> Iterable[str]:
    yield from (f"{'✓' if one.ok else '✗'} {drill.TITLES[one.name]} : {one.found}" for one in report.proofs)
    yield f"{report.set_id} : {'éprouvée' if report.ok else 'ne tient pas'} en {report.seconds:.1f} s."


COMMAND = group(
    "backup",
    {
        "now": now,
        "list": list_sets,
        "show": show_set,
        "verify": verify_set,
        "drill": run_drill,
        "restore": restore,
        "log": log,
        "prune": prune,
        "copy": backup_place.copy,
        "place": backup_place.place,
        "report": backup_report.report,
        "key": key,
    },
)
