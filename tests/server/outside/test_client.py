"""Asking others: what comes back, what is tried again, what is refused, and what is remembered of it."""

import datetime as dt
import time
from contextlib import nullcontext
from typing import Any

import pytest

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.course import Course, Cut, followed
from fofal_server.core.db import Pools, transaction
from fofal_server.outside import (
    Garbled,
    Limited,
    NotAllowed,
    Outside,
    OutsideError,
    Provider,
    Refused,
    Unreachable,
    as_json,
)
from fofal_server.outside.answers import LONGEST, text
from fofal_server.outside.models import OutsideAnswer, OutsideProvider
from fofal_server.outside.watches import away
from tests.server.outside.conftest import Way
from tests.support.certificates import authority
from tests.support.outsider import HOST, Outsider, Said, outsider

ASKED = Provider("essai", (HOST,), timeout=2.0)
ONCE = Provider("essai", (HOST,), timeout=0.3, tries=1)


def _row(pools: Pools) -> OutsideProvider:
    with transaction(pools.calls) as session:
        found: OutsideProvider = session.scalars(scoped(SYSTEM, OutsideProvider)).one()
    return found


def _get(way: Outside, other: Outsider, provider: Provider = ASKED, path: str = "/v1", **more: Any) -> Any:
    return way.get(provider, other.origin + path, **more)


def test_an_answer_comes_back_and_is_remembered(way: Way, other: Outsider, pools: Pools) -> None:
    other.say("/v1", Said(body=b'{"a": 1}', headers={"ETag": "x"}))
    found = _get(way(other.origin), other, params={"q": "é & ="}, headers={"If-None-Match": "y"})
    assert (found.status, found.json(), found.headers["etag"]) == (200, {"a": 1}, "x")
    asked = other.asked[0]
    assert (asked.query, asked.headers["if-none-match"]) == ({"q": "é & ="}, "y")
    assert asked.headers["user-agent"].startswith("FOFAL/")
    row = _row(pools)
    assert (row.failures, row.failure) == (0, None)
    assert row.answered_at is not None


def test_nothing_changed_is_an_answer_too(way: Way, other: Outsider) -> None:
    other.say("/v1", Said(304, b""))
    assert _get(way(other.origin), other).status == 304


def test_a_call_within_a_transaction_is_refused(way: Way, other: Outsider, pools: Pools) -> None:
    with transaction(pools.calls), pytest.raises(RuntimeError, match="within a transaction"):
        _get(way(other.origin), other)
    assert other.asked == []


def test_what_may_pass_is_tried_again(way: Way, other: Outsider, pools: Pools) -> None:
    other.say("/v1", Said(503), Said(body=b"x" * 100, cut=50), Said(body=b"whole"))
    assert _get(way(other.origin), other).body == b"whole"
    assert (len(other.asked), _row(pools).failures) == (3, 0)


@pytest.mark.parametrize(
    ("said", "error", "calls"),
    [
        (Said(500), Unreachable, 3),
        (Said(body=b"x" * 100, cut=99), Unreachable, 3),
        (Said(400, b'{"error":true,"reason":"x"}'), Refused, 1),
        (Said(401), Refused, 1),
        (Said(404), Refused, 1),
        (Said(429, headers={"Retry-After": "7"}), Limited, 1),
        (Said(headers={"Content-Encoding": "gzip"}), Garbled, 3),
        (Said(302), Garbled, 3),
    ],
)
def test_what_is_no_answer_says_why(
    way: Way, other: Outsider, said: Said, error: type[OutsideError], calls: int
) -> None:
    other.say("/v1", said)
    with pytest.raises(error):
        _get(way(other.origin), other)
    assert len(other.asked) == calls


def test_a_page_instead_of_the_document_is_a_failure_of_the_provider(way: Way, other: Outsider, pools: Pools) -> None:
    other.say("/v1", Said(body=b"<html>Bienvenue sur le portail</html>", headers={"Content-Type": "text/html"}))
    with pytest.raises(Garbled):
        way(other.origin).read(ASKED, f"{other.origin}/v1", as_json)
    assert (len(other.asked), _row(pools).failures) == (3, 1)


def test_a_long_answer_is_not_read_to_its_end(way: Way, other: Outsider) -> None:
    other.say("/v1", Said(body=b"x" * 200_000))
    small = Provider("essai", (HOST,), largest=100_000, tries=1)
    with pytest.raises(Garbled):
        _get(way(other.origin), other, small)


@pytest.mark.parametrize("said", [Said(silent=True), Said(body=b"x" * 1000, drip=True)], ids=["silence", "drip"])
def test_one_try_has_an_end(way: Way, other: Outsider, said: Said) -> None:
    """Also against somebody who sends a byte now and then for ever."""
    other.say("/v1", said)
    began = time.monotonic()
    with pytest.raises(Unreachable):
        _get(way(other.origin), other, ONCE)
    assert time.monotonic() - began < 3


