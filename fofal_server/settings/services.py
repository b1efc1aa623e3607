"""Rules of the settings, and how the rest of the house reads them."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import inspect, or_
from sqlalchemy.orm import Session

from fofal_server.core import clock, events
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.settings.events import SiteOutlined
from fofal_server.settings.models import Company, Parameter, Site


def prepare_site(session: Session, actor: Actor, site: Site, given: Mapping[str, Any]) -> None:
    """A site's time zone is one of the IANA names; its outline is judged by whoever knows outlines."""
    if "timezone" in given:
        _check_zone(site)
    if "geometry" in given:
        events.publish(session, actor, SiteOutlined(site))


def _check_zone(site: Site) -> None:
    try:
        ZoneInfo(site.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("settings.unknown_zone", field="timezone", zone=site.timezone) from error


def company(session: Session) -> Company | None:
    """The company, None before the set-up has named it."""
    found: Company | None = session.scalars(scoped(SYSTEM, Company)).one_or_none()
    return found


def is_demo(session: Session) -> bool:
    """Whether everything in this database is invented."""
    known = company(session)
    return known is not None and known.demo


def check_parameter(session: Session, _actor: Actor, parameter: Parameter, given: Mapping[str, Any]) -> None:
    """A value stays of the kind that its readers expect, and is exact: decimals are written as texts."""
    if "value" not in given and "code" not in given:
        return
    if parameter.value is None:
        raise Refused("missing", field="value")
    if _has_float(parameter.value):
        raise Refused("settings.parameter_float", field="value")
    known = _known_value(session, parameter)
    if known is not None and (type(known) is not type(parameter.value) or _is_day(known) > _is_day(parameter.value)):
        raise Refused("settings.parameter_kind", field="value", example=json.dumps(known, ensure_ascii=False))


def _known_value(session: Session, parameter: Parameter) -> Any:
    """Another value of the same parameter, else the one that is about to be replaced."""
    others = scoped(SYSTEM, Parameter, Parameter.value).where(Parameter.code == parameter.code)
    if parameter.id is not None:
        others = others.where(Parameter.id != parameter.id)
    found = session.scalar(others.limit(1))
    replaced = inspect(parameter).attrs.value.history.deleted
    return replaced[0] if found is None and replaced else found


def _is_day(value: Any) -> bool:
    """Whether a value is a day as it is written on the wire; where one stood, a day has to stand."""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _has_float(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, float) or any(_has_float(one) for one in inner)


def parameter_row(session: Session, code: str, day: date | None = None) -> Parameter | None:
    """The row of a parameter that holds on a business day (today when not given), None when nobody set it.

    A document that applies a parameter keeps the row's id.
    """
    return parameter_rows(session, [code], day).get(code)


def parameter_rows(session: Session, codes: Collection[str], day: date | None = None) -> Mapping[str, Parameter]:
    """The same of several parameters by one question; those that nobody set are not among them."""
    on = day or clock.today()
    found = session.scalars(
        scoped(SYSTEM, Parameter).where(
            Parameter.code.in_(codes),
            Parameter.valid_from <= on,
            or_(Parameter.valid_to.is_(None), Parameter.valid_to >= on),
        )
    )
    return {row.code: row for row in found}


def parameter(session: Session, code: str, day: date | None = None) -> Any:
    """The value of a parameter on a business day (today when not given); refused when nobody set it for that day."""
    row = parameter_row(session, code, day)
    if row is None:
        raise Refused("settings.parameter_missing", name=code, day=(day or clock.today()).strftime("%d/%m/%Y"))
    return row.value
