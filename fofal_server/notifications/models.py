"""Tables of alerts: rules as data, whom they tell, alerts with their timeline, and what people wish to hear."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.core.fields import AnyRecordId, Code, Count, Flag, KindOfRecord, Moment, Name, Note, Words
from fofal_server.core.ids import new_id
from fofal_server.core.models import Base, Line, Record, choices, searched
from fofal_server.core.watch import Severity

IS_OPEN = "status IN ('active', 'acknowledged')"
QUIET = "(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23"
"""Hours of the company's clock, both or none."""
QUARTERS = "quiet_from_minute IN (0, 15, 30, 45) AND quiet_until_minute IN (0, 15, 30, 45)"


class AlertSource(StrEnum):
    """Who saw it: a watch of this program, an Alertmanager that looks at it from outside, or a rule over records."""

    OPERATIONS = "operations"
    ALERTMANAGER = "alertmanager"
    RULE = "rule"


class AlertRule(Record):
    """What becomes of a kind of sighting: how grave, how long it has to hold, who hears of it and when the next do.

    ``usual`` is how grave it is declared to be, ``severity`` what somebody decided instead. An alert that comes back
    within ``returns_minutes`` is the same one. A rule over records has a ``resource`` and ``conditions``, filters of
    its list: ``each`` record that is found is an alert, or all together are one, from ``at_least`` of them on.
    """

    __tablename__ = "notifications_rule"
    __table_args__ = (
        CheckConstraint("holds_seconds BETWEEN 0 AND 86400", name="holds_seconds"),
        CheckConstraint("escalate_minutes BETWEEN 1 AND 10080", name="escalate_minutes"),
        CheckConstraint("returns_minutes BETWEEN 0 AND 1440", name="returns_minutes"),
        CheckConstraint("(source = 'rule') = (resource IS NOT NULL)", name="resource"),
        CheckConstraint("at_least >= 1", name="at_least"),
        CheckConstraint("every_minutes BETWEEN 1 AND 1440", name="every_minutes"),
        CheckConstraint(QUIET, name="quiet"),
        CheckConstraint(QUARTERS, name="quarters"),
        *searched("notifications_rule", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    source: Mapped[AlertSource] = mapped_column(default=AlertSource.OPERATIONS)
    active: Mapped[Flag] = mapped_column(default=True)
    resource: Mapped[KindOfRecord | None] = mapped_column(String(80))
    conditions: Mapped[Words] = mapped_column(default=list)
    each: Mapped[Flag] = mapped_column(default=True)
    at_least: Mapped[Count] = mapped_column(default=1)
    every_minutes: Mapped[Count] = mapped_column(default=5)
    mailed: Mapped[Flag] = mapped_column(default=True)
    quiet_from: Mapped[Count | None]
    quiet_from_minute: Mapped[Count] = mapped_column(default=0)
    quiet_until: Mapped[Count | None]
    quiet_until_minute: Mapped[Count] = mapped_column(default=0)
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


OPEN = (AlertState.ACTIVE, AlertState.ACKNOWLEDGED)


class Alert(Record):
    """One trouble from its beginning to its end, however often it comes and goes meanwhile.

    ``seen``: what was seen is still there, also when somebody said that it is over. ``level`` of the rule was told
    last, ``escalate_at`` is when the next one is, ``end_told_at`` when those who heard of it hear that it is over.
    ``planned``: an absence that was meant to be. Who may not read the ``resource`` sees nothing of it.
    """

    __tablename__ = "notifications_alert"
    __table_args__ = (
        Index("uq_notifications_alert_open", "code", "subject", unique=True, postgresql_where=text(IS_OPEN)),
        *searched("notifications_alert", "title", "told", "subject"),
        Index("ix_notifications_alert_code", "code", "since"),
        Index("ix_notifications_alert_since", "since", "id"),
        Index("ix_notifications_alert_escalate_at", "escalate_at", postgresql_where=text("escalate_at IS NOT NULL")),
        Index("ix_notifications_alert_end_told_at", "end_told_at", postgresql_where=text("end_told_at IS NOT NULL")),
    )

    source: Mapped[AlertSource]
    code: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(200))
    resource: Mapped[KindOfRecord | None] = mapped_column(String(80))
    record_id: Mapped[AnyRecordId | None]
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


class Wish(Base):
    """What a person wants to hear by letter, from how grave on and when; who never said anything has the defaults.

    ``daily``: all of a day in one letter, at ``daily_hour``. ``urgent``: what is critical comes at once all the same.
    ``shown_from``: from how grave on the desktop speaks up by itself.
    """

    __tablename__ = "notifications_wish"
    __table_args__ = (
        CheckConstraint("daily_hour BETWEEN 0 AND 23", name="daily_hour"),
        CheckConstraint(QUIET, name="quiet"),
        CheckConstraint(QUARTERS, name="quarters"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"), primary_key=True)
    mailed: Mapped[Flag] = mapped_column(default=True)
    mailed_from: Mapped[Severity] = mapped_column(choices(Severity, "mailed_from"), default=Severity.WARNING)
    daily: Mapped[Flag] = mapped_column(default=False)
    daily_hour: Mapped[Count] = mapped_column(default=7)
    quiet_from: Mapped[Count | None]
    quiet_from_minute: Mapped[Count] = mapped_column(default=0)
    quiet_until: Mapped[Count | None]
    quiet_until_minute: Mapped[Count] = mapped_column(default=0)
    urgent: Mapped[Flag] = mapped_column(default=True)
    shown_from: Mapped[Severity] = mapped_column(choices(Severity, "shown_from"), default=Severity.INFO)


class Held(Base):
    """A letter about an alert that waits for its hour; what waits for one person leaves together."""

    __tablename__ = "notifications_held"
    __table_args__ = (
        UniqueConstraint("user_id", "alert_id"),
        Index("ix_notifications_held_alert_id", "alert_id"),
        Index("ix_notifications_held_due_at", "due_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id", ondelete="CASCADE"))
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("notifications_alert.id"))
    due_at: Mapped[Moment]


class Rhythm(StrEnum):
    """How often a list is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ListFormat(StrEnum):
    """As what file a list is sent."""

    XLSX = "xlsx"
    CSV = "csv"


class Mailing(Record):
    """A list that is sent to people by letter again and again; each gets the rows that he may see himself.

    ``day``: of the week (1 is Monday) or of the month; ``hour`` of the company's clock. ``told`` is how it went last.
    """

    __tablename__ = "notifications_mailing"
    __table_args__ = (
        CheckConstraint("day BETWEEN 1 AND 28 AND (rhythm <> 'weekly' OR day <= 7)", name="day"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
        *searched("notifications_mailing", "name", "told"),
        Index("ix_notifications_mailing_next_at", "next_at", postgresql_where=text("active")),
    )

    name: Mapped[Name]
    active: Mapped[Flag] = mapped_column(default=True)
    resource: Mapped[KindOfRecord] = mapped_column(String(80))
    conditions: Mapped[Words] = mapped_column(default=list)
    sort: Mapped[str | None] = mapped_column(String(200))
    format: Mapped[ListFormat] = mapped_column(default=ListFormat.XLSX)
    rhythm: Mapped[Rhythm]
    day: Mapped[Count] = mapped_column(default=1)
    hour: Mapped[Count] = mapped_column(default=7)
    next_at: Mapped[Moment]
    last_at: Mapped[Moment | None]
    told: Mapped[Note | None]

    recipients: Mapped[list["MailingRecipient"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="MailingRecipient.position"
    )


class MailingRecipient(Line):
    """Who gets the list."""

    __tablename__ = "notifications_mailing_recipient"
    __parent__ = "mailing_id"

    mailing_id: Mapped[UUID] = mapped_column(ForeignKey("notifications_mailing.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("auth_user.id"), index=True)


class Heartbeat(Base):
    """One row: since when the service is watched, and when it was last at work."""

    __tablename__ = "notifications_heartbeat"
    __table_args__ = (CheckConstraint("id = 1", name="only"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began: Mapped[Moment]
    at: Mapped[Moment]
