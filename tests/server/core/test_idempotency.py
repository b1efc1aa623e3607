"""Calls sent twice count once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.core import idempotency
from fofal_server.core.db import in_transaction, transaction
from fofal_server.core.idempotency import StoredAnswer
from fofal_server.core.ids import new_id
from fofal_server.core.operation import Answer
from tests.support.api import Api, code
from tests.support.patience import PATIENCE
from tests.support.servers import Server

SITES = "/settings/sites"


def test_same_key_and_body_replays_the_answer(api: Api) -> None:
    body, key = {"code": code(), "name": "Nord"}, code("K")
    first, again = (api.post(SITES, json=body, key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(api.items("settings.sites", f"code:eq:{body['code']}")) == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(times=st.integers(1, 5), named=st.booleans())
def test_however_often_it_is_sent_it_makes_one_record(api: Api, times: int, named: bool) -> None:
    body, key = {"code": code(), "name": "Nord", **({"id": str(new_id())} if named else {})}, code("K")
    answers = [api.post(SITES, json=body, key=key) for _ in range(times)]
    assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
    assert len(api.items("settings.sites", f"code:eq:{body['code']}")) == 1


def test_a_call_whose_key_was_forgotten_meets_its_own_id(api: Api, server: Server) -> None:
    body, key = {"id": str(new_id()), "code": code(), "name": "Nord"}, code("K")
    assert api.post(SITES, json=body, key=key).status_code == 201
    with transaction(server.engine) as session:
        session.execute(delete(StoredAnswer).where(StoredAnswer.key == key))
    again = api.post(SITES, json=body, key=key)
    assert (again.status_code, again.json()["errors"][0]["field"]) == (409, "id")


def test_same_key_with_another_body_is_refused(api: Api) -> None:
    key = code("K")
    api.post(SITES, json={"code": code(), "name": "Nord"}, key=key)
    answer = api.post(SITES, json={"code": code(), "name": "Nord"}, key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_refused_call_frees_its_key(api: Api) -> None:
    key, taken = code("K"), code()
    api.post(SITES, json={"code": taken, "name": "Nord"})
    assert api.post(SITES, json={"code": taken, "name": "Sud"}, key=key).status_code == 409
    assert api.post(SITES, json={"code": code(), "name": "Sud"}, key=key).status_code == 201


def test_replay_is_looked_up_before_the_version_is_judged(api: Api) -> None:
    made, key = api.create("settings.sites", code=code(), name="Nord"), code("K")
    first, again = (api.patch(f"{SITES}/{made['id']}", json={"name": "Sud"}, version=1, key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["version"] == 2


def test_a_call_that_finds_its_key_taken_only_while_storing_is_tried_again_and_replays(server: Server) -> None:
    """The first twin commits after the second has looked: nothing else than the primary key could tell."""
    key = idempotency.key_of(uuid4(), code("K"), "POST", SITES, b"{}")
    found: list[Answer | None] = []

    def store(session: Session, body: bytes) -> None:
        idempotency.store(session, key, Answer(body, 201, {"ETag": '"1"'}))

    def second(session: Session) -> None:
        found.append(idempotency.stored(session, key))
        if found[0] is found[-1]:
            in_transaction(server.engine, lambda first: store(first, b'"first"'))
            store(session, b'"second"')

    in_transaction(server.engine, second)
    assert [one and (one.status, one.body) for one in found] == [None, (201, b'"first"')]


def test_a_call_that_is_given_up_was_done_or_never_will_be(api: Api) -> None:
    body, done, never = {"code": code(), "name": "Nord"}, code("K"), code("K")
    api.post(SITES, json=body, key=done)
    told = [api.delete(f"/calls/{key}") for key in (done, never, never)]
    assert [(one.status_code, one.json()) for one in told] == [
        (200, {"done": True}), (200, {"done": False}), (200, {"done": False}),
    ]  # fmt: skip
    assert api.post(SITES, json=body, key=done).headers["Idempotent-Replayed"] == "true"
    late = api.post(SITES, json={"code": code(), "name": "Sud"}, key=never)
    assert (late.status_code, late.json()["code"]) == (422, "key_reused")
    assert api.as_user("settings.sites:read").delete(f"/calls/{done}").json() == {"done": False}
    assert api.delete(f"/calls/{'k' * 201}").status_code == 422


def test_keys_belong_to_a_person(api: Api) -> None:
    key = code("K")
    other = api.as_user("settings.sites:read", "settings.sites:create")
    assert api.post(SITES, json={"code": code(), "name": "Nord"}, key=key).status_code == 201
    assert other.post(SITES, json={"code": code(), "name": "Sud"}, key=key).status_code == 201


def test_permission_is_checked_again_before_a_replay(api: Api) -> None:
    reader = api.as_user("settings.sites:read")
    assert reader.post(SITES, json={"code": code(), "name": "Nord"}, key=code("K")).status_code == 403


def test_twins_at_the_same_moment_make_one_record(api: Api) -> None:
    body, key = {"code": code(), "name": "Nord"}, code("K")
    url, headers = api.server.url + "/api/v1" + SITES, {**api.http.headers, "Idempotency-Key": key}

    def send(_: int) -> requests.Response:
        return requests.post(url, json=body, headers=headers, timeout=PATIENCE)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert any(one.status_code == 201 for one in answers)
    assert all(one.headers["Retry-After"] == "1" for one in answers if one.status_code == 409)
    assert len(api.items("settings.sites", f"code:eq:{body['code']}")) == 1
