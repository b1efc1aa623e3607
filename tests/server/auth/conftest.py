"""People and clients for the tests of the door."""

import secrets
from collections.abc import Iterator

import pytest

from fofal_server.auth import services
from fofal_server.auth.passwords import Passwords
from fofal_server.core.db import transaction
from tests.support.api import Api
from tests.support.servers import Server

CHEAP = 4
"""Cost of hashes in tests, where nothing is worth guessing; the same as the test server's."""


class Person:
    """Somebody with a password and roles, made straight in the database."""

    def __init__(self, server: Server, *roles: str) -> None:
        self.server = server
        self.username = f"essai-{secrets.token_hex(4)}"
        self.password = secrets.token_urlsafe(16)
        hashed = Passwords(server.keys.pepper, CHEAP).hashed(self.password)
        with transaction(server.engine) as session:
            self.id = services.create_user(session, self.username, "Personne d'essai", roles, password_hash=hashed).id

    def login(
        self, password: str | None = None, username: str | None = None, *, otp: str | None = None, **headers: str
    ):
        body = {"username": username or self.username, "password": password or self.password}
        body |= {"otp": otp} if otp is not None else {}
        stranger = Api(self.server, None)
        try:
            return stranger.post("/auth/login", json=body, headers=headers)
        finally:
            stranger.close()


@pytest.fixture
def stranger(server: Server) -> Iterator[Api]:
    """Somebody who is not signed in."""
    found = Api(server, None)
    yield found
    found.close()


@pytest.fixture
def person(server: Server) -> Person:
    return Person(server)


@pytest.fixture
def signed_in(server: Server) -> Iterator:
    """Signs a person in and gives the client with the tokens beside it."""
    opened = []

    def sign_in(person: Person):
        tokens = person.login().json()
        api = Api(server, tokens["access_token"])
        opened.append(api)
        return api, tokens

    yield sign_in
    for api in opened:
        api.close()
