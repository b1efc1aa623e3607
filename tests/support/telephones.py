"""Telephones with an authenticator application, for people of tests who have a second factor."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from fofal_server.auth import second_factor, sign_in, spare_codes, totp
from fofal_server.auth.models import Factor
from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.support.servers import Server


@dataclass(frozen=True)
class Telephone:
    """Knows the secret, and the paper beside it the recovery codes."""

    server: Server
    user_id: UUID
    secret: str
    paper: list[str]

    def code(self, ahead: int = 0) -> str:
        """The code of this moment, or of so many steps later."""
        return totp.code_of(self.secret, totp.step_of(clock.now()) + ahead)

    def later(self) -> None:
        """Let time have passed: the codes of this moment count as never used."""
        with transaction(self.server.engine) as session:
            session.execute(update(Factor).where(Factor.user_id == self.user_id).values(last_step=0))


def enrolled(server: Server, user_id: UUID) -> Telephone:
    """Give a person a second factor, straight in the database."""
    with transaction(server.engine) as session:
        user = sign_in.account(session, user_id)
        assert user is not None
        secret = second_factor.begin(session, server.keys, user)
        assert second_factor.confirm(session, server.keys, user, totp.code_of(secret, totp.step_of(clock.now())))
        phone = Telephone(server, user_id, secret, spare_codes.renew(session, server.keys, user_id))
    phone.later()
    return phone
