"""What a person may type and see of rules and alerts."""

from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel, ConfigDict, Field

from fofal_server.core.fields import Code, Count, Flag, Moment, Name, Note, UserId, refers
from fofal_server.core.resource import Read, Write
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import AlertSource, AlertState, StepKind

RoleId = Annotated[UUID, refers("auth.roles")]
Rung = Annotated[Count, Ge(1), Le(9)]


class RecipientWrite(Write):
    """A role or a person."""

    id: UUID | None = None
    level: Rung = 1
    role_id: RoleId | None = None
    user_id: UserId | None = None


class RuleWrite(Write):
    active: Flag = True
    severity: Severity | None = None
    holds_seconds: Annotated[Count, Ge(0), Le(86400)] = 0
    escalate_minutes: Annotated[Count, Ge(1), Le(10080)] | None = None
    returns_minutes: Annotated[Count, Ge(0), Le(1440)] = 30
    recipients: list[RecipientWrite] = Field(default_factory=list)


class RuleRead(RuleWrite, Read):
    name: Name
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
