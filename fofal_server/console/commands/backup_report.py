"""``fofal-server backup report``: the month of the backups, for the owner."""

import datetime as dt
from typing import Annotated

import psycopg2
import typer

from fofal_server.cluster.errors import ClusterError
from fofal_server.console import desk
from fofal_server.console.application import AsJson
from fofal_server.console.errors import Refusal
from fofal_server.console.output import show
from fofal_server.console.place import data_dir
from fofal_server.core import clock
from fofal_server.core.errors import FofalError
from fofal_server.core.paper.head import Head
from fofal_server.ops import monthly
from fofal_server.ops.monthly import Month
from fofal_server.ops.monthly_page import figures, head

MonthOf = Annotated[
    dt.datetime | None, typer.Option("--month", metavar="MOIS", formats=["%Y-%m"], help="Par exemple 2026-10.")
]


def report(month: MonthOf = None, as_json: AsJson = False) -> None:
    """Écrit le rapport d'un mois (PDF et JSON) : chaque nuit, ce qui a été prouvé ; sans --month, le mois écoulé."""
    now = clock.now()
    first = month.date() if month else monthly.month_before(clock.day_of(now))
    found = monthly.summed(data_dir(), first, now)
    told, page = monthly.kept(data_dir(), found, _head(found))
    answer = {"month": found.name, "json": str(told), "pdf": str(page), "backups_good": found.backups_good,
              "drills_good": found.drills_good, "longest_gap_hours": found.longest_gap_hours}  # fmt: skip
    lines = [f"{label} : {words}." for label, words in figures(found)]
    show(answer, as_json, [*lines, f"Écrit : {page}"])


def _head(month: Month) -> Head:
    """An installation that is broken gets its report as well, without the company's name."""
    try:
        return desk.act(lambda session: head(month, session, desk.CONSOLE, data_dir()))
    except (Refusal, FofalError, ClusterError, psycopg2.OperationalError):
        return head(month, None, desk.CONSOLE, data_dir())
