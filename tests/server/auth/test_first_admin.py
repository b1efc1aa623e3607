"""The first administrator, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from fofal_server.auth import services
from fofal_server.core.db import transaction
from tests.support.api import Api
from tests.support.servers import serving


@pytest.fixture
def empty(all_databases, tmp_path):
    """A server where nobody is yet, and its code."""
    with all_databases.fresh() as database, serving(database, tmp_path) as server:
        with transaction(server.engine) as session:
            code = services.create_setup_code(session)
        api = Api(server, None)
        yield api, code
        api.close()


def body(code, **changes):
    return {"code": code, "username": "direction", "password": "une longue phrase", "full_name": "Direction"} | changes


def test_the_code_makes_one_administrator_and_is_used_up(empty):
    api, code = empty
    assert api.post("/auth/first-admin", json=body("AAAA-BBBB-CCCC")).status_code == 403
    assert api.post("/auth/first-admin", json=body(code, password="trop court")).status_code == 422
    made = api.post("/auth/first-admin", json=body(code.lower().replace("-", " ")))
    assert made.status_code == 201, made.text
    assert made.json()["roles"] == ["administrator", "owner"]
    assert api.post("/auth/first-admin", json=body(code, username="autre")).status_code == 409
    with transaction(api.server.engine) as session, pytest.raises(Exception, match="already_set_up"):
        services.create_setup_code(session)

    tokens = api.post("/auth/login", json={"username": "Direction", "password": "une longue phrase"}).json()
    rights = api.get("/auth/me", headers={"Authorization": f"Bearer {tokens['access_token']}"}).json()["permissions"]
    assert {"auth.users:create", "settings.sites:create", "hr.employees:update"} <= set(rights)


def test_two_at_once_make_one(empty):
    api, code = empty
    bodies = [body(code, username=f"premier-{n}") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: api.post("/auth/first-admin", json=one).status_code, bodies))
    assert sorted(answers) == [201, 409, 409, 409]


def test_a_fresh_code_replaces_the_one_before(empty):
    api, code = empty
    with transaction(api.server.engine) as session:
        fresh = services.create_setup_code(session)
    assert api.post("/auth/first-admin", json=body(code)).status_code == 403
    assert api.post("/auth/first-admin", json=body(fresh)).status_code == 201


def test_class_14_demo_accounts_the_very_first_start_has_no_account_at_all(empty):
    api, _ = empty
    for name, password in (("admin", "admin"), ("administrator", "administrator"), ("postgres", "postgres")):
        assert api.post("/auth/login", json={"username": name, "password": password}).status_code == 401
