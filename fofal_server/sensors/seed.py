"""What the sensors bring to a new installation: bounds by kind, and how long readings are kept."""

from sqlalchemy.orm import Session

from fofal_server.sensors import limits


def seed(session: Session) -> None:
    """Add the parameters that nobody has dated yet; doing it again changes nothing."""
    session.add_all(limits.missing(session))
    session.flush()
