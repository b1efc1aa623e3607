"""What people send to sign in, and how users, roles and sessions look from outside."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from annotated_types import MaxLen, MinLen
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from fofal_server.auth.models import AccountKind, Ending, FactorResetStatus, Language
from fofal_server.contract.wire import UserCard
from fofal_server.core.fields import (
    Code,
    Email,
    Flag,
    Moment,
    Name,
    Secret,
    UserId,
    Words,
    refers,
    refers_many,
)
from fofal_server.core.resource import Read, Write

EmployeeId = Annotated[UUID, refers("hr.employees")]


def _unspaced(value: str) -> str:
    if re.search(r"\s", value):
        raise PydanticCustomError("username_space", "No spaces in a user name")
    return value


Username = Annotated[Code, AfterValidator(_unspaced)]
Token = Annotated[Secret, MaxLen(200)]


class Body(BaseModel):
    """A body of these routes: nothing is trimmed, for a space may belong to a password."""

    model_config = ConfigDict(extra="forbid")


class Login(Body):
    username: Name
    password: Secret
    otp: Token | None = None


class Enrolment(Body):
    """``otp``: a code of the factor in place, when there is one."""

    password: Secret
    otp: Token | None = None


class ProofBody(Body):
    """Password, and a code of the second factor or a recovery code."""

    password: Secret
    otp: Token


class FirstCode(Body):
    code: Token


class FactorStatus(BaseModel):
    """My second factor; ``demanded`` by a role of mine, from ``required_from`` on (null: no day is set)."""

    enrolled: bool
    demanded: bool
    required_from: date | None
    recovery_codes_left: int


class NewFactor(BaseModel):
    """A secret in base 32 and as ``otpauth`` address; forgotten after ``expires_in`` seconds without a code."""

    secret: str
    uri: str
    expires_in: int


class RecoveryCodes(BaseModel):
    """Shown this one time."""

    codes: list[str]


class RefreshBody(Body):
    refresh_token: Token


class TicketBody(Body):
    ticket: Token


class PasswordChange(Body):
    current_password: Secret
    new_password: Secret


class Forgot(Body):
    """Who lost the password: the user name, or the address that the account has."""

    username: Name | None = None
    email: Name | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if not (self.username or self.email):
            raise PydanticCustomError("name_or_address", "A user name or an e-mail address is expected")
        return self

    @property
    def name(self) -> str:
        return self.username or self.email or ""


class Recovery(Body):
    """The code of a letter or of the console, however it was typed."""

    token: Token
    new_password: Secret


class FirstAdmin(Body):
    code: Token
    username: Username
    password: Secret
    full_name: Name


class Me(BaseModel):
    """The person who asks: ``permissions`` with how far each reaches (own, team, all), and what version answers."""

    user: UserCard
    server_version: str
    language: Language
    must_change_password: bool
    must_enrol_totp: bool
    session_id: UUID
    permissions: dict[str, str]
    preferences: dict[str, Any]


class MeChange(Body):
    """What a person decides about the own account; ``preferences`` belong to the desktop, 16 kB at most."""

    language: Language | None = None
    preferences: dict[str, Any] | None = None


class OwnSession(BaseModel):
    """One of my own sessions; ``current`` is the one that asks."""

    id: UUID
    device: str | None
    address: str | None
    created_at: datetime
    last_seen: datetime
    expires_at: datetime
    current: bool


class OwnSessions(BaseModel):
    items: list[OwnSession]


class PasswordReset(BaseModel):
    """``mailed``: the code is on its way to the person; else ``code`` is to be handed over, shown this one time."""

    username: str
    mailed: bool
    code: str | None
    expires_in: int


class UserWrite(Write):
    username: Username
    full_name: Name
    email: Email | None = None
    role_ids: Annotated[list[UUID], refers_many("auth.roles"), MaxLen(100)] = Field(default_factory=list)
    employee_id: EmployeeId | None = None
    active: Flag = True
    language: Language = Language.FR
    kind: AccountKind = AccountKind.PERSON


class UserRead(UserWrite, Read):
    must_change_password: Flag
    second_factor: Flag
    created_at: Moment
    updated_at: Moment


class RoleWrite(Write):
    code: Code
    name: Name
    permissions: Words = Field(default_factory=list)
    second_factor: Flag = False


class RoleRead(RoleWrite, Read):
    system: Flag


class FactorResetWrite(Write):
    user_id: UserId
    why: Name


class FactorResetRead(FactorResetWrite, Read):
    name: Name
    status: FactorResetStatus
    requested_by: UserId
    decided_by: UserId | None
    decided_at: Moment | None
    created_at: Moment


class SessionRead(Read):
    user_id: UserId
    device: Name | None
    address: Name | None
    created_at: Moment
    last_seen: Moment
    expires_at: Moment
    revoked_at: Moment | None
    reason: Ending | None


class ServiceKeyWrite(Write):
    user_id: UserId
    name: Name
    scopes: Annotated[Words, MinLen(1)]
    expires_at: Moment


class ServiceKeyRead(ServiceKeyWrite, Read):
    hint: Name | None
    last_used_at: Moment | None
    revoked_at: Moment | None
    created_at: Moment


class DrawnKey(BaseModel):
    """A key as it is shown once."""

    name: str
    key: str
    expires_at: datetime
