"""What a person types, turned into what travels: short forms of dates, commas and spaces in numbers."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

_TODAY = {"=", "j"}
_SHIFT = re.compile(r"([=j]?)\s*([+-])\s*(\d{1,4})")
_PARTS = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?)?")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")


def day_of(text: str, today: dt.date) -> dt.date | None:
    """``=`` or ``j`` today, ``+7`` in a week, ``12`` of this month, ``12/03`` this year, ``120326``."""
    text = text.strip().lower()
    if text in _TODAY:
        return today
    if shift := _SHIFT.fullmatch(text):
        return _shifted(today, int(shift[2] + shift[3]))
    if parts := _PARTS.fullmatch(text) or _SOLID.fullmatch(text):
        return _date(parts[1], parts[2], parts[3], today)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def number_of(text: str) -> Decimal | None:
    """Read a number typed or pasted with comma or point, grouped or not; None if it is none."""
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    mark = max(plain.rfind(","), plain.rfind("."))
    if mark >= 0:
        plain = plain[:mark].replace(",", "").replace(".", "") + "." + plain[mark + 1 :]
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "e" not in plain.lower() else None


def _date(day: str, month: str | None, year: str | None, today: dt.date) -> dt.date | None:
    full = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    try:
        return dt.date(full, int(month or today.month), int(day))
    except ValueError:
        return None


def _shifted(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def moment_of(text: str, today: dt.date) -> dt.datetime | None:
    """Read a day as above and a time of day (``14:30``, ``14h30``, ``14``; midnight when absent), without a zone."""
    head, _, tail = text.strip().rpartition(" ")
    for day_part, time_part in ((head, tail), (text, "")):
        day, time = day_of(day_part, today) if day_part else None, _time(time_part)
        if day is not None and time is not None:
            return dt.datetime.combine(day, time)
    return None


def _time(text: str) -> dt.time | None:
    if not text:
        return dt.time()
    parts = re.fullmatch(r"(\d{1,2})(?:[:hH](\d{2})?)?(?::(\d{2}))?", text)
    if parts is None:
        return None
    try:
        return dt.time(int(parts[1]), int(parts[2] or 0), int(parts[3] or 0))
    except ValueError:
        return None
