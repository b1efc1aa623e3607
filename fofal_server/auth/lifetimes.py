"""How long a session lives: two dated parameters."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from fofal_server.auth.parameters import held_today

IDLE, ABSOLUTE = "auth.session_idle_hours", "auth.session_absolute_days"


@dataclass(frozen=True)
class Lifetimes:
    """How long a session may lie idle and how old it may grow."""

    idle: timedelta = timedelta(hours=12)
    absolute: timedelta = timedelta(days=30)


def current(session: Session) -> Lifetimes:
    """What the parameters say today; the usual values where they say nothing that makes sense."""
    found = held_today(session, IDLE, ABSOLUTE)
    values = {code: value for code, value in found.items() if type(value) is int and 0 < value <= 10_000}
    usual = Lifetimes()
    return Lifetimes(
        timedelta(hours=values[IDLE]) if IDLE in values else usual.idle,
        timedelta(days=values[ABSOLUTE]) if ABSOLUTE in values else usual.absolute,
    )
