"""Tables of alerts: rules as data with whom they tell, alerts with their timeline, and the beat of the service."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import Code, Count, Flag, Moment, Name, Note
from fofal_server.core.models import Base, Line, Record, choices
from fofal_server.core.watch import Severity

IS_OPEN = "status IN ('active', 'acknowledged')"


class AlertSource(StrEnum):
    """Who saw it: a watch of this program, or an Alertmanager that looks at it from outside."""

    OPERATIONS = "operations"
    ALERTMANAGER = "alertmanager"


class AlertRule(Record):
    """What becomes of a kind of sighting: how grave, how long it has to hold, who hears of it and when the next do.

    ``usual`` is how grave it is declared to be, ``severity`` what somebody decided instead. An alert that comes back
    within ``returns_minutes`` is the same one.
    """

    __tablename__ = "notifications_rule"
    __table_args__ = (
        CheckConstraint("holds_seconds BETWEEN 0 AND 86400", name="holds_seconds"),
        CheckConstraint("escalate_minutes BETWEEN 1 AND 10080", name="escalate_minutes"),
        CheckConstraint("returns_minutes BETWEEN 0 AND 1440", name="returns_minutes"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    source: Mapped[AlertSource] = mapped_column(default=AlertSource.OPERATIONS)
    active: Mapped[Flag] = mapped_column(default=True)
    usual: Mapped[Severity] = mapped_column(choices(Severity, "usual"))
    severity: Mapped[Severity | None]
    lasting: Mapped[Flag] = mapped_column(default=False)
    holds_seconds: Mapped[Count]
    escalate_minutes: Mapped[Count | None]
    returns_minutes: Mapped[Count]

    recipients: Mapped[list["AlertRecipient"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="AlertRecipient.position"
    )


class AlertRecipient(Line):
    """Who is told at this level: everybody with a role, or one person."""

    __tablename__ = "notifications_recipient"
    __parent__ = "rule_id"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 9", name="level"),
        CheckConstraint("(role_id IS NULL) <> (user_id IS NULL)", name="one"),
    )

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("notifications_rule.id"), index=True)
    level: Mapped[Count]
    role_id: Mapped[UUID | None] = mapped_column(ForeignKey("auth_role.id"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"), index=True)


class AlertState(StrEnum):
    """``resolved``: it is over, by itself or because somebody says so; ``closed``: and nobody has to look any more."""

    ACTIVE = "active"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Alert(Record):
    """One trouble from its beginning to its end, however often it comes and goes meanwhile.

    ``seen``: what was seen is still there, also when somebody said that it is over. ``level`` of the rule was told
    last, ``escalate_at`` is when the next one is, ``end_told_at`` when those who heard of it hear that it is over.
    ``planned``: an absence that was meant to be.
    """

    __tablename__ = "notifications_alert"
    __table_args__ = (
        Index("uq_notifications_alert_open", "code", "subject", unique=True, postgresql_where=text(IS_OPEN)),
        Index("ix_notifications_alert_code", "code", "since"),
        Index("ix_notifications_alert_since", "since", "id"),
        Index("ix_notifications_alert_escalate_at", "escalate_at", postgresql_where=text("escalate_at IS NOT NULL")),
        Index("ix_notifications_alert_end_told_at", "end_told_at", postgresql_where=text("end_told_at IS NOT NULL")),
    )

    source: Mapped[AlertSource]
    code: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(200))
    title: Mapped[Name]
    told: Mapped[Note]
    values: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    severity: Mapped[Severity]
    status: Mapped[AlertState] = mapped_column(default=AlertState.ACTIVE)
    since: Mapped[Moment]
    seen: Mapped[Flag] = mapped_column(default=True)
    returns: Mapped[Count] = mapped_column(default=0)
    level: Mapped[Count] = mapped_column(default=0)
    escalate_at: Mapped[Moment | None]
    end_told_at: Mapped[Moment | None]
    acknowledged_at: Mapped[Moment | None]
    acknowledged_by: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"))
    resolved_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    planned: Mapped[Flag] = mapped_column(default=False)
    guide: Mapped[Name]

    steps: Mapped[list["AlertStep"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="AlertStep.position"
    )


class StepKind(StrEnum):
    """What happened to an alert."""

    OPENED = "opened"
    TOLD = "told"
    NOBODY = "nobody"
    ESCALATED = "escalated"
    WORSENED = "worsened"
    ACKNOWLEDGED = "acknowledged"
    NOTED = "noted"
    RESOLVED = "resolved"
    RETURNED = "returned"
    PLANNED = "planned"
    CLOSED = "closed"


class AlertStep(Line):
    """One line of the timeline; ``user_id`` is who did it, or who was told."""

    __tablename__ = "notifications_step"
    __parent__ = "alert_id"
    __table_args__ = (
        Index("ix_notifications_step_alert_id", "alert_id", "position"),
        Index("ix_notifications_step_told", "user_id", "alert_id", postgresql_where=text("what = 'told'")),
    )

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("notifications_alert.id"))
    at: Mapped[Moment]
    what: Mapped[StepKind]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("auth_user.id"))
    words: Mapped[Note | None]


class Heartbeat(Base):
    """One row: since when the service is watched, and when it was last at work."""

    __tablename__ = "notifications_heartbeat"
    __table_args__ = (CheckConstraint("id = 1", name="only"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began: Mapped[Moment]
    at: Mapped[Moment]
