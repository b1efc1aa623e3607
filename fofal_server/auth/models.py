"""Tables of people, roles and what proves who is calling; secrets are kept as hashes only."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, LargeBinary, String, Table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core import clock
from fofal_server.core.fields import Code, Count, Email, Flag, Moment, Name, Note, Words
from fofal_server.core.ids import new_id
from fofal_server.core.models import Base, Record, searched

HASH = LargeBinary(32)
"""SHA-256 of a token that only its holder knows."""

user_role = Table(
    "auth_user_role",
    Base.metadata,
    Column("user_id", ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("auth_role.id"), primary_key=True, index=True),
)


class Language(StrEnum):
    """Languages that the catalogue speaks."""

    FR = "fr"
    EN = "en"


class Role(Record):
    """A set of permission patterns.

    ``second_factor``: who holds the role has to have one. ``system`` roles came with the program; ``seeded`` is how one
    looked then, so that changes are never undone.
    """

    __tablename__ = "auth_role"
    __table_args__ = (*searched("auth_role", "code", "name"),)

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    permissions: Mapped[Words] = mapped_column(default=list)
    second_factor: Mapped[Flag] = mapped_column(default=False)
    system: Mapped[Flag] = mapped_column(default=False)
    seeded: Mapped[str | None] = mapped_column(String(64))


class AccountKind(StrEnum):
    """Who is behind an account: a service has keys and never a password or a session."""

    PERSON = "person"
    SERVICE = "service"


class User(Record):
    """A person who may sign in, or a service with keys; user names differ by more than case and accents.

    ``second_factor``: one is in place.
    """

    __tablename__ = "auth_user"
    __table_args__ = (
        Index("uq_auth_user_username", text("fold(username)"), unique=True),
        *searched("auth_user", "username", "full_name", "email"),
    )

    username: Mapped[Code]
    full_name: Mapped[Name]
    email: Mapped[Email | None]
    password_hash: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[AccountKind] = mapped_column(default=AccountKind.PERSON, server_default=AccountKind.PERSON.value)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("hr_employee.id"), unique=True)
    active: Mapped[Flag] = mapped_column(default=True)
    must_change_password: Mapped[Flag] = mapped_column(default=False)
    second_factor: Mapped[Flag] = mapped_column(default=False)
    language: Mapped[Language] = mapped_column(default=Language.FR)
    preferences: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    roles: Mapped[list[Role]] = relationship(secondary=user_role, lazy="raise", order_by=Role.code)


class Ending(StrEnum):
    """Why a session came to its end before its time."""

    SIGNED_OUT = "signed_out"
    ENDED_BY_USER = "ended_by_user"
    ENDED_BY_ADMIN = "ended_by_admin"
    PASSWORD = "password_changed"  # noqa: S105 - a word of the trail, not a password
    DISABLED = "disabled"
    REUSED = "refresh_reused"
    FACTOR = "factor_changed"


class UserSession(Record):
    """One sign-in on one device, until it is ended, lies idle too long or grows too old."""

    __tablename__ = "auth_session"
    __audited__ = False
    __table_args__ = (*searched("auth_session", "device", "address"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"), index=True)
    device: Mapped[Name | None]
    address: Mapped[Name | None]
    last_seen: Mapped[Moment] = mapped_column(default=clock.now)
    idle_until: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
    reason: Mapped[Ending | None]
    told: Mapped[Flag] = mapped_column(default=True)


class Factor(Base):
    """The second factor of a person: the secret in place, and a ``pending`` one that waits for its first code.

    Both are encrypted; ``last_step`` is the step of the last code that counted, for no code counts twice.
    """

    __tablename__ = "auth_factor"
    __table_args__ = (
        CheckConstraint("(secret IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("(pending IS NULL) = (pending_at IS NULL)", name="pending"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed_at: Mapped[Moment | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    pending: Mapped[bytes | None] = mapped_column(LargeBinary)
    pending_at: Mapped[Moment | None]


class SpareCode(Base):
    """A way in without the telephone; works once."""

    __tablename__ = "auth_spare_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    used_at: Mapped[Moment | None]


class FactorResetStatus(StrEnum):
    """A request waits until a second person decides."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


class FactorReset(Record):
    """Somebody lost the second factor: one person asks for its removal, another one decides, neither is the loser."""

    __tablename__ = "auth_factor_reset"
    __table_args__ = (
        CheckConstraint("requested_by <> user_id", name="not_for_oneself"),
        CheckConstraint(
            "status <> 'approved' OR (decided_by IS NOT NULL AND decided_by NOT IN (requested_by, user_id))",
            name="two_persons",
        ),
        CheckConstraint("(status = 'pending') = (decided_at IS NULL)", name="decided"),
        Index("uq_auth_factor_reset_pending", "user_id", unique=True, postgresql_where=text("status = 'pending'")),
        *searched("auth_factor_reset", "name", "why"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"), index=True)
    name: Mapped[Name]
    why: Mapped[Name]
    status: Mapped[FactorResetStatus] = mapped_column(default=FactorResetStatus.PENDING)
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"))
    decided_at: Mapped[Moment | None]


class ServiceKey(Record):
    """A key with which a program calls in the name of a service account; ``hint`` is how it begins."""

    __tablename__ = "auth_service_key"
    __table_args__ = (*searched("auth_service_key", "name", "hint"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"), index=True)
    name: Mapped[Name]
    scopes: Mapped[Words] = mapped_column(default=list)
    expires_at: Mapped[Moment]
    hint: Mapped[Name | None]
    last_used_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]
    secret_hash: Mapped[bytes | None] = mapped_column(HASH, unique=True)


class Refresh(Base):
    """One link of a session's chain of refresh tokens; used once, then replaced by ``successor``."""

    __tablename__ = "auth_refresh"

    hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("auth_session.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    used_at: Mapped[Moment | None]
    successor: Mapped[bytes | None] = mapped_column(HASH)


class Ticket(Base):
    """A sign-in handed over by the launcher on the same machine; works once, for a minute."""

    __tablename__ = "auth_ticket"

    hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[Moment] = mapped_column(index=True)


class RecoveryCode(Base):
    """A code with which somebody who lost the password sets a new one; works once, for twenty minutes."""

    __tablename__ = "auth_recovery_code"

    hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[Moment] = mapped_column(index=True)


class Untold(Base):
    """Something about the own account that a person is told at the next sign-in, and that is then forgotten."""

    __tablename__ = "auth_untold"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


class Failure(Base):
    """Failed sign-ins under one name from one address; the name is hashed, for people type passwords into it."""

    __tablename__ = "auth_failure"

    name_hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[Count] = mapped_column(default=1)
    last_at: Mapped[Moment] = mapped_column(default=clock.now, index=True)


class MaintenanceMode(Base):
    """The house is closed to nearly everybody from ``starts_at`` on, until somebody ends it; there is at most one."""

    __tablename__ = "auth_maintenance"
    __table_args__ = (CheckConstraint("one", name="one"), CheckConstraint("until > starts_at", name="order"))

    one: Mapped[bool] = mapped_column(primary_key=True, default=True)
    message: Mapped[Note]
    starts_at: Mapped[Moment]
    until: Mapped[Moment | None]
    begun_by: Mapped[Name]


class SetupCode(Base):
    """The one code with which the first administrator is made; there is at most one."""

    __tablename__ = "auth_setup_code"
    __table_args__ = (CheckConstraint("one", name="one"),)

    one: Mapped[bool] = mapped_column(primary_key=True, default=True)
    hash: Mapped[bytes] = mapped_column(HASH)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
