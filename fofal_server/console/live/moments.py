"""Moments as the live screen shows them: in the company's time, without the year."""

import datetime as dt

from fofal_server.core import clock


def short(moment: str | dt.datetime | None) -> str:
    """``22/11 14:30``; nothing for none."""
    if not moment:
        return ""
    told = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return told.astimezone(clock.COMPANY_ZONE).strftime("%d/%m %H:%M")
