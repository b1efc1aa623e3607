"""What a person must hear about the own account: by mail at once, and at the next sign-in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.auth.models import Untold, User, UserSession
from fofal_server.auth.second_factor import Owed
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.mail.services import post


def write(
    session: Session, user: User, what: str, *, also: str | None = None, notice: bool = True, **more: str
) -> None:
    """Write the letter ``what`` to the person (and to the address ``also``) and keep a notice for the next sign-in."""
    values = {"username": user.username, "full_name": user.full_name, "when": _shown(clock.now()), **more}
    for address in dict.fromkeys(one for one in (user.email, also) if one):
        post(session, what, address, language=user.language, values=values, user_id=user.id)
    if notice:
        session.add(Untold(user_id=user.id, what=what, values=values))


def due(session: Session, user_id: UUID, language: str) -> list[str]:
    """Sentences about what happened to the account and to its sessions since; each is told once."""
    gone = delete(Untold).where(Untold.user_id == user_id).returning(Untold.id, Untold.what, Untold.values)
    told = sorted(session.execute(gone), key=lambda row: row.id)
    return [text(f"auth.notice.{row.what}", language, **row.values) for row in told] + _ended(
        session, user_id, language
    )


def of_factor(owed: Owed, language: str) -> list[str]:
    """A sentence to whoever has to have a second factor and has none."""
    if not owed.must_enrol or owed.required_from is None:
        return []
    if owed.due:
        return [text("auth.second_factor_due", language)]
    return [text("auth.notice.factor_asked", language, day=owed.required_from.strftime("%d/%m/%Y"))]


def _ended(session: Session, user_id: UUID, language: str) -> list[str]:
    """Sessions that were ended because somebody used an old token of theirs."""
    ended = scoped(SYSTEM, UserSession).where(UserSession.user_id == user_id, UserSession.told.is_(False))
    found: list[str] = []
    for one in session.scalars(ended.order_by(UserSession.id).with_for_update()):
        one.told = True
        when = _shown(one.revoked_at or clock.now())
        found.append(text("auth.notice.reused", language, when=when, device=one.device or "?"))
    return found


def _shown(moment: datetime) -> str:
    return moment.astimezone(clock.COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")
