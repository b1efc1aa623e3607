"""People for tests: made straight in the database, so that no test waits for password hashing."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from fofal_server.auth import services, sessions, tokens
from fofal_server.auth.models import Role, User
from fofal_server.auth.sessions import Lifetimes
from fofal_server.core.db import transaction
from tests.support.servers import Server


def signed_in_token(server: Server, permissions: Iterable[str], employee_id: UUID | None = None) -> str:
    """The access token of a new person with a role of exactly these permissions and a living session."""
    mark = secrets.token_hex(5)
    with transaction(server.engine) as session:
        role = Role(code=f"test-{mark}", name=f"Rôle {mark}", permissions=list(permissions))
        person = User(username=f"test-{mark}", full_name=f"Personne {mark}", employee_id=employee_id, roles=[role])
        session.add(person)
        session.flush()
        begun, _ = sessions.begin(session, Lifetimes(), person, "tests", "127.0.0.1")
        return tokens.access_token(server.keys, person.id, begun.id)


def holder_token(server: Server, *roles: str) -> tuple[UUID, str]:
    """A new person who holds these roles (codes), and an access token of a living session."""
    mark = secrets.token_hex(5)
    with transaction(server.engine) as session:
        person = services.create_user(session, f"test-{mark}", f"Personne {mark}", roles)
        begun, _ = sessions.begin(session, Lifetimes(), person, "tests", "127.0.0.1")
        return person.id, tokens.access_token(server.keys, person.id, begun.id)
