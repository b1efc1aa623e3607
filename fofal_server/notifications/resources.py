"""Alerts and rules as resources; alerts open by themselves, rules come with what is watched."""

from fofal_server.core.resource import Action, Crud, Resource
from fofal_server.notifications import deeds, rules, schemas, scopes
from fofal_server.notifications.models import Alert, AlertRule

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
        "planned",
    ),
    sort=("-since",),
    sections=(
        ("notifications.alerts.one", ("told", "severity", "status", "since", "guide")),
        ("timeline", ("steps",)),
        ("followed", ("acknowledged_by", "acknowledged_at", "level", "escalate_at", "returns", "resolved_at",
                      "closed_at", "planned")),
        ("origin", ("source", "code", "subject")),
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
    importable=False,
    natural_key=None,
)  # fmt: skip

RULES = Resource(
    name="notifications.rules",
    model=AlertRule,
    read=schemas.RuleRead,
    write=schemas.RuleWrite,
    title=("name",),
    icon="mdi6.bell-cog-outline",
    columns=("name", "active", "usual", "severity", "holds_seconds", "escalate_minutes", "lasting"),
    filters=("name", "code", "active", "usual", "severity", "source", "lasting"),
    sort=("name",),
    sections=(
        ("notifications.rules.one", ("name", "code", "source", "usual", "lasting")),
        ("decided", ("active", "severity", "holds_seconds", "escalate_minutes", "returns_minutes")),
        ("notifications.rules.recipients", ("recipients",)),
    ),
    verbs=("read", "update"),
    crud=Crud(prepare=rules.prepare),
    scope=scopes.none,
    importable=False,
)
