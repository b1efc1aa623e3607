"""``fofal-server audit``: the trail, its seals, and a copy that anyone can check."""

import csv
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from sqlalchemy.orm import Session

from fofal_server.cluster.files import sync_folder
from fofal_server.console import desk, figures
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import escaped, pairs, show, table
from fofal_server.core import seal
from fofal_server.core.audit import tell
from fofal_server.core.transfer.neutral import neutralised

Count = Annotated[int, typer.Option("-n", "--count", min=1, max=10_000, metavar="N", help="Combien d'événements.")]
After = Annotated[int, typer.Option("--after", min=0, metavar="PLACE", help="Reprend après cette place de la chaîne.")]
Output = Annotated[Path, typer.Option("--output", metavar="FICHIER", help="Où écrire ; refuse d'écraser un fichier.")]

_HEAD = re.compile(r"[0-9a-fA-F]{64}")


class Format(StrEnum):
    """How a copy of the trail is written."""

    JSONL = "jsonl"
    CSV = "csv"


Head = Annotated[str, typer.Option("--head", metavar="TÊTE", help="Tête notée lors d'une vérification antérieure.")]
Layout = Annotated[Format, typer.Option("--format", help="jsonl se vérifie sans nous, csv s'ouvre dans un tableur.")]

_COLUMNS = {
    "at": "Moment (UTC)", "username": "Qui", "address": "D'où", "action": "Action", "resource": "Type de fiche",
    "record_label": "Fiche",
}  # fmt: skip


def verify(head: Head = "", as_json: AsJson = False) -> int:
    """Recalcule toute la chaîne des empreintes et nomme la première ligne qui ne tient pas (code de sortie 1).

    Avec --head, une tête notée ailleurs, dit aussi si la fin de la chaîne a été enlevée ou refaite depuis.
    """
    if head and not _HEAD.fullmatch(head):
        raise Refusal("Une tête est faite de 64 chiffres hexadécimaux.", Outcome.WRONG_USE)

    def work(session: Session) -> dict[str, Any]:
        verdict = seal.verify(session, bytes.fromhex(head) if head else None)
        broken = None
        if verdict.broken is not None:
            broken = figures.event(session, verdict.broken) or {"id": verdict.broken}
        return {
            "whole": verdict.whole,
            "sealed": verdict.sealed,
            "unsealed": verdict.unsealed,
            "head": verdict.head,
            "broken": broken,
            "cut": verdict.cut,
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
    if told["cut"]:
        yield "✗ Chaîne coupée : la tête donnée n'y est plus. Sa fin a été enlevée ou refaite."
        yield f"  Tête actuelle : {told['head']}"
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


def export(output: Output, after: After = 0, layout: Layout = Format.JSONL, as_json: AsJson = False) -> None:
    """Écrit le journal scellé dans un fichier que n'importe quel outil peut vérifier ; l'export y est noté.

    Une ligne JSON par événement : place, empreinte, et le texte haché. L'empreinte est SHA-256 de l'empreinte
    précédente (32 octets nuls au début) suivie de ce texte en UTF-8. En CSV, pour un tableur : les mêmes événements,
    sans ce texte ; aucune cellule n'y est une formule.
    """
    if output.exists():
        raise Refusal(f"{output} existe déjà.", Outcome.WRONG_USE)

    def work(session: Session) -> dict[str, Any]:
        with _whole(output) as file:
            told = (_write_csv if layout is Format.CSV else _write)(session, file, after)
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
        line = json.dumps({"place": place, "hash": head.hex(), "text": text}, ensure_ascii=False)
        file.write(escaped(line) + "\n")
        count += 1
    return {"events": count, "last_place": place, "head": head.hex() if count else None}


def _write_csv(session: Session, file: TextIO, after: int) -> dict[str, Any]:
    head, place, count = seal.START, after, 0
    rows = csv.writer(file, delimiter=";")
    rows.writerow(("place", "hash", *seal.COLUMNS))
    for place, _, head, told in seal.chain(session, after):
        rows.writerow(
            (place, head.hex(), *("" if one is None else neutralised(escaped(str(one))) for one in told or ()))
        )
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
