"""Maintenance mode: one row, asked with the question of every call, so that it counts in every process at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from fofal_server.auth.models import MaintenanceMode
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Reach
from fofal_server.core.maintenance import Maintenance

PERMISSION = "ops.maintenance:manage"
"""Who holds it works on meanwhile, and begins and ends it."""


def asked() -> ScalarSelect[Any]:
    """The row as JSON, for the question who is calling; nearly always there is none."""
    table = MaintenanceMode.__table__
    return select(func.row_to_json(table.table_valued())).select_from(table).scalar_subquery()  # type: ignore[attr-defined]  # a table


def answered(row: Mapping[str, Any] | None) -> Maintenance | None:
    """What ``asked`` was answered."""
    if row is None:
        return None
    until = datetime.fromisoformat(row["until"]) if row["until"] else None
    return Maintenance(row["message"], datetime.fromisoformat(row["starts_at"]), until)


def shuts_out(found: Maintenance | None, rights: Mapping[str, Reach]) -> bool:
    """Whether somebody with these rights has to wait for its end."""
    return found is not None and PERMISSION not in rights and found.on


def current(session: Session) -> MaintenanceMode | None:
    """The row that stands, begun or announced."""
    found: MaintenanceMode | None = session.scalar(scoped(SYSTEM, MaintenanceMode))
    return found
