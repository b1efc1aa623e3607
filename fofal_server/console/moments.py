"""Durations and moments as people type them: ``30m``, ``1h30``, ``14:30``, ``2026-11-22T14:30``."""

import datetime as dt
import re

from fofal_server.console.errors import Outcome, Refusal
from fofal_server.core import clock

_SPAN = re.compile(r"(?:(?P<days>\d{1,3})j)?(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,5})m?)?")
_FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")


def duration(words: str) -> dt.timedelta:
    """A span of at least a minute; a number alone counts minutes."""
    found = _SPAN.fullmatch(words.strip().lower().replace(" ", ""))
    parts = {name: int(number) for name, number in (found.groupdict() if found else {}).items() if number}
    span = dt.timedelta(**parts)
    if not span:
        raise Refusal(f"Durée incomprise : « {words} ». Par exemple 30m, 2h ou 1h30.", Outcome.WRONG_USE)
    return span


def moment(words: str) -> dt.datetime:
    """A moment in the company's zone; a time of day alone is the next one."""
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(words.strip(), form).replace(tzinfo=clock.COMPANY_ZONE)
        except ValueError:
            continue
    return _next(words)


def _next(words: str) -> dt.datetime:
    now = clock.now().astimezone(clock.COMPANY_ZONE)
    try:
        told = dt.time.fromisoformat(words.strip())
    except ValueError as error:
        text = f"Moment incompris : « {words} ». Par exemple 14:30 ou 2026-11-22T14:30 (heure de la société)."
        raise Refusal(text, Outcome.WRONG_USE) from error
    found = now.replace(hour=told.hour, minute=told.minute, second=told.second, microsecond=0)
    return found if found > now else found + dt.timedelta(days=1)
