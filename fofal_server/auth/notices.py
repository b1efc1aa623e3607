"""What a person must be told at the next sign-in."""

from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.auth.models import UserSession
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text


def due(session: Session, user_id: UUID, language: str) -> list[str]:
    """Sentences about sessions that were ended because somebody used an old token of theirs; each is told once."""
    ended = scoped(SYSTEM, UserSession).where(UserSession.user_id == user_id, UserSession.told.is_(False))
    found: list[str] = []
    for one in session.scalars(ended.order_by(UserSession.id).with_for_update()):
        one.told = True
        moment = (one.revoked_at or clock.now()).astimezone(clock.COMPANY_ZONE)
        when = moment.strftime("%d/%m/%Y %H:%M")
        found.append(text("auth.notice.reused", language, when=when, device=one.device or "?"))
    return found
