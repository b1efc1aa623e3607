"""How long a tile may be kept, by what its service says of it."""

import datetime as dt

import pytest

from fofal_server.maps import freshness

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
DAY = 86_400

SAID: dict[str, tuple[dict[str, str], float | None]] = {
    "nothing": ({}, 7 * DAY),
    "an hour": ({"cache-control": "public, max-age=3600"}, 3600),
    "an hour for one, two for all": ({"cache-control": "max-age=3600, s-maxage=7200"}, 7200),
    "a part of it has passed": ({"cache-control": "max-age=3600", "age": "600"}, 3000),
    "all of it has passed": ({"cache-control": "max-age=3600", "age": "9000"}, 0),
    "ask each time": ({"cache-control": "no-cache"}, 0),
    "never": ({"cache-control": "no-store, max-age=3600"}, None),
    "for one person": ({"cache-control": "Private"}, None),
    "a day named": ({"expires": "Tue, 24 Nov 2026 12:00:00 GMT"}, DAY),
    "a day that has passed": ({"expires": "Sun, 22 Nov 2026 12:00:00 GMT"}, 0),
    "no day": ({"expires": "0"}, 7 * DAY),
    "a hundred years": ({"cache-control": "max-age=3153600000"}, 365 * DAY),
    "an age before a day": ({"cache-control": "max-age=60", "expires": "Tue, 24 Nov 2026 12:00:00 GMT"}, 60),
    "words": ({"cache-control": "max-age=abc"}, 7 * DAY),
}


@pytest.mark.parametrize(("headers", "seconds"), SAID.values(), ids=SAID)
def test_what_is_said_is_kept_to(headers: dict[str, str], seconds: float | None) -> None:
    found = freshness.until(headers, NOW)
    assert (None if found is None else (found - NOW).total_seconds()) == seconds
