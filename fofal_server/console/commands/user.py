"""``fofal-server user``: people, their passwords and roles, also when nobody can sign in any more."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy import func
from sqlalchemy.orm import Session, selectinload

from fofal_server.auth import codes, factor_resets, recovery, services
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import User, UserSession
from fofal_server.auth.passwords import Passwords
from fofal_server.auth.schemas import UserWrite
from fofal_server.auth.services import TICKET_LIFETIME
from fofal_server.auth.users import USERS
from fofal_server.console import desk
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.output import pairs, show, table
from fofal_server.console.place import data_dir
from fofal_server.core import audit
from fofal_server.core.access import scoped
from fofal_server.core.errors import Duplicate, NotFound
from fofal_server.core.problems import invalid

Username = Annotated[str, typer.Argument(metavar="NOM", help="Nom d'utilisateur.")]
FullName = Annotated[str, typer.Argument(metavar="NOM_COMPLET", help="Nom complet, entre guillemets.")]
Roles = Annotated[list[str], typer.Option("--role", metavar="CODE", help="Code d'un rôle ; peut se répéter.")]
Added = Annotated[list[str], typer.Option("--add", metavar="CODE", help="Rôle à donner ; peut se répéter.")]
Removed = Annotated[list[str], typer.Option("--remove", metavar="CODE", help="Rôle à retirer ; peut se répéter.")]
Alone = Annotated[
    bool, typer.Option("--alone", help="Même si deux personnes pourraient le faire à l'écran ; c'est noté au journal.")
]

_COLUMNS = {
    "username": "Utilisateur", "full_name": "Nom", "roles": "Rôles", "active": "Actif",
    "second_factor": "Second facteur", "last_seen": "Vu le (UTC)",
}  # fmt: skip
_PASSWORD = {"username": "Utilisateur", "temporary_password": "Mot de passe temporaire (montré cette seule fois)"}


def list_users(as_json: AsJson = False) -> None:
    """Montre tous les utilisateurs."""
    people = desk.act(_people)
    shown = [{**one, "last_seen": (one["last_seen"] or "")[:16].replace("T", " ") or None} for one in people]
    show(people, as_json, table(shown, _COLUMNS))


def create(username: Username, full_name: FullName, roles: Roles = [], as_json: AsJson = False) -> None:  # noqa: B006 - Typer reads it
    """Crée un utilisateur avec un mot de passe temporaire, à changer à la première connexion."""

    def work(session: Session) -> dict[str, Any]:
        try:
            body = UserWrite(username=username, full_name=full_name)
        except ValidationError as error:
            raise invalid(error) from error
        _refuse_known(session, body.username)
        services.create_user(session, body.username, body.full_name, roles)
        return _fresh_password(session, body.username) | {"roles": sorted(roles)}

    made = desk.act(work)
    show(made, as_json, pairs(made, _PASSWORD))


def disable(username: Username, yes: Yes = False, as_json: AsJson = False) -> None:
    """Ferme la porte à un utilisateur et termine ses sessions à l'instant."""
    make_sure(f"Désactiver « {username} » ? Ses sessions se ferment à l'instant.", yes)
    _set_active(username, active=False, as_json=as_json)


def enable(username: Username, as_json: AsJson = False) -> None:
    """Laisse revenir un utilisateur désactivé."""
    _set_active(username, active=True, as_json=as_json)


def reset_password(username: Username, yes: Yes = False, as_json: AsJson = False) -> None:
    """Donne un code qui sert une fois, pendant 20 minutes, à poser un nouveau mot de passe (« Mot de passe oublié ? »).

    L'ancien mot de passe ne vaut plus et toutes les sessions de la personne se ferment à l'instant.
    """
    make_sure(f"Remplacer le mot de passe de « {username} » ? Ses sessions se ferment.", yes)

    def work(session: Session) -> dict[str, Any]:
        user, code = recovery.start(session, username)
        return {"username": user.username, "code": code, "expires_in": int(codes.LIFETIME.total_seconds())}

    told = desk.act(work)
    shown = {"username": "Utilisateur", "code": "Code (montré cette seule fois)", "expires_in": "Vaut (secondes)"}
    show(told, as_json, pairs(told, shown))


