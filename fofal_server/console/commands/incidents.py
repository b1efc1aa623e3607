"""``fofal-server incidents``: what went wrong, who has it in hand, and saying that it is over."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy import ColumnElement, String, cast
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth.models import User
from fofal_server.console import desk
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Refusal
from fofal_server.console.output import pairs, show, table
from fofal_server.core import crud
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.plain import plain
from fofal_server.core.texts import text
from fofal_server.notifications.models import Alert, AlertState
from fofal_server.notifications.resources import ALERTS
from fofal_server.notifications.schemas import Remark

LEAST, OPEN = 4, (AlertState.ACTIVE, AlertState.ACKNOWLEDGED)

Which = Annotated[
    str, typer.Argument(metavar="ALERTE", help="La fin de son numéro (« incidents list »), ou sa surveillance.")
]
Everything = Annotated[bool, typer.Option("--all", help="Aussi celles qui sont résolues ou clôturées.")]
Count = Annotated[int, typer.Option("-n", "--count", min=1, max=10_000, metavar="N", help="Combien d'alertes.")]
Words = Annotated[str, typer.Option("--note", metavar="TEXTE", help="Ce qui a été fait, pour qui lira l'alerte.")]

_CARD = (
    "code", "subject", "title", "told", "severity", "status", "since", "returns", "acknowledged_at", "resolved_at",
    "closed_at", "planned", "guide",
)  # fmt: skip
_LIST = {
    "short": "Alerte", "severity": "Gravité", "status": "État", "since": "Depuis (UTC)", "title": "Quoi",
}  # fmt: skip
_SHOWN = {
    "id": "Numéro", "title": "Alerte", "told": "Ce qui se passe", "severity": "Gravité", "status": "État",
    "since": "Depuis (UTC)", "returns": "Retours", "acknowledged_at": "Prise en charge", "resolved_at": "Résolue",
    "closed_at": "Clôturée", "guide": "Que faire",
}  # fmt: skip
_STEPS = {"at": "Le (UTC)", "what": "Quoi", "who": "Qui", "words": "Remarque"}


def list_incidents(all_: Everything = False, count: Count = 50, as_json: AsJson = False) -> None:
    """Montre les alertes ouvertes, la plus récente d'abord."""
    which = scoped(SYSTEM, Alert) if all_ else scoped(SYSTEM, Alert).where(Alert.status.in_(OPEN))
    ordered = which.order_by(Alert.since.desc(), Alert.id.desc()).limit(count)
    told = desk.act(lambda session: [_card(one) for one in session.scalars(ordered)])
    show(told, as_json, table([_worded(one) for one in told], _LIST) if told else ["Aucune alerte ouverte."])


def show_incident(which: Which, as_json: AsJson = False) -> None:
    """Montre une alerte et son déroulement."""

    def work(session: Session) -> dict[str, Any]:
        alert = _found(session, which)
        return {**_card(alert), "steps": _steps(session, alert)}

    told = desk.act(work)
    lines = [{**one, "at": one["at"][:19], "what": text(f"choice.StepKind.{one['what']}")} for one in told["steps"]]
    show(told, as_json, [*pairs(_worded(told), _SHOWN), "", *table(lines, _STEPS)])


def acknowledge(which: Which, as_json: AsJson = False) -> None:
    """Prend une alerte en charge : personne d'autre n'est plus prévenu."""
    _done(which, "acknowledge", None, as_json)


def resolve(which: Which, note: Words = "", as_json: AsJson = False) -> None:
    """Déclare une alerte résolue ; si la panne dure, elle reste muette jusqu'à ce qu'elle cesse ou s'aggrave."""
    _done(which, "resolve", Remark(words=note or None), as_json)


def close(which: Which, as_json: AsJson = False) -> None:
    """Clôture une alerte résolue."""
    _done(which, "close", None, as_json)


def _done(which: str, name: str, body: Any, as_json: bool) -> None:
    def work(session: Session) -> dict[str, Any]:
        alert = _found(session, which)
        deed = next(one for one in ALERTS.actions if one.name == name)
        crud.act(session, ALERTS, desk.CONSOLE, alert.id, deed, body, alert.version)
        return _card(alert)

    told = desk.act(work)
    show(told, as_json, pairs(_worded(told), _SHOWN))


def _found(session: Session, which: str) -> Alert:
    """By the whole number or its end, or by its watch: the newest of that one, the open one first."""
    query = scoped(SYSTEM, Alert).where(_named(which)).options(selectinload(Alert.steps))
    found: list[Alert] = list(
        session.scalars(query.order_by(Alert.status.in_(OPEN).desc(), Alert.since.desc()).limit(2))
    )
    if not found:
        raise Refusal(f"Aucune alerte « {which} ». Voyez : fofal-server incidents list --all")
    if len(found) > 1 and found[0].code != which:
        raise Refusal(f"Plusieurs alertes finissent par « {which} » : donnez-en davantage.")
    return found[0]


def _named(which: str) -> ColumnElement[bool]:
    try:
        return Alert.id == UUID(which)
    except ValueError:  # the end of one, or a code
        pass
    if len(which) >= LEAST and all(one in "0123456789abcdef-" for one in which):
        return cast(Alert.id, String).endswith(which, autoescape=True) | (Alert.code == which)
    return Alert.code == which


def _card(alert: Alert) -> dict[str, Any]:
    return {"id": str(alert.id), **{name: plain(getattr(alert, name)) for name in _CARD}}


def _steps(session: Session, alert: Alert) -> list[dict[str, Any]]:
    people = [step.user_id for step in alert.steps if step.user_id]
    known = session.execute(scoped(SYSTEM, User, User.id, User.username).where(User.id.in_(people)))
    names = {row.id: row.username for row in known}
    return [
        {"at": plain(one.at), "what": one.what.value, "who": names.get(one.user_id), "words": one.words}
        for one in alert.steps
    ]


def _worded(told: Mapping[str, Any]) -> dict[str, Any]:
    """As a person reads it: words of the catalogue, moments to the second."""
    moments = {key: value[:19] for key, value in told.items() if (key.endswith("_at") or key == "since") and value}
    words = {"severity": "choice.Severity", "status": "choice.AlertState"}
    said = {key: text(f"{prefix}.{told[key]}") for key, prefix in words.items()}
    return {**told, **moments, **said, "short": told["id"][-8:]}


COMMAND = group(
    "incidents",
    {"list": list_incidents, "show": show_incident, "ack": acknowledge, "resolve": resolve, "close": close},
)
