"""What a person types, turned into what travels: short forms of dates, commas and spaces in numbers."""

import datetime as dt
import re
from decimal import Context, Decimal

_TODAY = {"=", "j"}
_SHIFT = re.compile(r"[=j]?\s*([+-])\s*([0-9]{1,4})")
_PARTS = re.compile(r"([0-9]{1,2})(?:[/.\- ]([0-9]{1,2})(?:[/.\- ]([0-9]{4}|[0-9]{2}))?)?")
_SOLID = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:hH](?:([0-9]{2})(?::([0-9]{2}))?)?)?")

_BLANKS = re.compile(r"[\s\u00a0\u202f'’]")
_UNIT = re.compile(r"(FCFA|XAF|%)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]*|[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]*")
_ONLY_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3}){2,}|[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}")
_LONGEST = 40
_AHEAD = 20
"""Years from now that two digits can still mean; further on they mean the century before: who is born in 85 lives."""
_EXACT = Context(prec=60)
"""Room for every digit of the longest number that is read."""


def day_of(text: str, today: dt.date) -> dt.date | None:
    """``=`` or ``j`` today, ``+7`` in a week, ``12`` of this month, ``12/03`` this year, ``120326``."""
    text = text.strip().lower()
    if text in _TODAY:
        return today
    if shift := _SHIFT.fullmatch(text):
        return _shifted(today, int(shift[1] + shift[2]))
    if iso := _ISO.fullmatch(text):
        return _date(iso[3], iso[2], iso[1], today)
    if parts := _PARTS.fullmatch(text) or _SOLID.fullmatch(text):
        return _date(parts[1], parts[2], parts[3], today)
    return None


def moment_of(text: str, today: dt.date) -> dt.datetime | None:
    """Read a day as above and a time of day (``14:30``, ``14h30``, ``14h``; midnight when absent), without a zone."""
    head, _, tail = text.strip().rpartition(" ")
    for day_part, clock_part in ((head, tail), (text, "")):
        day, clock = day_of(day_part, today), _clock(clock_part)
        if day is not None and clock is not None:
            return dt.datetime.combine(day, clock)
    return None


def number_of(text: str) -> Decimal | None:
    """Read a number typed or pasted with comma or point, grouped or not; one comma alone begins the decimals."""
    plain = _UNIT.sub("", _BLANKS.sub("", text).replace("\u2212", "-"))
    if len(plain) > _LONGEST:
        return None
    if _ONLY_GROUPS.fullmatch(plain):
        return Decimal(plain.replace(",", "").replace(".", ""))
    if not (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        return None
    whole, _, decimals = re.sub(r"[.,](?=.*[.,])", "", plain).replace(",", ".").partition(".")
    return Decimal(f"{whole}.{decimals}0").normalize(_EXACT)


def _date(day: str, month: str | None, year: str | None, today: dt.date) -> dt.date | None:
    try:
        return dt.date(_full(year, today) if year else today.year, int(month or today.month), int(day))
    except ValueError:
        return None


def _full(year: str, today: dt.date) -> int:
    if len(year) > 2:
        return int(year)
    this_century = today.year // 100 * 100 + int(year)
    return this_century - 100 if this_century > today.year + _AHEAD else this_century


def _shifted(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def _clock(text: str) -> dt.time | None:
    if not text:
        return dt.time()
    parts = _CLOCK.fullmatch(text)
    if parts is None:
        return None
    try:
        return dt.time(int(parts[1]), int(parts[2] or 0), int(parts[3] or 0))
    except ValueError:
        return None
