"""Guessing becomes slow, for known and unknown names alike."""

import datetime as dt
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fofal_server.auth import failures
from fofal_server.core.db import transaction
from tests.server.auth.conftest import Person


def earlier(server, seconds):
    """Let all failures have happened a while ago."""
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_failure SET last_at = last_at - make_interval(secs => :s)"), {"s": seconds})


def told(answer):
    return answer.status_code, int(answer.headers.get("Retry-After", 0))


@pytest.mark.parametrize("known", [True, False])
def test_five_failures_are_free_then_each_costs_a_growing_wait(person, known):
    name = person.username if known else f"inconnu-{secrets.token_hex(4)}"
    answers = [told(person.login("un mauvais mot de passe", name.upper() if n % 2 else name)) for n in range(9)]
    assert answers[:5] == [(401, 0)] * 5
    assert answers[5:] == [(429, 30), (429, 60), (429, 120), (429, 240)]


def test_a_locked_name_is_not_even_looked_at_until_the_wait_is_over(server, person):
    for _ in range(5):
        person.login("un mauvais mot de passe")
    assert person.login().status_code == 429
    earlier(server, 31)
    assert person.login().status_code == 200
    assert told(person.login("un mauvais mot de passe")) == (401, 0)


def test_a_failure_after_the_wait_costs_the_next_longer_one(server, person):
    for _ in range(6):
        person.login("un mauvais mot de passe")
    earlier(server, 31)
    assert told(person.login("un mauvais mot de passe")) == (429, 60)


def test_the_wait_never_exceeds_a_quarter_of_an_hour():
    waits = [failures.wait_after(count) for count in range(60)]
    assert waits[:5] == [dt.timedelta(0)] * 5
    assert waits[5] == dt.timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(minutes=15)


def test_failures_of_long_ago_are_forgotten(server, person):
    for _ in range(6):
        person.login("un mauvais mot de passe")
    earlier(server, 3700)
    assert told(person.login("un mauvais mot de passe")) == (401, 0)


def test_a_device_with_its_token_and_other_people_are_not_locked(server, person, signed_in, stranger):
    _, tokens = signed_in(person)
    for _ in range(7):
        person.login("un mauvais mot de passe")
    assert stranger.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 200
    assert Person(server).login().status_code == 200


def test_failures_are_in_the_trail_without_what_was_typed(server, person):
    typed = secrets.token_hex(8)
    person.login("un mauvais mot de passe")
    person.login(username=typed)
    with transaction(server.engine) as session:
        mine = text("SELECT count(*) FROM audit_event WHERE action = 'sign_in_refused' AND record_id = :id")
        assert session.scalar(mine, {"id": person.id}) == 1
        trail = session.scalar(text("SELECT string_agg(a::text, '') FROM audit_event a"))
        counted = session.scalar(text("SELECT string_agg(f::text, '') FROM auth_failure f"))
    assert typed not in trail
    assert typed not in counted


def test_many_attempts_at_once_are_counted_one_by_one(person):
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(lambda _: person.login("un mauvais mot de passe").status_code, range(12)))
    assert codes.count(401) == 5
    assert codes.count(429) == 7
