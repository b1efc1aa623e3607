"""Where a call comes from: what the line says, unless a proxy that we trust says better."""

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from fofal_server.config import Settings
from fofal_server.core.db import transaction
from tests.server.auth.conftest import Person
from tests.support.api import Api
from tests.support.servers import serving

NOBODY = {"password": "un mauvais mot de passe"}


def knocks(server, *forwarded: str) -> list[int]:
    api = Api(server, None)
    heads = [{"X-Forwarded-For": one} for one in forwarded]
    found = [
        api.post("/auth/login", json=NOBODY | {"username": f"personne-{n}"}, headers=head).status_code
        for n, head in enumerate(heads)
    ]
    api.close()
    return found


def test_an_address_that_anybody_may_write_counts_for_nothing(database, tmp_path):
    with serving(database, tmp_path, limits_logins_per_minute=2) as server:
        assert knocks(server, "192.0.2.1", "192.0.2.2", "192.0.2.3") == [401, 401, 429]


def test_a_trusted_proxy_is_believed_and_only_the_part_it_wrote_itself(database, tmp_path):
    with serving(database, tmp_path, limits_logins_per_minute=2, trusted_proxies="127.0.0.1, 10.0.0.0/8") as server:
        assert knocks(server, "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.1") == [401, 401, 401, 429]
        assert knocks(server, *(f"198.51.100.{n}, 192.0.2.9, 10.1.1.1" for n in range(3))) == [401, 401, 429]
        person = Person(server)
        assert person.login(**{"X-Forwarded-For": "203.0.113.7"}).status_code == 200
        with transaction(server.engine) as session:
            kept = session.scalar(text("SELECT address FROM auth_session WHERE user_id = :id"), {"id": person.id})
        assert str(kept) == "203.0.113.7"
        assert set(knocks(server, "x" * 5000, "'; DROP TABLE x --", "::1%eth0")) <= {401, 429}


@pytest.mark.parametrize(("trusted", "strict"), [("", False), ("127.0.0.1", True)])
def test_only_a_trusted_proxy_says_that_the_line_is_closed(database, tmp_path, trusted, strict):
    with serving(database, tmp_path, trusted_proxies=trusted) as server:
        api = Api(server, None)
        found = api.get("/health/live", headers={"X-Forwarded-Proto": "https"}).headers
        api.close()
    assert ("Strict-Transport-Security" in found) is strict


@pytest.mark.parametrize("trusted", ["", "127.0.0.1"])
def test_measurements_are_not_for_whoever_comes_through_a_proxy(database, tmp_path, trusted):
    with serving(database, tmp_path, trusted_proxies=trusted, metrics_token="jeton") as server:
        api = Api(server, None)
        far = {"X-Forwarded-For": "192.0.2.1"}
        tokens = ({}, {"Authorization": "Bearer faux"}, {"Authorization": "Bearer jeton"})
        codes = [api.get("/metrics", headers=far | token).status_code for token in tokens]
        assert api.get("/metrics").status_code == 200
        api.close()
    assert codes == [404, 404, 200]


@pytest.mark.parametrize("value", ["*", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/8"])
def test_nobody_is_trusted_by_name_and_not_everybody(value, monkeypatch):
    monkeypatch.setenv("FOFAL_TRUSTED_PROXIES", value)
    with pytest.raises(ValidationError):
        Settings()
