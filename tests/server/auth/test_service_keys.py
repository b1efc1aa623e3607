"""Programs come in with keys: scoped, shown once, gone when revoked, and no way to anybody's account."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from fofal_server.app import operations
from fofal_server.auth import services
from fofal_server.auth.models import ServiceKey, User
from fofal_server.auth.passwords import Passwords
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.errors import NotFound
from tests.factories import body_of, made
from tests.server.auth.conftest import CHEAP
from tests.support.api import Api, code, speaking
from tests.support.servers import serving
from tests.support.statements import noted

KEYS = "auth.service-keys"


class Program:
    """A service account with a key, and a client that uses it."""

    def __init__(self, api, *scopes, permissions=("settings.*:*", "auth.*:*", "hr.*:read@team")):
        self.api = api
        self.role = made(api, "auth.roles", permissions=list(permissions))
        self.account = made(api, "auth.users", kind="service", role_ids=[self.role["id"]])
        ends = (clock.now() + timedelta(days=1)).isoformat()
        wanted = {"user_id": self.account["id"], "name": code("clé "), "scopes": list(scopes), "expires_at": ends}
        self.key = api.create(KEYS, **wanted)
        self.secret = api.post(f"/auth/service-keys/{self.key['id']}/draw").json()["key"]
        self.client = Api(api.server, self.secret)


@pytest.fixture
def program(api):
    """Makes programs with these scopes."""
    opened = []

    def make(*scopes, **more):
        opened.append(Program(api, *scopes, **more))
        return opened[-1]

    yield make
    for one in opened:
        one.client.close()


def test_a_key_does_what_its_scope_says_and_nothing_else(api, program):
    client = program("settings.sites:read", "settings.units:*").client
    assert client.get("/settings/sites").status_code == 200
    assert client.post("/settings/units", json=body_of(api, "settings.units")).status_code == 201
    assert client.post("/settings/sites", json={}).status_code == 403
    assert client.get("/hr/employees").status_code == 403


def test_it_is_shown_once_and_kept_as_a_hash(server, api, program):
    one = program("settings.sites:read")
    assert one.secret.startswith("fofal_")
    assert len(one.secret) == len("fofal_") + 64 + 16
    shown = api.read(KEYS, one.key["id"])
    assert shown["hint"] == one.secret[:10] + "…"
    assert "secret_hash" not in shown
    for table in ("auth_service_key", "audit_event", "stored_answer"):
        with transaction(server.engine) as session:
            assert one.secret not in str(session.scalar(text(f"SELECT string_agg(t::text, ' ') FROM {table} t")))
    told = api.get(f"/auth/service-keys/{one.key['id']}/history").json()["items"]
    assert {"create", "draw"} <= {item["action"] for item in told}
    assert "secret_hash" not in str(told)


def test_revoked_expired_redrawn_or_closed_it_is_refused_at_the_next_call(server, api, program):
    def revoke(one):
        api.act(KEYS, api.read(KEYS, one.key["id"]), "revoke")

    def expire(one):
        with transaction(server.engine) as session:
            ended = update(ServiceKey).where(ServiceKey.secret_hash.is_not(None))
            session.execute(ended.where(ServiceKey.id == one.key["id"]).values(expires_at=clock.now()))

    def redraw(one):
        assert api.post(f"/auth/service-keys/{one.key['id']}/draw").status_code == 200

    def close(one):
        api.update("auth.users", api.read("auth.users", one.account["id"]), active=False)

    for end in (revoke, expire, redraw, close):
        one = program("settings.sites:read")
        assert one.client.get("/settings/sites").status_code == 200
        end(one)
        answer = one.client.get("/settings/sites")
        assert answer.status_code == 401, end.__name__
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_what_was_revoked_is_neither_revoked_again_nor_drawn(api, program):
    one = program("settings.sites:read")
    ended = api.act(KEYS, api.read(KEYS, one.key["id"]), "revoke")
    assert api.post(f"/auth/service-keys/{one.key['id']}/revoke", version=ended["version"]).status_code == 409
    assert api.post(f"/auth/service-keys/{one.key['id']}/draw").status_code == 409


def test_a_scope_never_reaches_beyond_the_roles_then_nor_later(api, program):
    one = program("settings.sites:read", "hr.employees:read@team")
    url = f"/auth/service-keys/{one.key['id']}"
    for wide in ("*:*", "inventory.items:read", "hr.employees:read", "auth.users:update", "auth.*:*", "rien", "x.y:z"):
        answer = api.patch(url, json={"scopes": [wide]}, version=api.read(KEYS, one.key["id"])["version"])
        assert answer.status_code == 422, wide
        assert answer.json()["errors"][0]["field"] == "scopes"
    assert one.client.get("/hr/employees").status_code == 200
    api.update("auth.roles", one.role, permissions=["settings.units:read"])
    assert one.client.get("/settings/sites").status_code == 403
    assert one.client.get("/hr/employees").status_code == 403


def test_no_way_leads_from_a_key_to_an_account(program):
    one = program("auth.*:read", "settings.*:*")
    own = [operation for operation in operations() if operation.personal]
    assert {"read_me", "change_password", "logout", "list_own_sessions"} <= {operation.name for operation in own}
    for operation in own:
        answer = one.client.call(operation.method, operation.path.replace("{id}", one.key["id"]), json={})
        assert answer.status_code == 403, operation.name
    assert one.client.get("/auth/users").status_code == 200
    assert one.client.post("/auth/users", json={"username": code(), "full_name": "x"}).status_code == 403


def test_every_door_without_a_permission_below_auth_is_for_persons():
    open_ones = [one for one in operations() if one.path.startswith("/auth/") and not one.public and not one.permission]
    assert [one.name for one in open_ones if not one.personal] == []


def test_a_service_never_signs_in(server, api, program):
    account = program("settings.sites:read").account
    with transaction(server.engine) as session:  # not even with a hash that got there somehow
        stored = Passwords(server.keys.pepper, CHEAP).hashed("une phrase de passe")
        session.execute(update(User).where(User.id == account["id"]).values(password_hash=stored))
    body = {"username": account["username"], "password": "une phrase de passe"}
    assert api.post("/auth/login", json=body).json()["code"] == "wrong_credentials"
    assert api.post(f"/auth/users/{account['id']}/reset-password").status_code == 422
    with transaction(server.engine) as session, pytest.raises(NotFound):
        services.create_ticket(session, account["username"])


def test_a_person_has_no_key_and_a_service_is_no_administrator(api, program):
    person = made(api, "auth.users")
    ends = (clock.now() + timedelta(days=1)).isoformat()
    body = {"user_id": person["id"], "name": "x", "scopes": ["settings.sites:read"], "expires_at": ends}
    assert api.post("/auth/service-keys", json=body).json()["errors"][0]["code"] == "not_a_service"
    one = program("settings.sites:read")
    late = body | {"user_id": one.account["id"], "expires_at": (clock.now() - timedelta(seconds=1)).isoformat()}
    assert api.post("/auth/service-keys", json=late).json()["errors"][0]["code"] == "key_expired"
    other = program("settings.sites:read").account["id"]
    moved = api.patch(f"/auth/service-keys/{one.key['id']}", json={"user_id": other}, version=2)
    assert moved.json()["errors"][0]["code"] == "key_owner"
    version = api.read("auth.users", one.account["id"])["version"]
    changed = api.patch(f"/auth/users/{one.account['id']}", json={"kind": "person"}, version=version)
    assert changed.json()["errors"][0]["code"] == "kind_fixed"


def test_the_trail_names_the_account_and_the_key(api, program):
    one = program("settings.units:*")
    unit = one.client.create("settings.units", **body_of(api, "settings.units"))
    (entry,) = api.items("auth.audit-events", f"record_id:eq:{unit['id']}")
    assert entry["username"] == f"{one.account['username']} ({one.key['name']})"
    assert entry["user_id"] == one.account["id"]


def test_its_use_is_noted_and_asking_costs_as_much_as_for_a_person(server, api, program):
    one = program("settings.sites:read")
    one.client.get("/settings/sites")
    assert api.read(KEYS, one.key["id"])["last_used_at"] is not None

    def asked(client):
        with noted(server.engine) as statements:
            client.get("/settings/sites")
        return statements

    assert len(asked(one.client)) == len(asked(api))


@pytest.mark.parametrize("invented", ["fofal_", "fofal_" + "0" * 80, "fofal_é", "fofal_" + "a" * 5000])
def test_an_invented_key_is_refused_without_asking_the_database(server, invented):
    client = Api(server, None)
    with noted(server.engine) as statements:
        answer = client.get("/settings/sites", headers={"Authorization": f"Bearer {invented}".encode()})
    client.close()
    assert answer.status_code == 401
    assert statements == []


def test_a_key_has_a_rate_of_its_own(all_databases, tmp_path):
    with (
        all_databases.fresh() as database,
        serving(database, tmp_path, limits_requests_per_minute=40) as small,
        speaking(small) as api,
    ):
        one = Program(api, "settings.sites:read")
        codes = [one.client.get("/settings/sites").status_code for _ in range(41)]
        one.client.close()
        assert codes == [200] * 40 + [429]
        assert api.get("/settings/sites").status_code == 200
