"""Rules and requests as resources; requests are made by acting, not by a form."""

from fofal_server.approvals import reach, requests, rules, schemas, signing
from fofal_server.approvals.models import ApprovalRequest, ApprovalRule
from fofal_server.core.resource import Action, Crud, Resource

RULES = Resource(
    name="approvals.rules",
    model=ApprovalRule,
    read=schemas.RuleRead,
    write=schemas.RuleWrite,
    title=("matter",),
    icon="mdi6.stairs",
    columns=("matter", "level", "min_amount", "role_id", "persons", "valid_from", "valid_to"),
    filters=("matter", "level", "min_amount", "role_id", "valid_from", "valid_to"),
    sort=("matter", "level", "min_amount"),
    without_search="A ladder of few rungs, told in choices and roles, which are filters.",
    sections=(
        ("approvals.rules.one", ("matter", "min_amount", "level", "role_id", "persons")),
        ("validity", ("valid_from", "valid_to", "note")),
    ),
    crud=Crud(prepare=rules.prepare),
    without_import="A ladder is few rungs, each thought over.",
    without_bulk="Who has to agree is decided rule by rule.",
    natural_key=None,
)

REQUESTS = Resource(
    name="approvals.requests",
    model=ApprovalRequest,
    read=schemas.RequestRead,
    write=None,
    title=("title",),
    icon="mdi6.account-check",
    columns=("created_at", "matter", "title", "amount", "status", "requested_by", "closed_at"),
    filters=(
        "matter", "resource", "record_id", "action", "amount", "status", "requested_by", "refused_by", "created_at",
        "closed_at",
    ),
    sort=("-created_at",),
    aside=True,
    sections=(
        ("approvals.requests.one", ("matter", "title", "resource", "action", "amount", "requested_by", "created_at")),
        ("agreement", ("seats", "signatures")),
        ("decision", ("status", "closed_at", "refused_by", "reason")),
    ),
    verbs=("read",),
    actions=(
        Action("approve", signing.approve, states=("pending",), body=schemas.Agreement, confirm=True),
        Action("refuse", requests.refuse, states=("pending",), body=schemas.Refusal, confirm=True, danger=True),
        Action("withdraw", requests.withdraw, states=("pending", "granted"), confirm=True),
    ),
    flow={
        "pending": "active", "granted": "active", "done": "done", "refused": "stopped", "withdrawn": "stopped",
        "outdated": "stopped",
    },
    frozen=("done", "refused", "withdrawn", "outdated"),
    private={"amount": "amount"},
    fence=reach.with_their_records,
    natural_key=None,
)  # fmt: skip

RESOURCES = (RULES, REQUESTS)
