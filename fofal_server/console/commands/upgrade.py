"""``fofal-server upgrade``: from the tables of an older program to those of this one, and back where that fails."""

import dataclasses
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from fofal_server.console import desk, facts, upgrading
from fofal_server.console.application import AsJson, single
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.output import escaped, show
from fofal_server.console.place import data_dir
from fofal_server.console.upgrading import Step, Upgrade
from fofal_server.core.migrations import head_revision
from fofal_server.ops.shelf import Shelf

BackedUp = Annotated[
    bool, typer.Option("--backed-up", help="La base d'un autre serveur PostgreSQL a été sauvegardée par ses moyens.")
]


def upgrade(backed_up: BackedUp = False, as_json: AsJson = False) -> int:
    """Passe à la version de ce programme : contrôle, sauvegarde, migration, vérification.

    Ce qui échoue est défait : la base redescend, ou la sauvegarde qui vient d'être prise est rétablie. Les serveurs en
    marche peuvent continuer quand cette version ne fait qu'ajouter ; sinon la commande demande de les arrêter.
    """
    steps = list[Step]()
    for step in _steps(backed_up):
        steps.append(step)
        print(escaped(_line(step)), file=sys.stderr, flush=True)
    ok = all(one.ok for one in steps)
    told = {"ok": ok, "steps": [dataclasses.asdict(one) for one in steps]}
    show(told, as_json, ["Terminé : démarrez ou redémarrez le serveur." if ok else "La mise à jour a échoué."])
    return Outcome.OK if ok else Outcome.TROUBLE


def _steps(backed_up: bool) -> Iterator[Step]:
    with desk.installed() as installation:
        found = facts.read(installation.app_url)
        facts.refuse_newer(found)
        if found.revision is None:
            yield _nothing_yet(installation)
            return
        if found.revision == head_revision():
            yield Step("preflight", "Contrôle préalable", True, f"la base est déjà à {found.revision}", 0.0)
            return
        work, failed = Upgrade(installation, Shelf.from_environment(data_dir()), backed_up, found.revision), False
        for step in work.steps():
            yield step
            failed = step.name == "rollback" and not step.ok
    if failed:
        yield _restored(work)


def _nothing_yet(installation: Installation) -> Step:
    """An ``init`` that was cut short must not hold up the package of this program; of our own base we know it."""
    if installation.superuser_url is None:
        raise Refusal("Cette base est encore vide. Tapez : fofal-server init")
    found = "la base est encore vide, tapez d'abord : fofal-server init"
    return Step("preflight", "Contrôle préalable", True, found, 0.0)


def _restored(work: Upgrade) -> Step:
    """Only once the database is at rest: that of a running server has to be stopped by hand, another's is another's."""
    made, ours = work.made, work.installation.cluster is not None
    if made is not None and ours:
        return upgrading.told("restore", "Rétablissement", lambda: upgrading.restored_in_place(work.shelf, made))
    found = "rétablissez la sauvegarde de la base par les moyens de qui la tient"
    if made is not None:
        found = f"arrêtez le serveur, puis : fofal-server backup restore {made.name} --into DOSSIER"
    return Step("restore", "Rétablissement", False, found, 0.0)


def _line(step: Step) -> str:
    return f"{'✓' if step.ok else '✗'} {step.title} ({step.seconds:.1f} s) : {step.found}"


COMMAND = single("upgrade", upgrade)
