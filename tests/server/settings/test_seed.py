"""The seeds: complete, sourced, exact, and harmless when they come a second time."""

import datetime as dt
import tomllib
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.settings.models import Currency, Parameter, Unit
from fofal_server.settings.seed import FILE, seed
from fofal_server.settings.services import parameter
from tests.support.api import Api


def test_units_of_the_contract_are_there(api: Api) -> None:
    units = {unit["code"]: unit for unit in api.items("settings.units")}
    assert {"kg", "t", "l", "sac", "u", "m", "m2", "ha"} <= set(units)
    assert (units["t"]["factor"], units["ha"]["factor"], units["sac"]["factor"]) == ("1000", "10000", None)


def test_franc_has_no_cents(session: Session) -> None:
    decimals = dict(session.execute(scoped(SYSTEM, Currency, Currency.code, Currency.decimals)).all())
    assert (decimals["XAF"], decimals["EUR"]) == (0, 2)


def test_every_parameter_says_since_when_and_from_where(session: Session) -> None:
    rows = session.scalars(scoped(SYSTEM, Parameter)).all()
    assert len(rows) >= 15
    assert all(row.source.strip() and row.name.strip() for row in rows)
    assert len({row.code for row in rows}) == len(rows)


def test_no_seed_is_a_float() -> None:
    assert "float" not in {kind.__name__ for kind in _kinds(tomllib.loads(FILE.read_text(encoding="utf-8")))}


def _kinds(value: object) -> set[type]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {type(value)}.union(*(_kinds(one) for one in inner))


def test_a_second_time_changes_nothing_and_keeps_what_people_changed(session: Session) -> None:
    unit = session.scalars(scoped(SYSTEM, Unit).where(Unit.code == "sac")).one()
    unit.name, unit.factor = "Sac de 50 kg", Decimal(50)
    session.flush()
    count = len(session.scalars(scoped(SYSTEM, Parameter)).all())
    seed(session)
    assert len(session.scalars(scoped(SYSTEM, Parameter)).all()) == count
    assert session.scalars(scoped(SYSTEM, Unit).where(Unit.code == "sac")).one().name == "Sac de 50 kg"


def test_values_are_read_by_day(session: Session) -> None:
    assert parameter(session, "agronomy.harvest_interval_days.oil_palm", dt.date(2026, 11, 22)) == 10
    assert Decimal(parameter(session, "agronomy.quality_alert_below")) == 7
