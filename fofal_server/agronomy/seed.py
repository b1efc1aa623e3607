"""What agronomy brings to a new installation: its dated thresholds."""

from sqlalchemy.orm import Session

from fofal_server.agronomy import limits


def seed(session: Session) -> None:
    """Add the thresholds that nobody has dated yet; doing it again changes nothing."""
    session.add_all(limits.missing(session))
    session.flush()
