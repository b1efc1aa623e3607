"""One table of role × resource × verb and who holds it, read from the declarations and the roles of this moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from sqlalchemy import func

from fofal_server.auth.models import Role, User, user_role
from fofal_server.auth.resources import USERS
from fofal_server.auth.rights import expanded
from fofal_server.contract.rights import Account, Reached, RightsPlace, RightsTable, RoleRights, Word
from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Reach
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.resource import Resource
from fofal_server.core.texts import lookup, text

Holders = Mapping[UUID, list[tuple[UUID, bool]]]


def read(call: Call) -> Answer:
    """``GET /auth/rights``: three questions to the database, however many roles and people there are."""
    places, holders = every_place(call.language), _holders(call)
    named = call.actor.may(USERS.permission("read"))
    chosen = (Role.id, Role.code, Role.name, Role.second_factor, Role.permissions)
    roles = [
        RoleRights(
            id=row.id,
            code=row.code,
            name=row.name,
            second_factor=row.second_factor,
            people=sum(active for _, active in holders[row.id]),
            holders=[one for one, _ in holders[row.id]] if named else None,
            reach=reached(row.permissions, places),
        )
        for row in call.session.execute(scoped(call.actor, Role, *chosen).order_by(Role.code))
    ]
    return json_answer(RightsTable(places=places, roles=roles, accounts=_accounts(call) if named else None))


def reached(patterns: Iterable[str], places: Iterable[RightsPlace]) -> dict[str, Reached]:
    """How far patterns really go: what nothing narrows reaches everywhere, fields are seen as far as one reads."""
    told: dict[str, Reached] = {}
    given = expanded(patterns, registry.permissions())
    for place in places:
        held = [word for word in place.words if word.permission in given]
        for word in held:
            told[word.permission] = _name(given[word.permission]) if place.narrows else "all"
        for word in held:
            if word.kind == "fields":
                told[word.permission] = told.get(f"{place.name}:read", told[word.permission])
    return told


def every_place(language: str) -> list[RightsPlace]:
    """Each resource with all of its words, and at the end of each domain what hand-made doors ask for beside them."""
    told: list[RightsPlace] = []
    for domain in registry.DOMAINS.values():
        told += [_place(resource, language) for resource in domain.resources]
        known = {word.permission for place in told for word in place.words}
        loose: dict[str, list[str]] = defaultdict(list)
        for permission in dict.fromkeys(one.permission for one in domain.operations if one.permission):
            if permission not in known:
                loose[permission.partition(":")[0]].append(permission)
        told += [_loose_place(name, domain.name, domain.icon, words, language) for name, words in loose.items()]
    return told


def _place(resource: Resource, language: str) -> RightsPlace:
    return RightsPlace(
        name=resource.name,
        label=text(resource.name, language),
        domain=resource.domain,
        domain_label=text(f"domain.{resource.domain}", language),
        icon=resource.icon,
        narrows=resource.scope is not None,
        fenced=resource.fence is not None,
        words=[_word(resource, permission, language) for permission in resource.permissions],
    )


def _loose_place(name: str, domain: str, symbol: str, permissions: list[str], language: str) -> RightsPlace:
    label = text(f"domain.{domain}", language)
    words = [Word(permission=one, label=_plain_label(one, language), kind="verb") for one in permissions]
    return RightsPlace(
        name=name, label=text(name, language), domain=domain, domain_label=label, icon=symbol,
        narrows=True, fenced=False, words=words,
    )  # fmt: skip


def _word(resource: Resource, permission: str, language: str) -> Word:
    """A verb by its own name, a deed by the name on its button, private fields by what they are."""
    word = permission.rpartition(":")[2]
    opens = [text(f"{resource.name}.{name}", language) for name, needed in resource.private.items() if needed == word]
    if word in (*resource.verbs, *resource.handmade):
        return Word(permission=permission, label=_plain_label(permission, language), kind="verb", opens=opens)
    deeds = [one.name for one in resource.actions if one.needs == word]
    label = " / ".join(text(f"{resource.name}.action.{name}", language) for name in deeds)
    kind: str = "deed" if deeds else "fields"
    shown = label or _plain_label(permission, language)
    return Word.model_validate({"permission": permission, "label": shown, "kind": kind, "opens": opens})


def _plain_label(permission: str, language: str) -> str:
    place, _, word = permission.partition(":")
    return lookup(f"{place}.verb.{word}", language) or word


def _name(reach: Reach) -> Reached:
    return cast("Reached", reach.name.lower())


def _holders(call: Call) -> Holders:
    """Accounts by role, and whether they are active."""
    found: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    held = scoped(SYSTEM, User, user_role.c.role_id, User.id, User.active)
    for role_id, user_id, active in call.session.execute(held.join(user_role, user_role.c.user_id == User.id)):
        found[role_id].append((user_id, active))
    return found


def _accounts(call: Call) -> list[Account]:
    chosen = (User.id, User.username, User.full_name, User.kind, User.active, User.second_factor)
    people = scoped(call.actor, User, *chosen).order_by(func.fold(User.full_name), User.id)
    return [Account.model_validate(row, from_attributes=True) for row in call.session.execute(people)]
