"""An invented rain book for a demo database: two seasons of a coast with a dry January, each reading says so."""

import datetime as dt

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.settings.demo import SITE
from fofal_server.settings.models import Site
from fofal_server.weather.models import RainReading
from fofal_server.weather.rain import each

NOTE = "Relevé inventé (démo)."
MONTHS = (
    (40, 4), (75, 6), (190, 12), (230, 14), (290, 17), (400, 20),
    (600, 25), (650, 25), (560, 22), (410, 20), (140, 10), (40, 4),
)  # fmt: skip
"""Millimetres and rainy days of January to December."""
STEP = 7
"""Rainy days are spread over the month by it; 31 is prime, so that no two of them fall together."""


def load(session: Session) -> None:
    """From the November before last until yesterday, but for a week of the last September that nobody read."""
    site = session.scalars(scoped(SYSTEM, Site).where(Site.code == SITE)).one()
    today = clock.today()
    first = dt.date(today.year - (2 if today.month >= 11 else 3), 11, 1)
    unread = dt.date(today.year - (0 if today.month > 9 else 1), 9, 9)
    for day in each(first, today):
        if not 0 <= (day - unread).days < 7:
            name = f"{site.code} {day:%d/%m/%Y}"
            session.add(RainReading(site_id=site.id, day=day, rain_mm=_rain(day), note=NOTE, name=name))
    session.flush()


def _rain(day: dt.date) -> int:
    """The month's rain in equal parts on its rainy days, the rest on the first of them."""
    total, wet = MONTHS[day.month - 1]
    place = (day.day - 1) * STEP % 31
    if place >= wet:
        return 0
    return total // wet + (total % wet if place == 0 else 0)
