"""``fofal-server backup report``: the month of the backups, for the owner."""

import datetime as dt
from typing import Annotated

import typer

from fofal_server.console.application import AsJson
from fofal_server.console.output import show
from fofal_server.console.place import data_dir
from fofal_server.core import clock
from fofal_server.ops import monthly
from fofal_server.ops.monthly_page import summary

MonthOf = Annotated[
    dt.datetime | None, typer.Option("--month", metavar="MOIS", formats=["%Y-%m"], help="Par exemple 2026-10.")
]


def report(month: MonthOf = None, as_json: AsJson = False) -> None:
    """Écrit le rapport d'un mois (PDF et JSON) : chaque nuit, ce qui a été prouvé ; sans --month, le mois écoulé."""
    now = clock.now()
    first = month.date() if month else monthly.month_before(clock.day_of(now))
    found = monthly.summed(data_dir(), first, now)
    told, page = monthly.kept(data_dir(), found)
    answer = {"month": found.name, "json": str(told), "pdf": str(page), "backups_good": found.backups_good,
              "drills_good": found.drills_good, "longest_gap_hours": found.longest_gap_hours}  # fmt: skip
    show(answer, as_json, [*summary(found), f"Écrit : {page}"])