def test_the_setting_may_shorten_the_time(way: Way, other: Outsider) -> None:
    other.say("/v1", Said(silent=True))
    began = time.monotonic()
    with pytest.raises(Unreachable):
        _get(way(other.origin, outside_timeout=0.2), other, Provider("essai", (HOST,), timeout=60.0, tries=1))
    assert time.monotonic() - began < 5


def test_nobody_listening_is_unreachable(way: Way, other: Outsider) -> None:
    with pytest.raises(Unreachable):
        way("http://127.0.0.1:1").get(ONCE, "http://127.0.0.1:1/")


def test_a_redirect_within_what_is_opened_is_followed_without_our_keys(way: Way, other: Outsider) -> None:
    with outsider() as further:
        other.say("/v1", Said(302, headers={"Location": f"{further.origin}/there"}))
        further.say("/there", Said(body=b"found"))
        assert _get(way(other.origin, further.origin), other, headers={"X-Key": "word"}).body == b"found"
        assert "x-key" not in further.asked[0].headers


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/",
        "gopher://x",
        "//10.0.0.1/",
        "http://[",
    ],
)
def test_a_redirect_that_leads_elsewhere_is_refused(way: Way, other: Outsider, place: str) -> None:
    other.say("/v1", Said(301, headers={"Location": place}))
    with pytest.raises(NotAllowed):
        _get(way(other.origin), other)


def test_a_circle_of_redirects_ends(way: Way, other: Outsider) -> None:
    other.say("/v1", Said(307, headers={"Location": "/v1"}))
    with pytest.raises(Garbled):
        _get(way(other.origin), other, ONCE)
    assert len(other.asked) == 4


class TestLeftAlone:
    def test_after_three_failures_nobody_asks_until_the_pause_is_over(
        self, way: Way, other: Outsider, pools: Pools
    ) -> None:
        out = way(other.origin)
        other.say("/v1", Said(500))
        for _ in range(3):
            with pytest.raises(Unreachable):
                _get(out, other, ONCE)
        with pytest.raises(Unreachable):
            _get(out, other, ONCE)
        assert len(other.asked) == 3
        other.say("/v1", Said())
        with clock.frozen(clock.now() + dt.timedelta(seconds=61)):
            assert _get(out, other, ONCE).status == 200
        assert (_row(pools).failures, _row(pools).closed_until) == (0, None)

    def test_the_pause_grows(self, way: Way, other: Outsider, pools: Pools) -> None:
        out, later = way(other.origin), clock.now()
        other.say("/v1", Said(500))
        pauses = []
        for _ in range(6):
            with clock.frozen(later), pytest.raises(Unreachable):
                _get(out, other, ONCE)
            until = _row(pools).closed_until
            pauses.append((until - later).total_seconds() if until else 0)
            later = (until or later) + dt.timedelta(seconds=1)
        assert pauses == [0, 0, 60, 120, 240, 480]

    def test_a_limit_is_obeyed_as_long_as_it_says(self, way: Way, other: Outsider, pools: Pools) -> None:
        out = way(other.origin)
        other.say("/v1", Said(429, headers={"Retry-After": "90"}), Said())
        for _ in range(2):
            with pytest.raises(Limited):
                _get(out, other)
        assert (len(other.asked), _row(pools).failures) == (1, 0)
        with clock.frozen(clock.now() + dt.timedelta(seconds=91)):
            assert _get(out, other).status == 200

    def test_others_are_asked_meanwhile(self, way: Way, other: Outsider) -> None:
        other.say("/v1", Said(429))
        other.say("/v2", Said())
        with pytest.raises(Limited):
            _get(way(other.origin), other)
        assert _get(way(other.origin), other, Provider("autre", (HOST,)), "/v2").status == 200

    def test_hours_of_failures_are_told(self, way: Way, other: Outsider, pools: Pools) -> None:
        other.say("/v1", Said(500))
        with pytest.raises(Unreachable):
            _get(way(other.origin), other, ONCE)
        assert list(away(pools)) == []
        with clock.frozen(clock.now() + dt.timedelta(hours=4)):
            (seen,) = away(pools)
        assert (seen.subject, seen.values["failure"]) == ("essai", "« 127.0.0.1 » ne répond pas.")


KEY = "0123456789abcdef+/"
PLAIN = Provider("essai", (HOST,), timeout=2.0, tries=1, plain=frozenset({"lat"}))


def _last(pools: Pools) -> OutsideAnswer:
    with transaction(pools.calls) as session:
        found: OutsideAnswer = session.scalars(scoped(SYSTEM, OutsideAnswer)).one()
    return found


def _ask(way: Outside, other: Outsider, **more: Any) -> Any:
    return way.read(PLAIN, f"{other.origin}/v1/{KEY}", as_json, **more)


