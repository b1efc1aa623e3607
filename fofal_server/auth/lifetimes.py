"""How long a session lives; two dated parameters of the settings, which are a higher layer and known by name only."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.models import Base

IDLE, ABSOLUTE = "auth.session_idle_hours", "auth.session_absolute_days"


@dataclass(frozen=True)
class Lifetimes:
    """How long a session may lie idle and how old it may grow."""

    idle: timedelta = timedelta(hours=12)
    absolute: timedelta = timedelta(days=30)


def current(session: Session) -> Lifetimes:
    """What the parameters say today; the usual values where they say nothing that makes sense."""
    parameters = Base.metadata.tables.get("settings_parameter")
    if parameters is None:
        return Lifetimes()
    told, today = parameters.c, clock.today()
    valid = (told.valid_from <= today, or_(told.valid_to.is_(None), told.valid_to >= today))
    found = session.execute(select(told.code, told.value).where(told.code.in_((IDLE, ABSOLUTE)), *valid))
    values = {code: value for code, value in found if type(value) is int and 0 < value <= 10_000}
    usual = Lifetimes()
    return Lifetimes(
        timedelta(hours=values[IDLE]) if IDLE in values else usual.idle,
        timedelta(days=values[ABSOLUTE]) if ABSOLUTE in values else usual.absolute,
    )
