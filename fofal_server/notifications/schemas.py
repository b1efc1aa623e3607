"""What a person may type and see of rules and alerts."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, Field

from fofal_server.core.fields import (
    AnyRecordId,
    Code,
    Count,
    Flag,
    KindOfRecord,
    Moment,
    Name,
    Note,
    UserId,
    refers,
)
from fofal_server.core.fields import Words as Filters
from fofal_server.core.resource import Read, Write
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import AlertSource, AlertState, ListFormat, Rhythm, StepKind

RoleId = Annotated[UUID, refers("auth.roles")]
Rung = Annotated[Count, Ge(1), Le(9)]
Hour = Annotated[Count, Ge(0), Le(23)]
"""Of the company's clock."""
Quarter = Annotated[Count, Ge(0), Le(45)]
"""Minutes: 0, 15, 30 or 45. Apart from the hour, so that a desktop which knows hours alone goes on as ever."""


class RecipientWrite(Write):
    """A role or a person."""

    id: UUID | None = None
    level: Rung = 1
    role_id: RoleId | None = None
    user_id: UserId | None = None


class RuleWrite(Write):
    name: Name
    active: Flag = True
    resource: KindOfRecord | None = None
    conditions: Filters = Field(default_factory=list)
    each: Flag = True
    at_least: Annotated[Count, Ge(1), Le(200)] = 1
    every_minutes: Annotated[Count, Ge(1), Le(1440)] = 5
    severity: Severity | None = None
    holds_seconds: Annotated[Count, Ge(0), Le(86400)] = 0
    escalate_minutes: Annotated[Count, Ge(1), Le(10080)] | None = None
    returns_minutes: Annotated[Count, Ge(0), Le(1440)] = 30
    mailed: Flag = True
    quiet_from: Hour | None = None
    quiet_from_minute: Quarter = 0
    quiet_until: Hour | None = None
    quiet_until_minute: Quarter = 0
    recipients: list[RecipientWrite] = Field(default_factory=list)


class RuleRead(RuleWrite, Read):
    code: Code
    source: AlertSource
    usual: Severity
    lasting: Flag


class StepRead(BaseModel):
    """When, what, who, and what was said."""

    at: Moment
    what: StepKind
    user_id: UserId | None
    words: Note | None


class AlertRead(Read):
    severity: Severity
    title: Name
    told: Note
    source: AlertSource
    code: Code
    subject: Name
    resource: KindOfRecord | None
    record_id: AnyRecordId | None
    status: AlertState
    since: Moment
    returns: Count
    level: Count
    escalate_at: Moment | None
    acknowledged_by: UserId | None
    acknowledged_at: Moment | None
    resolved_at: Moment | None
    closed_at: Moment | None
    planned: Flag
    guide: Name
    steps: list[StepRead]


class Words(BaseModel):
    """What a person wants to be read beside the alert."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    words: Annotated[Note, MinLen(1)]


class Remark(BaseModel):
    """The same where nothing has to be said."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    words: Note | None = None


class MailingRecipientWrite(Write):
    id: UUID | None = None
    user_id: UserId


class MailingWrite(Write):
    name: Name
    active: Flag = True
    resource: KindOfRecord
    conditions: Filters = Field(default_factory=list)
    sort: Name | None = None
    format: ListFormat = ListFormat.XLSX
    rhythm: Rhythm = Rhythm.WEEKLY
    day: Annotated[Count, Ge(1), Le(28)] = 1
    hour: Hour = 7
    recipients: Annotated[list[MailingRecipientWrite], MaxLen(20)] = Field(default_factory=list)


class MailingRead(MailingWrite, Read):
    created_by: UserId | None
    next_at: Moment
    last_at: Moment | None
    told: Note | None


class OwnWishes(Write):
    """What I want to hear by letter, from how grave on and when; a change names those that are to be others.

    ``daily``: all of a day in one letter at ``daily_hour``. No letter leaves between ``quiet_from`` and
    ``quiet_until``, but what is critical does when ``urgent``. ``shown_from``: from how grave on the desktop speaks up.
    """

    mailed: Flag = True
    mailed_from: Severity = Severity.WARNING
    daily: Flag = False
    daily_hour: Hour = 7
    quiet_from: Hour | None = None
    quiet_from_minute: Quarter = 0
    quiet_until: Hour | None = None
    quiet_until_minute: Quarter = 0
    urgent: Flag = True
    shown_from: Severity = Severity.INFO
