"""The default roles of the company, put in place without ever undoing what an administrator changed."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.auth.models import Role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM

_FILE = Path(__file__).with_name("roles.toml")


@dataclass(frozen=True)
class Look:
    """How a role looks; its ``print`` is kept when it is seeded, and one with another was changed by somebody."""

    name: str
    permissions: list[str]
    second_factor: bool = False

    @property
    def print(self) -> str:
        # Roles without a factor keep the prints of the time before there was any.
        told = [self.name, self.permissions, *([True] if self.second_factor else [])]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def seed_roles(session: Session) -> list[str]:
    """Add the default roles that are missing and renew those that are still as seeded; answers their codes."""
    known = {role.code: role for role in session.scalars(scoped(SYSTEM, Role))}
    touched = []
    for code, wanted in default_roles().items():
        role = known.get(code)
        if role is not None and (role.seeded == wanted.print or role.seeded != as_it_is(role).print):
            continue
        if role is None:
            role = Role(code=code, system=True)
            session.add(role)
        role.name, role.permissions, role.second_factor = wanted.name, wanted.permissions, wanted.second_factor
        role.seeded = wanted.print
        touched.append(code)
    session.flush()
    return touched


def as_it_is(role: Role) -> Look:
    """How a role looks at this moment."""
    return Look(role.name, role.permissions, role.second_factor)


def default_roles() -> dict[str, Look]:
    """The roles of the file by code: each letter of a grant stands for the verbs that the file lists."""
    read: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {}
    for code, role in read["roles"].items():
        grants = [*read["everyone"].items(), *role["grants"].items()]
        patterns = {one for place, given in grants for one in _patterns(read["letters"], place, given)}
        found[code] = Look(role["name"], sorted(patterns), role.get("second_factor", False))
    return found


def _patterns(letters: dict[str, list[str]], place: str, given: str) -> list[str]:
    """``"R W@own cost"`` on ``hr.teams``: ``hr.teams:read``, ``hr.teams:create@own``…, ``hr.teams:cost``."""
    found = []
    for part in given.split():
        mark, at, reach = part.partition("@")
        found += [f"{place}:{verb}{at}{reach}" for verb in letters.get(mark, [mark])]
    return found