def test_the_last_answer_is_there_as_it_came_without_keys(way: Way, other: Outsider, pools: Pools) -> None:
    """Neither those of the question, nor where the provider repeats them."""
    echo = f'{{"asked": "/v1/{KEY}?appid=0123456789abcdef%2B%2F", "token": "{KEY}", "lat": "4.05"}}'
    other.say(f"/v1/{KEY}", Said(body=echo.encode()))
    asked = {"lat": "4.05", "appid": KEY, "q": "Mbanga"}
    _ask(way(other.origin), other, params=asked, headers={"X-Key": KEY}, kind="forecast")
    row = _last(pools)
    assert (row.provider, row.kind, row.answer_status, row.failure) == ("essai", "forecast", 200, None)
    assert (row.address, row.size, row.media_type) == (f"{other.origin}  lat=4.05", len(echo), "application/json")
    assert row.body == '{"asked": "/v1/[...]?appid=[...]", "token": "[...]", "lat": "4.05"}'
    assert clock.now() - row.at < dt.timedelta(minutes=5)


def test_what_could_not_be_used_says_why(way: Way, other: Outsider, pools: Pools) -> None:
    other.say(f"/v1/{KEY}", Said(), Said(body=b"<html>portail"), Said(400, b'{"reason": "daily"}'))
    out, seen = way(other.origin), []
    for becomes in (nullcontext(), pytest.raises(Garbled), pytest.raises(Refused)):
        with becomes:
            _ask(out, other)
        row = _last(pools)
        seen.append((row.answer_status, row.body, row.failure is None))
    assert seen == [(200, "{}", True), (200, "<html>portail", False), (400, '{"reason": "daily"}', False)]


def test_silence_and_no_change_leave_it_and_so_does_more_of_the_same_at_once(
    way: Way, other: Outsider, pools: Pools
) -> None:
    out, place = way(other.origin), f"/v1/{KEY}"
    other.say(place, Said(body=b"[1]"), Said(body=b"[2]"), Said(body=b"[3]", cut=1), Said(body=b"[4]"))
    _ask(out, other)
    _ask(out, other)
    with pytest.raises(Unreachable):
        _ask(out, other)
    assert _last(pools).body == "[1]"
    with clock.frozen(clock.now() + dt.timedelta(seconds=11)):
        _ask(out, other)
        assert _last(pools).body == "[4]"
    other.say(place, Said(304, b""))
    with clock.frozen(clock.now() + dt.timedelta(seconds=30)):
        out.get(PLAIN, f"{other.origin}{place}")
    assert _last(pools).body == "[4]"


def test_it_is_text_and_bounded() -> None:
    assert len(text(b"x" * 10 * LONGEST, [])) == LONGEST
    assert text(b"\x89PNG\x00\xff\nfin", []) == "\\x89PNG\\x00\\xff\nfin"
    cut = b"x" * (LONGEST - 4) + KEY.encode()
    assert text(cut, [KEY])[-8:] == "xxxx[...", "a key is hidden before the cut"


class TestRate:
    SLOW = Provider("lent", (HOST,), per_second=5.0, timeout=0.5)

    def test_two_processes_together_keep_to_the_rate(self, way: Way, other: Outsider) -> None:
        other.say("/v1", Said())
        began = time.monotonic()
        for out in (way(other.origin), way(other.origin), way(other.origin)):
            _get(out, other, self.SLOW)
        assert time.monotonic() - began >= 0.39

    def test_who_would_wait_too_long_is_told_when_to_come_back(self, way: Way, other: Outsider, pools: Pools) -> None:
        out = way(other.origin)
        other.say("/v1", Said())
        _get(out, other, self.SLOW)
        with transaction(pools.calls) as session:
            session.scalars(scoped(SYSTEM, OutsideProvider)).one().turn_at = clock.now() + dt.timedelta(seconds=30)
        with pytest.raises(Limited) as refused:
            _get(out, other, self.SLOW)
        assert 25 < refused.value.retry_after <= 30

    def test_a_job_that_is_told_to_end_does_not_wait(self, way: Way, other: Outsider) -> None:
        out, ended = way(other.origin), Course()
        other.say("/v1", Said())
        _get(out, other, self.SLOW)
        ended.end()
        with followed(ended), pytest.raises(Cut):
            _get(out, other, self.SLOW)


def test_a_certificate_has_to_hold(way: Way, tmp_path: Any) -> None:
    signer = authority(tmp_path)
    for context, works in (
        (signer.server(HOST), True),
        (signer.server("other.org"), False),
        (signer.server(HOST, expired=True), False),
    ):
        with outsider(context) as secure:
            secure.say("/v1", Said(body=b"safe"))
            out = way(secure.origin, outside_ca_file=signer.file)
            if works:
                assert _get(out, secure).body == b"safe"
                continue
            with pytest.raises(Unreachable):
                _get(out, secure, Provider("essai", (HOST,), tries=1))
            assert secure.asked == []


def test_an_unknown_authority_is_not_believed(way: Way, tmp_path: Any) -> None:
    with outsider(authority(tmp_path).server(HOST)) as secure, pytest.raises(Unreachable):
        _get(way(secure.origin), secure, ONCE)
