"""Shapes that travel in both directions and belong to no resource."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

PROBLEMS = "https://fofal.local/problems/"
NO_SUCH_DOOR, NO_SUCH_METHOD = "no_such_door", "method"
"""Codes of what this server does not know at all, which is another thing than a record that is not there."""
DELETED, DELETED_BY_YOU = "deleted", "deleted_by_you"
"""Codes of a record that was there: who deleted it may make it again under its own id, nobody else."""


class Page(BaseModel):
    """One page of a list; ``total`` is absent when the caller asked for no count, ``after`` on the last page."""

    items: list[dict[str, Any]]
    total: int | None = None
    offset: int = 0
    after: str | None = None


class FieldProblem(BaseModel):
    """What is wrong with one field; lines are addressed as ``lines.0.quantity``."""

    field: str
    message: str
    code: str


class Problem(BaseModel):
    """RFC 9457 with the per-field part that a form needs; a stale record (412) carries the ``current`` one."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    request_id: str | None = None
    code: str | None = None
    errors: list[FieldProblem] = []
    current: dict[str, Any] | None = None


class HistoryEntry(BaseModel):
    """One change of a record: the fields that changed, as they were and as they became.

    ``action_label`` says in the person's language what was done. ``entered_at`` is when it was typed, as the computer
    that sent it later says; ``doubt`` says in the person's language why that cannot be so.
    """

    at: dt.datetime
    actor: str | None
    action: str
    action_label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
    entered_at: dt.datetime | None = None
    doubt: str | None = None


class History(BaseModel):
    items: list[HistoryEntry]


class ImportProblem(BaseModel):
    row: int
    field: str | None
    message: str


class ImportedRow(BaseModel):
    """What a row changes: the fields it fills, as they were (absent for a new record) and as they become."""

    row: int
    before: dict[str, Any] | None = None
    after: dict[str, Any]


class ImportReport(BaseModel):
    """Outcome of an import or of its rehearsal: nothing is stored when ``errors`` is not empty."""

    rows: int
    created: int
    updated: int
    errors: list[ImportProblem]
    import_id: UUID | None = None
    preview: list[dict[str, Any]] = []
    shown: list[ImportedRow] = []


class GivenUp(BaseModel):
    """What became of a call that its person gave up: ``done`` before that, else never."""

    done: bool


class MaintenanceNotice(BaseModel):
    """The server is, or will be, closed to nearly everybody; ``until`` is what was promised and no more."""

    on: bool
    message: str
    starts_at: dt.datetime
    until: dt.datetime | None = None


class Changes(BaseModel):
    """Which resources were written since a number; ``last`` is the number to ask with next time.

    ``maintenance`` is announced, or goes on around somebody who may work meanwhile. ``waited`` milliseconds for it.
    """

    last: int
    resources: list[str]
    maintenance: MaintenanceNotice | None = None
    waited: int = 0


class UserCard(BaseModel):
    """Who is signed in, and to whose books: ``company`` is empty before the set-up has named it."""

    id: UUID
    username: str
    full_name: str
    email: str | None = None
    roles: list[str] = []
    employee_id: UUID | None = None
    company: str = ""


class Tokens(BaseModel):
    """Answer to a sign-in or a refresh; ``expires_in`` in seconds, ``notices`` are sentences to show the person.

    ``must_enrol_totp``: a role demands a second factor that is not there; ``totp_due``: and nothing else works before.
    The last notice then says so.
    """

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - the name of the scheme
    expires_in: int
    refresh_token: str
    user: UserCard
    must_change_password: bool = False
    must_enrol_totp: bool = False
    totp_due: bool = False
    notices: list[str] = []


class Ready(BaseModel):
    """Answer of ``/health/ready``: each part and whether it is well."""

    ready: bool
    checks: dict[str, str]
    version: str
