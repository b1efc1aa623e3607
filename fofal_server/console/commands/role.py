"""``fofal-server role``: what each role may do."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fofal_server.auth import rights
from fofal_server.auth.models import Role, User, user_role
from fofal_server.auth.resources import ROLES
from fofal_server.console import desk
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Refusal
from fofal_server.console.output import pairs, show, table
from fofal_server.core import crud, registry
from fofal_server.core.access import scoped

Code = Annotated[str, typer.Argument(metavar="CODE", help="Code du rôle.")]
Patterns = Annotated[
    list[str], typer.Argument(metavar="DROIT", help="Droit, par exemple agronomy.harvests:create ou hr.*:read@team.")
]
Expanded = Annotated[bool, typer.Option("--expanded", help="Détaille chaque droit que les motifs donnent.")]

_COLUMNS = {
    "code": "Code", "name": "Nom", "permissions": "Motifs", "users": "Personnes",
    "second_factor": "Second facteur", "system": "D'origine",
}  # fmt: skip


def list_roles(as_json: AsJson = False) -> None:
    """Montre tous les rôles."""
    told = desk.act(_all)
    show(told, as_json, table(told, _COLUMNS))


def show_role(code: Code, expanded: Expanded = False, as_json: AsJson = False) -> None:
    """Montre les droits d'un rôle et qui le porte."""
    told = desk.act(lambda session: _described(session, _named(session, code), expanded=expanded))
    lines = [*pairs(told, {"code": "Code", "name": "Nom", "users": "Personnes"})]
    show(told, as_json, [*lines, *(f"  {one}" for one in told["expanded" if expanded else "permissions"])])


def grant(code: Code, patterns: Patterns, as_json: AsJson = False) -> None:
    """Donne des droits à un rôle ; ils valent à l'instant pour tous ceux qui le portent."""
    _change(code, lambda held: held | set(patterns), as_json=as_json)


def revoke(code: Code, patterns: Patterns, yes: Yes = False, as_json: AsJson = False) -> None:
    """Retire des droits à un rôle."""
    make_sure(f"Retirer au rôle « {code} » : {', '.join(patterns)} ?", yes)
    _change(code, lambda held: _without(code, held, set(patterns)), as_json=as_json)


def _all(session: Session) -> list[dict[str, Any]]:
    counted = select(user_role.c.role_id, func.count()).group_by(user_role.c.role_id)
    holders = {row[0]: row[1] for row in session.execute(counted)}
    roles = session.scalars(scoped(desk.CONSOLE, Role).order_by(Role.code))
    return [_card(role) | {"permissions": len(role.permissions), "users": holders.get(role.id, 0)} for role in roles]


def _card(role: Role) -> dict[str, Any]:
    return {"code": role.code, "name": role.name, "second_factor": role.second_factor, "system": role.system}


def _named(session: Session, code: str) -> Role:
    found: Role | None = session.scalar(scoped(desk.CONSOLE, Role).where(Role.code == code))
    if found is None:
        raise Refusal(f"Aucun rôle n'a le code « {code} ». fofal-server role list les montre.")
    return found


def _described(session: Session, role: Role, *, expanded: bool = False) -> dict[str, Any]:
    holders = select(user_role.c.user_id).where(user_role.c.role_id == role.id)
    users = scoped(desk.CONSOLE, User, User.username).where(User.id.in_(holders)).order_by(User.username)
    told = _card(role) | {"permissions": list(role.permissions), "users": list(session.scalars(users))}
    if expanded:
        given = rights.expanded(role.permissions, registry.permissions())
        told["expanded"] = [f"{name}@{reach.name.lower()}" for name, reach in sorted(given.items())]
    return told


def _change(code: str, change: Callable[[set[str]], set[str]], *, as_json: bool) -> None:
    def work(session: Session) -> dict[str, Any]:
        role = _named(session, code)
        body = ROLES.update(permissions=sorted(change(set(role.permissions))))
        crud.update(session, ROLES, desk.CONSOLE, role.id, body, None)
        return _described(session, role)

    told = desk.act(work)
    show(told, as_json, [*pairs(told, {"code": "Code"}), *(f"  {one}" for one in told["permissions"])])


def _without(code: str, held: set[str], patterns: set[str]) -> set[str]:
    if missing := sorted(patterns - held):
        raise Refusal(f"Le rôle « {code} » n'a pas ce motif : {', '.join(missing)}. Voyez : role show {code}")
    return held - patterns


COMMAND = group("role", {"list": list_roles, "show": show_role, "grant": grant, "revoke": revoke})
