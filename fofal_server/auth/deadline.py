"""From which day a second factor is no longer only asked for but demanded: one dated parameter."""

from datetime import date

from sqlalchemy.orm import Session

from fofal_server.auth.parameters import held_today

REQUIRED_FROM = "auth.totp_required_from"


def required_from(session: Session) -> date | None:
    """The day, None where none is set; what is no day (the settings refuse it) demands at once rather than never."""
    told = held_today(session, REQUIRED_FROM)
    if REQUIRED_FROM not in told:
        return None
    try:
        return date.fromisoformat(str(told[REQUIRED_FROM]))
    except ValueError:
        return date.min
