"""Rules of the settings, and how the rest of the house reads them."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import or_
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.settings.models import Company, Parameter, Site


def check_zone(_session: Session, _actor: Actor, site: Site, given: Mapping[str, Any]) -> None:
    """A site's time zone is one of the IANA names."""
    if "timezone" in given and site.timezone not in available_timezones():
        raise Refused("settings.unknown_zone", field="timezone", zone=site.timezone)


def company(session: Session) -> Company | None:
    """The company, None before the set-up has named it."""
    found: Company | None = session.scalars(scoped(SYSTEM, Company)).one_or_none()
    return found


def is_demo(session: Session) -> bool:
    """Whether everything in this database is invented."""
    known = company(session)
    return known is not None and known.demo


def parameter(session: Session, code: str, day: Any = None) -> Any:
    """The value of a parameter on a business day (today when not given); refused when nobody set it for that day."""
    on = day or clock.today()
    query = scoped(SYSTEM, Parameter, Parameter.value).where(
        Parameter.code == code, Parameter.valid_from <= on, or_(Parameter.valid_to.is_(None), Parameter.valid_to >= on)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise Refused("settings.parameter_missing", code=code, day=on.strftime("%d/%m/%Y"))
    return row.value
