"""A letter about the month of the backups to those who keep the house: its figures, and the page itself."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.auth.administrators import ADMINISTRATOR
from fofal_server.auth.models import AccountKind, Role, User, user_role
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.mail import enclosures
from fofal_server.mail.services import post
from fofal_server.ops.monthly import Month

MOST = 20
_READERS = (ADMINISTRATOR, "owner")


def write(session: Session, data_dir: Path, month: Month, page: Path) -> int:
    """Promise it to every administrator and owner with an address; answers how many."""
    values = {
        "month": f"{month.first:%m/%Y}",
        "good": str(month.backups_good),
        "failed": str(month.backups_failed),
        "drills": str(month.drills_good),
        "drills_failed": str(month.drills_failed),
        "copies": str(month.copies_checked),
        "copies_failed": str(month.copies_failed),
        "gap": str(month.longest_gap_hours),
        "file": str(page),
    }
    people = _readers(session)
    enclosed = enclosures.keep(session, data_dir, page.name, "application/pdf", page.read_bytes())
    for person in people:
        post(
            session, "backup_month", str(person.email), language=person.language,
            values={**values, "full_name": person.full_name}, user_id=person.id, files=[enclosed],
        )  # fmt: skip
    return len(people)


def _readers(session: Session) -> list[User]:
    holders = select(user_role.c.user_id).join(Role, Role.id == user_role.c.role_id).where(Role.code.in_(_READERS))
    able = scoped(SYSTEM, User).where(User.active, User.kind == AccountKind.PERSON, User.email.is_not(None))
    return list(session.scalars(able.where(User.id.in_(holders)).order_by(User.username).limit(MOST)))
