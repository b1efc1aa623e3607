"""``fofal-server keys`` beside two server processes: what they take up without a restart, and who stays signed in."""

import json
import os
import threading
from collections.abc import Iterator

import jwt
import pytest
from sqlalchemy import create_engine

from fofal_server.auth import rotation, services
from fofal_server.auth.keys import FOLDER, TOKENS, Keys
from fofal_server.auth.passwords import Passwords
from fofal_server.cluster.cluster import Cluster
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers
from fofal_server.core.db import transaction
from tests.server.console.launched import call, signed
from tests.server.console.typing_in import Terminal

PASSWORD = "une longue phrase pour essayer"


@pytest.fixture(scope="module")
def url(company: Cluster) -> Iterator[str]:
    """Two server processes of the installation."""
    engine = create_engine(company.app_url)
    with transaction(engine) as session:
        hashed = Passwords(Keys.ensure(company.data_dir).pepper, 4).hashed(PASSWORD)
        services.create_user(session, "clés", "Essai", password_hash=hashed)
    engine.dispose()
    installation = Installation(company.data_dir, company.owner_url, company.app_url)
    with listen("127.0.0.1", None, None) as listener, Workers(installation, listener) as workers:
        workers.start(2, (), threading.Event())
        yield workers.url


@pytest.fixture
def tokens(url: str) -> dict[str, str]:
    status, found = call(url, "POST", "/api/v1/auth/login", {"username": "clés", "password": PASSWORD})
    assert status == 200
    return found


def statuses(url: str, token: str) -> set[int]:
    """Enough new connections that either process is asked."""
    return {signed(url, token) for _ in range(20)}


def kid(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


def renewed(url: str, tokens: dict[str, str]) -> dict[str, str]:
    status, found = call(url, "POST", "/api/v1/auth/refresh", {"refresh_token": tokens["refresh_token"]})
    assert status == 200
    return found


def test_nobody_is_signed_out_and_new_tokens_carry_the_new_key(
    url: str, tokens: dict[str, str], typed: Terminal
) -> None:
    told = typed("keys", "rotate", "--yes", "--json").json
    assert statuses(url, tokens["access_token"]) == {200}
    fresh = renewed(url, tokens)
    assert kid(fresh["access_token"]) == told["current"] != kid(tokens["access_token"])
    assert statuses(url, fresh["access_token"]) == {200}
    assert kid(tokens["access_token"]) in [one["kid"] for one in told["kept"]]


def test_the_old_key_is_over_when_its_tokens_are(
    company: Cluster, url: str, tokens: dict[str, str], typed: Terminal
) -> None:
    old = tokens["access_token"]
    typed("keys", "rotate", "--yes")
    _let_time_pass(company, kid(old))
    assert statuses(url, old) == {401}
    assert statuses(url, renewed(url, tokens)["access_token"]) == {200}
    engine = create_engine(company.app_url)
    with transaction(engine) as session:
        assert kid(old) in rotation.drop_expired(session, company.data_dir)
    engine.dispose()
    assert kid(old) not in [one["kid"] for one in typed("keys", "list", "--json").json]


def test_a_stolen_key_is_dropped_at_once_and_sessions_go_on(url: str, tokens: dict[str, str], typed: Terminal) -> None:
    told = typed("keys", "rotate", "--drop-old", "--yes", "--json").json
    assert (told["kept"], kid(tokens["access_token"]) in told["dropped"]) == ([], True)
    assert statuses(url, tokens["access_token"]) == {401}
    assert statuses(url, renewed(url, tokens)["access_token"]) == {200}


def test_a_rotation_is_asked_for_told_and_shows_no_key(company: Cluster, typed: Terminal) -> None:
    assert typed("keys", "rotate").code == 2
    said = typed("keys", "rotate", "--yes")
    assert (said.code, "Nouvelle clé" in said.out, "acceptée jusqu'à" in said.out) == (0, True, True)
    event = typed("audit", "tail", "-n", "1", "--json").json[0]
    assert (event["action"], event["resource"], event["username"]) == ("rotate", "auth.signing-keys", "console")
    secret = json.loads((company.data_dir / FOLDER / TOKENS).read_text())["keys"].values()
    shown = said.out + typed("keys", "list").out + json.dumps(event)
    assert not [one for one in secret if one in shown]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_of_passwords_that_others_may_read_is_refused(company: Cluster, typed: Terminal) -> None:
    path = company.data_dir / "cluster-secrets.json"
    path.chmod(0o640)
    said = typed("user", "list")
    path.chmod(0o600)
    assert (said.code, f"chmod 600 {path}" in said.err) == (3, True)


def _let_time_pass(company: Cluster, old: str) -> None:
    """As if the key had been rotated an hour before."""
    path = company.data_dir / FOLDER / TOKENS
    told = json.loads(path.read_text())
    told["until"][old] -= 3600
    path.write_text(json.dumps(told))
