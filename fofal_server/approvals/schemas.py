"""What a person may type and see of approvals."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict

from fofal_server.approvals.models import RequestStatus
from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import (
    AnyRecordId,
    Count,
    Day,
    Deed,
    KindOfRecord,
    Meaning,
    Moment,
    Money,
    Name,
    Note,
    UserId,
    refers,
)
from fofal_server.core.resource import Read, Write

RoleId = Annotated[UUID, refers("auth.roles")]
AnyMatter = Annotated[str, Meaning(Kind.CHOICE, words="Matter"), MaxLen(50)]
Rung = Annotated[int, Meaning(Kind.VALUE)]
"""A level that is only read: a number that nobody would add up."""
Digit = Annotated[Count, Ge(1), Le(9)]


class RuleWrite(Write):
    matter: AnyMatter
    min_amount: Annotated[Money, Ge(0)]
    level: Digit = 1
    role_id: RoleId
    persons: Digit = 1
    valid_from: Day | None = None
    valid_to: Day | None = None
    note: Note | None = None


class RuleRead(RuleWrite, Read): ...


class SeatRead(BaseModel):
    """``level`` of the ladder, role and number of people."""

    role_id: RoleId
    level: Rung
    persons: Count


class SignatureRead(BaseModel):
    """Who agreed, when and with which words."""

    user_id: UserId
    signed_at: Moment
    comment: Note | None


class RequestRead(Read):
    title: Name | None
    resource: KindOfRecord
    record_id: AnyRecordId
    record_version: Count
    action: Deed
    matter: AnyMatter
    amount: Money | None
    status: RequestStatus
    requested_by: UserId
    created_at: Moment
    refused_by: UserId | None
    closed_at: Moment | None
    reason: Note | None
    seats: list[SeatRead]
    signatures: list[SignatureRead]


class Agreement(BaseModel):
    """What one says when one agrees; nothing has to be said."""

    model_config = ConfigDict(extra="forbid")
    comment: Note | None = None


class Refusal(BaseModel):
    """Why not; who asked reads it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    reason: Annotated[Note, MinLen(3)]
