"""The default roles of the company, put in place without ever undoing what an administrator changed."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.auth.models import Role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM

_FILE = Path(__file__).with_name("roles.toml")


def seed_roles(session: Session) -> list[str]:
    """Add the default roles that are missing and renew those that are still as seeded; answers their codes."""
    known = {role.code: role for role in session.scalars(scoped(SYSTEM, Role))}
    touched = []
    for code, (name, permissions) in default_roles().items():
        role = known.get(code)
        print_ = fingerprint(name, permissions)
        if role is not None and (role.seeded == print_ or role.seeded != fingerprint(role.name, role.permissions)):
            continue
        if role is None:
            role = Role(code=code, system=True)
            session.add(role)
        role.name, role.permissions, role.seeded = name, permissions, print_
        touched.append(code)
    session.flush()
    return touched


def default_roles() -> dict[str, tuple[str, list[str]]]:
    """Name and permission patterns by code: each letter of a grant stands for the verbs that the file lists."""
    read: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {}
    for code, role in read["roles"].items():
        grants = [*read["everyone"].items(), *role["grants"].items()]
        patterns = {one for place, given in grants for one in _patterns(read["letters"], place, given)}
        found[code] = (role["name"], sorted(patterns))
    return found


def _patterns(letters: dict[str, list[str]], place: str, given: str) -> list[str]:
    """``"R W@own cost"`` on ``hr.teams``: ``hr.teams:read``, ``hr.teams:create@own``…, ``hr.teams:cost``."""
    found = []
    for part in given.split():
        mark, at, reach = part.partition("@")
        found += [f"{place}:{verb}{at}{reach}" for verb in letters.get(mark, [mark])]
    return found


def fingerprint(name: str, permissions: list[str]) -> str:
    """How a role looked when it was seeded; a role that looks otherwise was changed by somebody."""
    return hashlib.sha256(json.dumps([name, permissions]).encode()).hexdigest()
