"""``fofal-server sessions``: who is signed in from where, and ending that; it is told in the trail."""

from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy.orm import Session

from fofal_server.auth import services, sessions
from fofal_server.auth.models import Ending, User, UserSession
from fofal_server.auth.resources import SESSIONS
from fofal_server.console import desk
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import show, table
from fofal_server.core import crud
from fofal_server.core.access import scoped
from fofal_server.core.plain import plain

Id = Annotated[str, typer.Argument(metavar="SESSION", help="Son identifiant, comme « sessions list » le montre.")]
OfUser = Annotated[str, typer.Option("--user", metavar="NOM", help="Toutes celles de cet utilisateur.")]
All = Annotated[bool, typer.Option("--all", help="Toutes, celles des administrateurs comprises.")]

_COLUMNS = {
    "id": "Session", "username": "Utilisateur", "device": "Poste", "address": "Adresse",
    "created_at": "Ouverte (UTC)", "last_seen": "Vue (UTC)",
}  # fmt: skip


def list_sessions(as_json: AsJson = False) -> None:
    """Montre les sessions ouvertes, la dernière vue d'abord."""
    told = desk.act(living)
    shown = [{**one, **{name: one[name][:19] for name in ("created_at", "last_seen")}} for one in told]
    show(told, as_json, table(shown, _COLUMNS) if told else ["Personne n'est connecté."])


def end(
    session: Id = "", username: OfUser = "", everybody: All = False, yes: Yes = False, as_json: AsJson = False
) -> None:
    """Termine une session, celles d'un utilisateur ou toutes : le poste redemande le mot de passe, la saisie reste."""
    if sum(map(bool, (session, username, everybody))) != 1:
        raise Refusal("Donnez une session, --user ou --all.", Outcome.WRONG_USE)
    if everybody:
        make_sure("Terminer toutes les sessions, la vôtre comprise ?", yes)
    work = end_all if everybody else lambda one: end_of(one, username) if username else end_one(one, session)
    count = desk.act(work)
    show({"ended": count}, as_json, [f"{count} session(s) terminée(s)."])


def living(session: Session) -> list[dict[str, Any]]:
    """Sessions that still count, with whose they are; the one seen last first."""
    chosen = (UserSession.id, User.username, User.full_name, UserSession.device, UserSession.address)
    times = (UserSession.created_at, UserSession.last_seen)
    query = scoped(desk.CONSOLE, UserSession, *chosen, *times).join(User, User.id == UserSession.user_id)
    found = session.execute(query.where(*sessions.alive()).order_by(UserSession.last_seen.desc())).mappings()
    return [{name: plain(value) for name, value in row.items()} for row in found]


def end_one(session: Session, key: str) -> int:
    """End the session of this id, or of the only one whose id begins so; answers 1."""
    found = [one["id"] for one in living(session) if one["id"].startswith(key.lower())]
    if len(found) != 1:
        raise Refusal(f"{'Plusieurs sessions' if found else 'Aucune session'} : « {key} ». Voyez : sessions list")
    record, action = session.get_one(UserSession, UUID(found[0])), SESSIONS.actions[0]
    crud.act(session, SESSIONS, desk.CONSOLE, record.id, action, None, record.version)
    return 1


def end_of(session: Session, username: str) -> int:
    """End all sessions of a person; answers how many."""
    return sessions.end(session, Ending.ENDED_BY_ADMIN, user_id=services.find_user(session, username).id)


def end_all(session: Session) -> int:
    """End all sessions of everybody; answers how many."""
    people = session.scalars(scoped(desk.CONSOLE, UserSession, UserSession.user_id).where(*sessions.alive()))
    return sum(sessions.end(session, Ending.ENDED_BY_ADMIN, user_id=one) for one in sorted(set(people)))


COMMAND = group("sessions", {"list": list_sessions, "end": end})
