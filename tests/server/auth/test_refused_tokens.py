"""Tokens that prove nobody: counted where they come from, slowed down, and nobody else pays for them."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fofal_server.auth import tokens
from fofal_server.core import clock
from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.servers import Server, serving
from tests.support.statements import noted

BOUND = 3


@pytest.fixture
def strict(database, tmp_path) -> Iterator[Server]:
    """A server that answers three bad tokens a minute from an address."""
    with serving(database, tmp_path, limits_refused_tokens_per_minute=BOUND) as found:
        yield found


def codes(server: Server, *sent: str) -> list[int]:
    api = Api(server, None)
    found = [api.get("/auth/me", headers={"Authorization": f"Bearer {one}"}).status_code for one in sent]
    api.close()
    return found


def expired(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token of a living session whose ten minutes were over an hour ago."""
    genuine = signed_in_token(server, [])
    claims = tokens.read(server.keys, genuine).claims
    then = clock.now() - dt.timedelta(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: then)
        return tokens.access_token(server.keys, claims.user_id, claims.session_id)


def forged(number: int) -> str:
    return f"fofal_{number:064}{'0' * 16}" if number % 2 else f"a.{number}.c"


def test_an_address_sends_so_many_bad_tokens_and_others_there_work_on(strict: Server) -> None:
    good, late = signed_in_token(strict, []), signed_in_token(strict, [])
    assert codes(strict, *map(forged, range(BOUND + 2))) == [401] * BOUND + [429] * 2
    assert codes(strict, good, forged(9), late, good) == [200, 429, 200, 200]
    api = Api(strict, "invented")
    answer = api.get("/auth/me")
    api.close()
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["type"].endswith("/too-many")


def test_the_database_is_not_asked_about_invented_tokens(strict: Server) -> None:
    with noted(strict.engine) as seen:
        codes(strict, *map(forged, range(BOUND + 2)))
    assert [one for one in seen if "auth_" in one] == []


def test_who_has_to_renew_himself_is_told_so_whoever_else_is_at_his_address(
    strict: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = expired(strict, monkeypatch), expired(strict, monkeypatch)
    codes(strict, *map(forged, range(BOUND + 2)))
    assert codes(strict, *[mine] * (BOUND + 1)) == [401] * BOUND + [429]
    assert codes(strict, other) == [401]


def test_a_session_that_has_ended_is_counted_by_itself(strict: Server) -> None:
    over, living = signed_in_token(strict, []), signed_in_token(strict, [])
    api = Api(strict, over)
    assert api.post("/auth/logout").status_code == 204
    api.close()
    assert codes(strict, *[over] * (BOUND + 1)) == [401] * BOUND + [429]
    assert codes(strict, living, forged(1)) == [200, 401]
