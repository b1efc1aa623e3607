"""``fofal-server maintenance``: closing the house for a while, and opening it again."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy.orm import Session

from fofal_server.console import desk
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.moments import duration, moment
from fofal_server.console.output import show
from fofal_server.core import clock
from fofal_server.core.problems import invalid
from fofal_server.ops import maintenance
from fofal_server.ops.maintenance import MaintenanceOrder, MaintenanceState

Message = Annotated[str, typer.Option("--message", metavar="TEXTE", help="Ce que chacun lira sur son poste.")]
Until = Annotated[str, typer.Option("--until", metavar="MOMENT", help="Fin prévue : 14:30 ou 2026-11-22T14:30.")]
For = Annotated[str, typer.Option("--for", metavar="DURÉE", help="Durée prévue : 30m, 2h, 1h30.")]
In = Annotated[str, typer.Option("--in", metavar="DURÉE", help="L'annonce d'abord : elle commence dans 10m, 1h…")]


def on(message: Message, until: Until = "", lasts: For = "", ahead: In = "", as_json: AsJson = False) -> None:
    """Met le serveur en maintenance, ou l'annonce (--in) : qui n'a pas le droit de la mener attend la fin.

    La fin prévue est une promesse à lire : seule « maintenance off » y met fin. Les travaux continuent.
    """
    order = orders(message, until, lasts, ahead)
    _show(desk.act(lambda session: maintenance.begin(session, order)), as_json)


def off(as_json: AsJson = False) -> None:
    """Met fin à la maintenance, ou retire son annonce : chacun reprend où il en était."""

    def work(session: Session) -> MaintenanceState:
        maintenance.end(session)
        session.flush()
        return maintenance.state(session)

    _show(desk.act(work), as_json)


def status(as_json: AsJson = False) -> None:
    """Dit si une maintenance est en cours ou annoncée."""
    _show(desk.act(maintenance.state), as_json)


def orders(message: str, until: str = "", lasts: str = "", ahead: str = "") -> MaintenanceOrder:
    """The order of what was typed, refused in words where it is none."""
    if until and lasts:
        raise Refusal("Donnez --until ou --for, pas les deux.", Outcome.WRONG_USE)
    begins = clock.now() + duration(ahead) if ahead else clock.now()
    ends = moment(until) if until else begins + duration(lasts) if lasts else None
    try:
        return MaintenanceOrder(message=message, starts_at=begins if ahead else None, until=ends)
    except ValidationError as error:
        raise invalid(error) from error


def lines(state: MaintenanceState) -> Iterable[str]:
    """What is going on, for people; times of the company."""
    told = state.notice
    if told is None:
        yield "Aucune maintenance."
        return
    yield f"Maintenance {'en cours depuis' if told.on else 'annoncée pour'} {_at(told.starts_at)}, par {state.begun_by}"
    yield f"  {told.message}"
    if told.until is not None:
        yield f"  Fin prévue : {_at(told.until)}{', dépassée' if told.until < clock.now() else ''}"
    yield "  Pour y mettre fin : fofal-server maintenance off"


def _at(when: dt.datetime) -> str:
    return when.astimezone(clock.COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")


def _show(state: MaintenanceState, as_json: bool) -> None:
    told: dict[str, Any] = state.model_dump(mode="json")
    show(told, as_json, lines(state))


COMMAND = group("maintenance", {"on": on, "off": off, "status": status})