def reset_factor(username: Username, alone: Alone = False, yes: Yes = False, as_json: AsJson = False) -> None:
    """Retire le second facteur perdu d'un utilisateur, là où deux personnes ne peuvent pas le faire à l'écran."""
    make_sure(f"Retirer le second facteur de « {username} » ? Ses sessions se ferment.", yes)

    def work(session: Session) -> dict[str, Any]:
        user = services.find_user(session, username)
        factor_resets.at_console(session, user, alone=alone)
        return {"username": user.username, "second_factor": user.second_factor}

    told = desk.act(work)
    show(told, as_json, pairs(told, {"username": "Utilisateur", "second_factor": "Second facteur"}))


def ticket(username: Username, as_json: AsJson = False) -> None:
    """Donne un billet de connexion qui vaut une fois, pendant une minute ; c'est noté au journal d'audit."""

    def work(session: Session) -> dict[str, Any]:
        made = services.create_ticket(session, username)
        user = services.find_user(session, username)
        audit.tell(session, "ticket", USERS, record_id=user.id, label=user.username)
        return {"username": user.username, "ticket": made, "expires_in": int(TICKET_LIFETIME.total_seconds())}

    told = desk.act(work)
    show(told, as_json, pairs(told, {"username": "Utilisateur", "ticket": "Billet", "expires_in": "Vaut (secondes)"}))


def roles(username: Username, add: Added = [], remove: Removed = [], as_json: AsJson = False) -> None:  # noqa: B006 - Typer reads it
    """Montre les rôles d'un utilisateur, ou les change (--add, --remove)."""

    def work(session: Session) -> dict[str, Any]:
        held = {role.code for role in services.find_user(session, username).roles}
        user = services.find_user(session, username)
        if add or remove:
            _refuse_not_held(held, remove)
            user = services.change_user(session, username, roles=sorted((held | set(add)) - set(remove)))
        return {"username": user.username, "roles": sorted(role.code for role in user.roles)}

    told = desk.act(work)
    show(told, as_json, pairs(told, {"username": "Utilisateur", "roles": "Rôles"}))


def _people(session: Session) -> list[dict[str, Any]]:
    whose, latest = UserSession.user_id, func.max(UserSession.last_seen)
    seen = session.execute(scoped(desk.CONSOLE, UserSession, whose, latest).group_by(whose))
    last = {row[0]: row[1].isoformat() for row in seen}
    everybody = scoped(desk.CONSOLE, User).options(selectinload(User.roles)).order_by(User.username)
    return [_card(user) | {"last_seen": last.get(user.id)} for user in session.scalars(everybody)]


def _card(user: User) -> dict[str, Any]:
    return {
        "username": user.username,
        "full_name": user.full_name,
        "email": user.email,
        "roles": [role.code for role in user.roles],
        "active": user.active,
        "must_change_password": user.must_change_password,
        "second_factor": user.second_factor,
    }


def _set_active(username: str, *, active: bool, as_json: bool) -> None:
    def work(session: Session) -> dict[str, Any]:
        user = services.change_user(session, username, active=active)
        return {"username": user.username, "active": user.active}

    told = desk.act(work)
    show(told, as_json, pairs(told, {"username": "Utilisateur", "active": "Actif"}))


def _fresh_password(session: Session, username: str) -> dict[str, Any]:
    """A drawn password in place of any before; nobody chooses it, and nobody sees it again."""
    password = services.temporary_password()
    passwords = Passwords(Keys.ensure(data_dir()).pepper)
    user = services.set_password(session, passwords, username, password, must_change=True)
    return {"username": user.username, "temporary_password": password, "must_change_password": True}


def _refuse_known(session: Session, username: str) -> None:
    try:
        services.find_user(session, username)
    except NotFound:
        return
    raise Duplicate("duplicate_value", code="duplicate")


def _refuse_not_held(held: set[str], remove: Sequence[str]) -> None:
    if missing := sorted(set(remove) - held):
        raise Refusal(f"Rôle non tenu : {', '.join(missing)}.", Outcome.TROUBLE)


COMMAND = group(
    "user",
    {
        "list": list_users,
        "create": create,
        "disable": disable,
        "enable": enable,
        "reset-password": reset_password,
        "reset-factor": reset_factor,
        "ticket": ticket,
        "roles": roles,
    },
)
