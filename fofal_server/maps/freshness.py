"""How long an answer may be kept, as its headers say (RFC 9111); a week where they say nothing."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

WEEK = dt.timedelta(days=7)
"""The least that services of tiles ask for where their headers cannot be used."""

LONGEST = dt.timedelta(days=365)
_AGE = re.compile(r"(?:^|,)\s*(s-maxage|max-age)\s*=\s*\"?([0-9]{1,10})")


def until(headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    """The moment to which an answer is good without asking again; None when it may not be kept at all.

    Names of headers are lower-case.
    """
    told = headers.get("cache-control", "").lower()
    if re.search(r"\b(no-store|private)\b", told):
        return None
    if re.search(r"\bno-cache\b", told):
        return now
    ages = dict(_AGE.findall(told))
    seconds = ages.get("s-maxage", ages.get("max-age"))
    if seconds is not None:
        old = headers.get("age", "0")
        left = int(seconds) - (int(old) if old.isdecimal() and len(old) < 11 else 0)
        return now + min(LONGEST, dt.timedelta(seconds=max(0, left)))
    return _expires(headers, now) or now + WEEK


def _expires(headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(headers["expires"])
    except (KeyError, ValueError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return max(now, min(now + LONGEST, aware))
