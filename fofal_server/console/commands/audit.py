"""``fofal-server audit``: the trail, its seals, and a copy that anyone can check."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from sqlalchemy.orm import Session

from fofal_server.cluster.files import sync_folder
from fofal_server.console import desk, figures
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import pairs, show, table
from fofal_server.core import seal
from fofal_server.core.audit import tell

Count = Annotated[int, typer.Option("-n", "--count", min=1, max=10_000, metavar="N", help="Combien d'événements.")]
After = Annotated[int, typer.Option("--after", min=0, metavar="PLACE", help="Reprend après cette place de la chaîne.")]
Output = Annotated[Path, typer.Option("--output", metavar="FICHIER", help="Où écrire ; refuse d'écraser un fichier.")]

_COLUMNS = {
    "at": "Moment (UTC)", "username": "Qui", "address": "D'où", "action": "Action", "resource": "Type de fiche",
    "record_label": "Fiche",
}  # fmt: skip


def verify(as_json: AsJson = False) -> int:
    """Recalcule toute la chaîne des empreintes et nomme la première ligne qui ne tient pas (code de sortie 1)."""

    def work(session: Session) -> dict[str, Any]:
        verdict = seal.verify(session)
        broken = None
        if verdict.broken is not None:
            broken = figures.event(session, verdict.broken) or {"id": verdict.broken}
        return {
            "whole": verdict.whole,
            "sealed": verdict.sealed,
            "unsealed": verdict.unsealed,
            "head": verdict.head,
            "broken": broken,
        }

    told = desk.act(work)
    show(told, as_json, verdict_lines(told))
    return Outcome.OK if told["whole"] else Outcome.TROUBLE


def verdict_lines(told: dict[str, Any]) -> Iterator[str]:
    """The verdict for a person, also for ``doctor``."""
    if told["whole"]:
        yield f"✓ Chaîne entière : {told['sealed']} événements scellés, {told['unsealed']} à sceller."
        yield f"  Tête : {told['head']}"
        return
    one = told["broken"]
    yield f"✗ Chaîne rompue à l'événement n° {one['id']}."
    if "at" in one:
        yield "  " + "  ".join(str(one[name] or "") for name in _COLUMNS)
    else:
        yield "  Cet événement a été supprimé."
    yield "  Mettez la base de côté (sauvegarde) avant tout autre geste, et comparez-la à un export antérieur."


def tail(count: Count = 20, as_json: AsJson = False) -> None:
    """Montre les derniers événements."""
    told = desk.act(lambda session: figures.last_events(session, count))
    show(told, as_json, table([{**one, "at": one["at"][:19]} for one in told], _COLUMNS))


def export(output: Output, after: After = 0, as_json: AsJson = False) -> None:
    """Écrit le journal scellé dans un fichier que n'importe quel outil peut vérifier ; l'export y est noté.

    Une ligne JSON par événement : place, empreinte, et le texte haché. L'empreinte est SHA-256 de l'empreinte
    précédente (32 octets nuls au début) suivie de ce texte en UTF-8.
    """
    if output.exists():
        raise Refusal(f"{output} existe déjà.", Outcome.WRONG_USE)

    def work(session: Session) -> dict[str, Any]:
        with _whole(output) as file:
            told = _write(session, file, after)
        tell(session, "export", "auth.audit-events", after=told)
        return {"path": str(output.absolute()), **told}

    told = desk.act(work)
    titles = {"path": "Fichier", "events": "Événements", "last_place": "Dernière place", "head": "Tête de la chaîne"}
    show(told, as_json, pairs(told, titles))


def _write(session: Session, file: TextIO, after: int) -> dict[str, Any]:
    head, place, count = seal.START, after, 0
    file.write(json.dumps({"columns": seal.COLUMNS, "after": after}) + "\n")
    for place, _, head, told in seal.chain(session, after):
        text = None if told is None else seal.sealed_text(told)
        file.write(json.dumps({"place": place, "hash": head.hex(), "text": text}, ensure_ascii=False) + "\n")
        count += 1
    return {"events": count, "last_place": place, "head": head.hex() if count else None}


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A new file, private, that appears only when it is whole and on disk."""
    draft = path.with_name(path.name + ".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.absolute().parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


COMMAND = group("audit", {"verify": verify, "tail": tail, "export": export})
