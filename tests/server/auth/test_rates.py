"""How often one may knock."""

from sqlalchemy import text

from fofal_server.auth import forgetting
from fofal_server.core.db import transaction
from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.servers import serving

NOBODY = {"username": "personne", "password": "un mauvais mot de passe"}


def test_an_address_has_so_many_sign_ins_a_minute(database, tmp_path):
    with serving(database, tmp_path, limits_logins_per_minute=2) as server:
        api = Api(server, None)
        answers = [api.post("/auth/login", json=NOBODY | {"username": f"personne-{n}"}) for n in range(4)]
        codes = [one.status_code for one in answers]
        ticket = api.post("/auth/ticket", json={"ticket": "x"})
        refresh = api.post("/auth/refresh", json={"refresh_token": "x"})
        api.close()
    assert codes == [401, 401, 429, 429]
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert answers[3].json()["type"].endswith("/too-many")
    assert ticket.status_code == 429
    assert refresh.status_code == 401


def test_failed_sign_ins_of_a_name_have_a_limit_of_their_own(database, tmp_path):
    with serving(database, tmp_path, limits_failed_logins_per_minute=2) as server:
        api = Api(server, None)
        codes = [api.post("/auth/login", json=NOBODY).status_code for _ in range(3)]
        other = api.post("/auth/login", json=NOBODY | {"username": "quelqu'un"}).status_code
        api.close()
    assert codes == [401, 401, 429]
    assert other == 401


def test_calls_of_a_session_are_counted_and_told(database, tmp_path):
    with serving(database, tmp_path, limits_requests_per_minute=3) as server:
        first, second = (Api(server, signed_in_token(server, [])) for _ in range(2))
        answers = [first.get("/auth/me") for _ in range(4)]
        others = second.get("/auth/me")
        first.close()
        second.close()
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0"]
    assert answers[0].headers["RateLimit-Limit"] == "3"
    assert others.status_code == 200


def test_old_counters_are_forgotten(server, person):
    person.login("un mauvais mot de passe")
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_failure SET last_at = last_at - interval '2 days'"))
        session.execute(text("UPDATE auth_session SET expires_at = expires_at - interval '200 days'"))
        forgetting.forget_old(session)
        for table in ("auth_failure", "auth_session", "auth_refresh"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
