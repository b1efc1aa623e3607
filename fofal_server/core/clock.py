"""The only source of 'now' and 'today': the server's clock, read in the company's time zone."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

COMPANY_ZONE = ZoneInfo("Africa/Douala")

_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_moment", default=None)


def now() -> dt.datetime:
    """The present moment in UTC, always aware."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The business day of the company: at 23:30 UTC it is already tomorrow in Douala."""
    return now().astimezone(COMPANY_ZONE).date()


def day_of(moment: dt.datetime) -> dt.date:
    """The business day on which a moment falls."""
    return moment.astimezone(COMPANY_ZONE).date()


def told(moment: dt.datetime) -> str:
    """A moment as the company's people say it: of today by the hour alone."""
    shown = "%H:%M" if day_of(moment) == today() else "%d/%m/%Y %H:%M"
    return moment.astimezone(COMPANY_ZONE).strftime(shown)


@contextmanager
def frozen(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` in this context; for tests and for replaying a day."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
