"""Mail to people, kept from the transaction that promised it until it has left; secrets never stand in this table."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core import clock
from fofal_server.core.fields import Count, Email, Moment, Name, Note
from fofal_server.core.models import Line, Record, searched


class MailState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    EXPIRED = "expired"


class MailMessage(Record):
    """One letter to one person.

    ``values`` fill its text when it leaves; what must not be kept (a code) is drawn at that moment and stands nowhere.
    ``until``: it says nothing any more after that and is not sent.
    """

    __tablename__ = "mail_message"
    __audited__ = False
    __table_args__ = (
        Index("ix_mail_message_due", "next_at", postgresql_where=text("status = 'waiting'")),
        Index("ix_mail_message_user_id", "user_id", "created_at"),
        *searched("mail_message", "subject", "recipient", "error"),
    )

    letter: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"))
    recipient: Mapped[Email]
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[Name]
    values: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    status: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    tries: Mapped[Count] = mapped_column(default=0)
    next_at: Mapped[Moment | None] = mapped_column(default=clock.now)
    until: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    error: Mapped[Note | None]

    files: Mapped[list["MailFile"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="MailFile.position"
    )


class MailFile(Line):
    """A file that goes with a letter; ``sha256`` finds its bytes, ``size`` is their number."""

    __tablename__ = "mail_file"
    __parent__ = "message_id"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        Index("ix_mail_file_sha256", "sha256"),
    )

    message_id: Mapped[UUID] = mapped_column(ForeignKey("mail_message.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    media_type: Mapped[Name]
    size: Mapped[Count]
    sha256: Mapped[str] = mapped_column(String(64))
