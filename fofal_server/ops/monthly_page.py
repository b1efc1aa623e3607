"""The month of the backups on paper: figures first, then each night on a line."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from fofal_server.backup.files import open_new
from fofal_server.contract.paper import Page
from fofal_server.core.actor import Actor
from fofal_server.core.paper.facts import told
from fofal_server.core.paper.head import Head, headed
from fofal_server.core.paper.letters import drawable
from fofal_server.core.paper.out import as_pdf
from fofal_server.core.paper.sheet import Sheet
from fofal_server.core.paper.table import Column, Table, wished
from fofal_server.ops.history import Line
from fofal_server.ops.monthly import Month, Night

_FRENCH = "fr"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_NIGHT, _BACKUP, _, _, _DRILL, _COPY = range(6)
_COLUMNS = (
    Column("Nuit", 0), Column("Sauvegarde", 0), Column("Taille", 0, right=True), Column("Durée", 0, right=True),
    Column("Restauration d’essai", 0), Column("Copie relue", 0),
)  # fmt: skip


def head(month: Month, session: Session | None, actor: Actor, data_dir: Path) -> Head:
    """With the company's name, its logo and who made it, or bare where its database cannot be asked."""
    name = _MONTHS[month.first.month - 1]
    title = f"Sauvegardes {'d’' if name[0] in 'ao' else 'de '}{name} {month.first.year}"
    return Head(title, _FRENCH) if session is None else headed(session, actor, title, _FRENCH, data_dir)


def drawn(month: Month, head: Head, path: Path) -> None:
    """Draw it, in place of the page of before; only its owner reads it."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open_new(draft) as file:
        file.writelines(as_pdf(head, laid(month, head)))
    draft.replace(path)


def laid(month: Month, head: Head) -> Iterator[Page]:
    """The pages under this head."""
    sheet = Sheet(head)
    told(sheet, figures(month))
    rows = [_cells(night) for night in month.nights]
    table = Table(sheet, wished(_COLUMNS, rows))
    for night, cells in zip(month.nights, rows, strict=True):
        table.row(cells, wrong=_wrong(night))
    yield from sheet.end()


def figures(month: Month) -> list[tuple[str, str]]:
    """Each with what it says, for the page and for a terminal."""
    return [
        ("Sauvegardes réussies", f"{month.backups_good} ; échouées : {month.backups_failed}"),
        ("Le plus long moment sans sauvegarde nouvelle", f"{_number(month.longest_gap_hours)} h"),
        ("Restaurations d’essai où tout a été prouvé", f"{month.drills_good} ; échouées : {month.drills_failed}"),
        ("La plus longue restauration d’essai", f"{_number(month.restore_seconds_longest)} s"),
        ("Copies relues au second lieu", f"{month.copies_checked} ; échouées : {month.copies_failed}"),
    ]


def _cells(night: Night) -> list[str]:
    made, proved, copied = night.backup, night.drill, night.copy
    good = made is not None and made.ok
    found = f"tout est prouvé en {_number(proved.seconds)} s" if proved and proved.ok else _outcome(proved)
    cells = (
        f"{night.day:%d/%m}",
        made.set_id if made and good else _outcome(made),
        f"{_number(made.size / 1_000_000)} Mo" if made and good else "",
        f"{_number(made.seconds)} s" if made and good else "",
        found,
        _outcome(copied),
    )
    return [drawable(cell) for cell in cells]


def _wrong(night: Night) -> set[int]:
    """What failed; a night on which something failed or was not done at all stands out as well."""
    deeds = {_BACKUP: night.backup, _DRILL: night.drill, _COPY: night.copy}
    failed = {place for place, line in deeds.items() if line is not None and not line.ok}
    owed = failed - {_COPY} or night.backup is None or night.drill is None
    return failed | ({_NIGHT} if owed else set())


def _outcome(line: Line | None) -> str:
    if line is None:
        return "—"
    return "oui" if line.ok else f"échec : {line.words.partition(chr(10))[0]}"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
