"""Rates that all server processes count together, in a real Redis that comes and goes."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from fofal_server.auth.shared_counters import BadAddress, SharedCounters
from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.processes import one_of_each, processes
from tests.support.redis import Redis, redis
from tests.support.servers import Server

BOUND, LONG, AT_ONCE = 6, 60, 0.0


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with redis(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(scope="module")
def pair(shared: Redis, database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two server processes with one Redis; they look for a lost one at every call."""
    settings = {
        "FOFAL_REDIS_URL": shared.url,
        "FOFAL_LIMITS_REQUESTS_PER_MINUTE": str(BOUND),
        "FOFAL_LIMITS_REFUSED_TOKENS_PER_MINUTE": str(BOUND),
        "FOFAL_LIMITS_REDIS_PAUSE": "0",
    }
    with processes(database, tmp_path_factory.mktemp("data"), 2, settings) as server:
        yield server


@pytest.fixture
def both(pair: Server) -> Iterator[list[Api]]:
    """One new session, by way of each of the two processes."""
    clients = one_of_each(pair, 2, signed_in_token(pair, []))
    yield clients
    for api in clients:
        api.close()


def codes(both: list[Api], times: int) -> list[int]:
    return [both[n % 2].get("/auth/me").status_code for n in range(times)]


def log_of(pair: Server) -> str:
    return (pair.settings.data_dir / "log" / "server.log").read_text(encoding="utf-8")


def test_two_processes_count_as_one(both: list[Api]) -> None:
    answers = [both[n % 2].get("/auth/me") for n in range(BOUND + 2)]
    assert [one.status_code for one in answers] == [200] * BOUND + [429, 429]
    assert [int(one.headers["RateLimit-Remaining"]) for one in answers] == [5, 4, 3, 2, 1, 0, 0, 0]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_two_processes_count_bad_tokens_as_one(both: list[Api]) -> None:
    invented = {"Authorization": "Bearer invented"}
    found = [both[n % 2].get("/auth/me", headers=invented).status_code for n in range(BOUND + 2)]
    assert found == [401] * BOUND + [429, 429]
    assert codes(both, 2) == [200, 200]


def test_without_redis_each_counts_for_itself_and_joins_again_when_it_is_back(
    pair: Server, shared: Redis, both: list[Api]
) -> None:
    shared.stop()
    try:
        assert codes(both, 2 * BOUND + 2) == [200] * 2 * BOUND + [429, 429]
    finally:
        shared.start()
    assert codes(both, BOUND + 2) == [200] * BOUND + [429, 429]
    told = log_of(pair)
    assert (told.count("rates.redis_away"), told.count("rates.redis_back")) == (2, 2)
    assert shared.password not in told


def test_a_lost_redis_is_left_alone_for_a_while(shared: Redis) -> None:
    kept = SharedCounters(shared.url, pause=3600)
    assert kept.incr("left alone", LONG) == 1
    shared.stop()
    try:
        assert kept.incr("left alone", LONG) == 1
    finally:
        shared.start()
    assert kept.incr("left alone", LONG) == 2  # its own count: Redis, which has forgotten, would say 1
    kept.clear("left alone")


def test_a_wrong_password_is_no_failure_of_a_call(shared: Redis) -> None:
    wrong = shared.url.replace(shared.password, "mauvais-secret")
    with capture_logs() as lines:
        kept = SharedCounters(wrong, AT_ONCE)
        assert [kept.incr("a", LONG), kept.incr("a", LONG), kept.get("a")] == [1, 2, 2]
        assert kept.get_expiry("a") > 0
        assert not kept.check()
    assert [line["event"] for line in lines] == ["rates.redis_away"]
    assert "mauvais-secret" not in repr(lines)


@pytest.mark.parametrize("url", ["", "127.0.0.1:6379", "http://:secret@h", "redis://:secret@", "redis://:secret@h:x"])
def test_an_address_that_is_none_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        SharedCounters(url, AT_ONCE)
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None
