"""Tables of approvals: rules as dated data, requests, the seats to be filled and who filled them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import AnyRecordId, Code, Count, Day, Moment, Money, Name, Note
from fofal_server.core.models import Line, Record, searched

OPEN = "status IN ('pending', 'granted')"


class ApprovalRule(Record):
    """From ``min_amount`` francs on, a matter needs so many ``persons`` with this role, at this level of the ladder.

    Within one level the highest threshold that the amount reaches counts; levels add up.
    """

    __tablename__ = "approvals_rule"
    __table_args__ = (
        CheckConstraint("min_amount >= 0", name="min_amount"),
        CheckConstraint("level BETWEEN 1 AND 9", name="level"),
        CheckConstraint("persons BETWEEN 1 AND 9", name="persons"),
        CheckConstraint("valid_to >= valid_from", name="valid_to"),
    )

    matter: Mapped[Code]
    min_amount: Mapped[Money]
    level: Mapped[Count]
    role_id: Mapped[UUID] = mapped_column(ForeignKey("auth_role.id"), index=True)
    persons: Mapped[Count]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]
    note: Mapped[Note | None]


class RequestStatus(StrEnum):
    """``granted``: everybody agreed and the action may run. ``outdated``: record or rules changed before it did."""

    PENDING = "pending"
    GRANTED = "granted"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


class ApprovalRequest(Record):
    """An action on one version of a record that waits for the word of others.

    ``written_by`` are those who made or changed the record, who never approve it. ``amount`` in francs, None when
    nobody could tell it.
    """

    __tablename__ = "approvals_request"
    __table_args__ = (
        CheckConstraint("(status = 'refused') = (refused_by IS NOT NULL)", name="refused_by"),
        Index("ix_approvals_request_record", "record_id", "resource"),
        Index("ix_approvals_request_created_at", "created_at", "id"),
        *searched("approvals_request", "title", "reason"),
        Index("uq_approvals_request_open", "record_id", "action", unique=True, postgresql_where=text(OPEN)),
    )

    resource: Mapped[Code]
    record_id: Mapped[AnyRecordId]
    record_version: Mapped[Count]
    title: Mapped[Name | None]
    action: Mapped[Code]
    matter: Mapped[Code]
    amount: Mapped[Money | None]
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.PENDING)
    written_by: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"))
    refused_by: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"))
    closed_at: Mapped[Moment | None]
    reason: Mapped[Note | None]

    seats: Mapped[list["ApprovalSeat"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ApprovalSeat.position"
    )
    signatures: Mapped[list["ApprovalSignature"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ApprovalSignature.position"
    )


class ApprovalSeat(Line):
    """So many ``persons`` with this role must agree, as the rules said when the request was made."""

    __tablename__ = "approvals_seat"
    __parent__ = "request_id"
    __table_args__ = (CheckConstraint("persons BETWEEN 1 AND 9", name="persons"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("approvals_request.id"), index=True)
    level: Mapped[Count]
    role_id: Mapped[UUID] = mapped_column(ForeignKey("auth_role.id"))
    persons: Mapped[Count]


class ApprovalSignature(Line):
    """A person agreed; ``role_ids`` are the roles of the seats that the person held at that moment."""

    __tablename__ = "approvals_signature"
    __parent__ = "request_id"
    __table_args__ = (UniqueConstraint("request_id", "user_id"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("approvals_request.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"))
    role_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    signed_at: Mapped[Moment]
    comment: Mapped[Note | None]
