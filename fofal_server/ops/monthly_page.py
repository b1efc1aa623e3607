"""The month of the backups on paper: figures first, then each night on a line."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from fofal_server.backup.files import open_new
from fofal_server.ops.history import Line
from fofal_server.ops.monthly import Month, Night

_STYLES = getSampleStyleSheet()
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_TITLES = ("Nuit", "Sauvegarde", "Taille", "Durée", "Restauration d'essai", "Copie relue")
_WIDTHS = (14 * mm, 48 * mm, 20 * mm, 17 * mm, 50 * mm, 31 * mm)
_INK, _LINE, _ILL = colors.HexColor("#1f2a24"), colors.HexColor("#c9d3cc"), colors.HexColor("#b3261e")
_LOOK = [
    ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"), ("FONTSIZE", (0, 0), (-1, -1), 8),
    ("TEXTCOLOR", (0, 0), (-1, -1), _INK), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("ALIGN", (2, 0), (3, -1), "RIGHT"),
    ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]  # fmt: skip


def drawn(month: Month, path: Path) -> None:
    """Draw it, in place of the page of before; only its owner reads it."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    title = f"Sauvegardes {_named(month)}"
    with open_new(draft) as file:
        page = SimpleDocTemplate(file, pagesize=A4, title=title, leftMargin=15 * mm, rightMargin=15 * mm)
        page.build(list(_content(month, title)))
    draft.replace(path)


def _content(month: Month, title: str) -> Iterator[Flowable]:
    yield Paragraph(escape(title), _STYLES["Title"])
    yield from (Paragraph(escape(line), _STYLES["BodyText"]) for line in summary(month))
    yield Spacer(0, 6 * mm)
    rows = [list(_TITLES), *(_row(night) for night in month.nights)]
    yield Table(rows, _WIDTHS, repeatRows=1, style=[*_LOOK, *_ill(month.nights)])


def _named(month: Month) -> str:
    name = _MONTHS[month.first.month - 1]
    return f"{'d’' if name[0] in 'ao' else 'de '}{name} {month.first.year}"


def summary(month: Month) -> list[str]:
    """The figures in words, for the page and for a letter."""
    gap, longest = _number(month.longest_gap_hours), _number(month.restore_seconds_longest)
    return [
        f"Sauvegardes réussies : {month.backups_good} ; échouées : {month.backups_failed}.",
        f"Le plus long moment sans sauvegarde nouvelle : {gap} h.",
        f"Restaurations d'essai où tout a été prouvé : {month.drills_good} ; échouées : {month.drills_failed}.",
        f"La plus longue restauration d'essai a pris {longest} s.",
        f"Copies relues au second lieu : {month.copies_checked} ; échouées : {month.copies_failed}.",
    ]


def _row(night: Night) -> list[object]:
    made, proved, copied = night.backup, night.drill, night.copy
    size = f"{_number(made.size / 1_000_000)} Mo" if made and made.ok else ""
    seconds = f"{_number(made.seconds)} s" if made and made.ok else ""
    found = f"tout est prouvé en {_number(proved.seconds)} s" if proved and proved.ok else _told(proved)
    what = made.set_id if made and made.ok else _told(made)
    return [f"{night.day:%d/%m}", _cell(what), size, seconds, _cell(found), _cell(_told(copied))]


def _told(line: Line | None) -> str:
    if line is None:
        return "—"
    return "oui" if line.ok else f"échec : {line.words.partition(chr(10))[0][:120]}"


def _cell(words: str) -> Paragraph:
    style = _STYLES["BodyText"].clone("cell", fontSize=8, leading=9.5, spaceBefore=0, textColor=_INK)
    return Paragraph(escape(words), style.clone("ill", textColor=_ILL) if words.startswith("échec") else style)


def _ill(nights: list[Night]) -> list[tuple[object, ...]]:
    """Nights on which something failed, or nothing was done, begin in red."""
    return [
        ("TEXTCOLOR", (0, row), (0, row), _ILL)
        for row, night in enumerate(nights, 1)
        if not all(one and one.ok for one in (night.backup, night.drill))
    ]


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
