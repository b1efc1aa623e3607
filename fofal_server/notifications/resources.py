"""Alerts and rules as resources; alerts open by themselves, rules come with what is watched."""

from fofal_server.core.resource import Action, Crud, Resource
from fofal_server.notifications import deeds, mailing, schemas, scopes, typed_rules
from fofal_server.notifications.models import Alert, AlertRule, Mailing

FEED = "feed"
"""What an Alertmanager's key has to hold."""

ALERTS = Resource(
    name="notifications.alerts",
    model=Alert,
    read=schemas.AlertRead,
    write=None,
    title=("title",),
    icon="mdi6.bell-alert-outline",
    columns=("severity", "title", "status", "since", "resolved_at", "returns", "acknowledged_by"),
    filters=(
        "status", "severity", "source", "code", "subject", "title", "since", "acknowledged_by", "resolved_at",
        "planned", "resource", "record_id",
    ),
    sort=("-since",),
    aside=True,
    sections=(
        ("notifications.alerts.one", ("told", "severity", "status", "since", "guide")),
        ("timeline", ("steps",)),
        ("followed", ("acknowledged_by", "acknowledged_at", "level", "escalate_at", "returns", "resolved_at",
                      "closed_at", "planned")),
        ("origin", ("source", "code", "resource", "record_id", "subject")),
    ),
    verbs=("read",),
    handmade=(FEED,),
    actions=(
        Action("acknowledge", deeds.acknowledge, states=("active",)),
        Action("note", deeds.note, states=("active", "acknowledged", "resolved"), body=schemas.Words),
        Action("resolve", deeds.resolve, states=("active", "acknowledged"), body=schemas.Remark, confirm=True),
        Action("close", deeds.close, states=("resolved",)),
        Action("plan", deeds.plan, states=("resolved", "closed"), confirm=True),
    ),
    flow={"active": "stopped", "acknowledged": "active", "resolved": "done", "closed": "done"},
    scope=scopes.told_to,
    fence=scopes.of_readable,
    natural_key=None,
)  # fmt: skip

RULES = Resource(
    name="notifications.rules",
    model=AlertRule,
    read=schemas.RuleRead,
    write=schemas.RuleWrite,
    title=("name",),
    icon="mdi6.bell-cog-outline",
    columns=("name", "active", "source", "usual", "severity", "holds_seconds", "escalate_minutes", "mailed"),
    filters=("name", "code", "active", "usual", "severity", "source", "lasting", "resource"),
    sort=("name",),
    sections=(
        ("notifications.rules.one", ("name", "code", "source", "usual", "lasting")),
        ("searched", ("resource", "conditions", "each", "at_least", "every_minutes")),
        ("decided", ("active", "severity", "holds_seconds", "escalate_minutes", "returns_minutes")),
        ("ways", ("mailed", "quiet_from", "quiet_from_minute", "quiet_until", "quiet_until_minute")),
        ("notifications.rules.recipients", ("recipients",)),
    ),
    crud=Crud(prepare=typed_rules.prepare, remove=typed_rules.remove),
    scope=scopes.none,
    without_import="Rules come with what is watched, or of the list they look at.",
    natural_key=None,
)

MAILINGS = Resource(
    name="notifications.mailings",
    model=Mailing,
    read=schemas.MailingRead,
    write=schemas.MailingWrite,
    title=("name",),
    icon="mdi6.email-fast-outline",
    columns=("name", "active", "resource", "rhythm", "day", "hour", "next_at", "last_at", "told"),
    filters=("name", "active", "resource", "rhythm", "next_at", "last_at", "created_by"),
    sort=("name",),
    sections=(
        ("notifications.mailings.one", ("name", "active", "resource", "conditions", "sort", "format")),
        ("rhythm", ("rhythm", "day", "hour", "next_at", "last_at", "told")),
        ("notifications.mailings.recipients", ("recipients", "created_by")),
    ),
    crud=Crud(prepare=mailing.prepare),
    actions=(Action("send", mailing.send_now, confirm=True),),
    scope=scopes.own_mailings,
    without_import="It sends a list as somebody narrowed it there.",
    natural_key=None,
    without_files="a file would look as if it went out with the letters",
)
