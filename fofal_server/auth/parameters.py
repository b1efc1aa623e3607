"""Dated parameters of the settings, which are a higher layer and known by name only."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.models import Base


def held_today(session: Session, *codes: str) -> dict[str, Any]:
    """The values that the parameters of these codes have today; what nobody set is left out."""
    parameters = Base.metadata.tables.get("settings_parameter")
    if parameters is None:
        return {}
    told, today = parameters.c, clock.today()
    valid = (told.valid_from <= today, or_(told.valid_to.is_(None), told.valid_to >= today))
    found = session.execute(select(told.code, told.value).where(told.code.in_(codes), *valid))
    return {row.code: row.value for row in found}
