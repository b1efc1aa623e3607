"""People, roles and sessions as resources."""

from fofal_server.auth import factor_resets, roles, schemas, service_keys, sessions, users
from fofal_server.auth.audit_trail import EVENTS
from fofal_server.auth.models import FactorReset, Role, ServiceKey, User, UserSession
from fofal_server.core.resource import Action, Crud, Resource

OPENED_NOWHERE = "what is read of it is kept on no computer, and a file that one opens is"
"""Why nothing here carries files; the papers of a person lie on the employee's record, behind a right of their own."""

USERS = Resource(
    name="auth.users",
    secret=("read",),
    model=User,
    read=schemas.UserRead,
    write=schemas.UserWrite,
    title=("full_name",),
    icon="mdi6.account",
    columns=("username", "full_name", "email", "role_ids", "second_factor", "active"),
    filters=("username", "full_name", "email", "employee_id", "kind", "second_factor", "active"),
    sort=("username",),
    sections=(
        ("auth.users.one", ("username", "full_name", "email", "employee_id", "language", "kind", "active")),
        ("access", ("role_ids", "must_change_password", "second_factor")),
    ),
    crud=Crud(prepare=users.prepare),
    verbs=("read", "create", "update", "reset-password"),  # the last one has a door of its own (reset.py)
    natural_key="username",
    without_files=OPENED_NOWHERE,
)

ROLES = Resource(
    name="auth.roles",
    secret=("read",),
    model=Role,
    read=schemas.RoleRead,
    write=schemas.RoleWrite,
    title=("name",),
    icon="mdi6.shield-account",
    columns=("code", "name", "second_factor", "system"),
    filters=("code", "name", "second_factor", "system"),
    sort=("code",),
    crud=Crud(prepare=roles.prepare, remove=roles.remove),
    without_import="What a role gives is looked at role by role.",
    without_bulk="What a role gives is looked at role by role.",
    without_files=OPENED_NOWHERE,
)

SESSIONS = Resource(
    name="auth.user-sessions",
    secret=("read",),
    model=UserSession,
    read=schemas.SessionRead,
    write=None,
    title=("device",),
    icon="mdi6.laptop-account",
    columns=("user_id", "device", "address", "created_at", "last_seen", "revoked_at", "reason"),
    filters=("user_id", "address", "last_seen", "revoked_at", "reason"),
    sort=("-last_seen",),
    through=("user_id",),
    aside=True,
    verbs=("read",),
    actions=(Action("end", sessions.end_by_admin, confirm=True, danger=True),),
    natural_key=None,
)

FACTOR_RESETS = Resource(
    name=factor_resets.NAME,
    secret=("read",),
    model=FactorReset,
    read=schemas.FactorResetRead,
    write=schemas.FactorResetWrite,
    title=("name",),
    icon="mdi6.cellphone-remove",
    columns=("name", "why", "status", "requested_by", "created_at", "decided_by", "decided_at"),
    filters=("user_id", "status", "requested_by", "decided_by", "created_at"),
    sort=("-created_at",),
    aside=True,
    sections=(
        ("auth.factor-resets.one", ("user_id", "why")),
        ("decision", ("status", "requested_by", "created_at", "decided_by", "decided_at")),
    ),
    crud=Crud(prepare=factor_resets.prepare),
    verbs=("read", "create"),
    actions=(
        Action("approve", factor_resets.approve, states=("pending",), confirm=True, danger=True),
        Action("refuse", factor_resets.refuse, states=("pending",), confirm=True),
    ),
    flow={"pending": "draft", "approved": "done", "refused": "stopped"},
    frozen=("approved", "refused"),
    without_import="Whoever asks for it has somebody before him.",
    natural_key=None,
    without_files=OPENED_NOWHERE,
)

SERVICE_KEYS = Resource(
    name="auth.service-keys",
    secret=("read",),
    model=ServiceKey,
    read=schemas.ServiceKeyRead,
    write=schemas.ServiceKeyWrite,
    title=("name",),
    icon="mdi6.key-variant",
    columns=("name", "user_id", "hint", "expires_at", "last_used_at", "revoked_at"),
    filters=("name", "user_id", "expires_at", "last_used_at", "revoked_at"),
    sort=("name",),
    through=("user_id",),
    crud=Crud(prepare=service_keys.prepare),
    verbs=("read", "create", "update", service_keys.VERB),  # the last one has a door of its own
    actions=(Action("revoke", service_keys.revoke, confirm=True, danger=True),),
    without_import="A key is drawn and shown once, to whoever hands it over.",
    without_bulk="A key is drawn for one program, and watched alone.",
    natural_key=None,
    without_files=OPENED_NOWHERE,
)

RESOURCES = (USERS, ROLES, SERVICE_KEYS, SESSIONS, FACTOR_RESETS, EVENTS)
