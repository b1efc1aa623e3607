"""Rules of sensors: bounds in their order, a true place, an account that is a device's, and the steps of service."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from fofal_server.agronomy.models import Plot
from fofal_server.auth.models import AccountKind, User
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.sensors.bounds import NAMES, Bounds, by_kind
from fofal_server.sensors.models import NewestReading, Sensor, SensorStatus


def prepare(session: Session, _actor: Actor, sensor: Sensor, given: Mapping[str, Any]) -> None:
    """The rules of one sensor; a change of its bounds judges anew what it said last."""
    if (sensor.latitude is None) != (sensor.longitude is None):
        raise Refused("sensors.half_a_point", field="latitude")
    if {"plot_id", "site_id"} & given.keys():
        _check_place(session, sensor)
    if given.get("account_id") is not None:
        _check_account(session, sensor)
    if {"kind", *NAMES} & given.keys():
        _judge_again(session, sensor)


def _check_place(session: Session, sensor: Sensor) -> None:
    if sensor.plot_id is None:
        return
    site = session.scalar(scoped(SYSTEM, Plot, Plot.site_id).where(Plot.id == sensor.plot_id))
    if site is not None and site != sensor.site_id:
        raise Refused("sensors.foreign_plot", field="plot_id")


def _check_account(session: Session, sensor: Sensor) -> None:
    kind = session.scalar(scoped(SYSTEM, User, User.kind).where(User.id == sensor.account_id))
    if kind is not None and kind is not AccountKind.SERVICE:
        raise Refused("sensors.not_a_service", field="account_id")


def _judge_again(session: Session, sensor: Sensor) -> None:
    mine = NewestReading.sensor_id == sensor.id
    last = session.execute(scoped(SYSTEM, NewestReading, NewestReading.value).where(mine)).one_or_none()
    kind = session.scalar(scoped(SYSTEM, Sensor, Sensor.kind).where(Sensor.id == sensor.id))
    if last is not None and kind is not sensor.kind:
        raise Refused("sensors.kind_stays", field="kind")
    bounds = bounds_of(session, sensor)
    wrong = bounds.first_out_of_order()
    if wrong is not None:
        raise Refused("sensors.bounds_order", field=wrong)
    if last is not None:
        session.execute(update(NewestReading).where(mine).values(level=bounds.level(last.value)))


def bounds_of(session: Session, sensor: Sensor) -> Bounds:
    """Between which values all is well with this sensor today."""
    return by_kind(session)[sensor.kind].over(getattr(sensor, name) for name in NAMES)


def maintain(_session: Session, _actor: Actor, sensor: Sensor, _body: object) -> None:
    """Somebody works on it: its silence says nothing meanwhile."""
    sensor.status, sensor.maintenance_since = SensorStatus.MAINTENANCE, clock.now()


def put_in_service(_session: Session, _actor: Actor, sensor: Sensor, _body: object) -> None:
    """It is expected to speak from now on; after a maintenance the day of that is noted."""
    if sensor.status is SensorStatus.MAINTENANCE:
        sensor.maintained_on = clock.today()
    sensor.status, sensor.in_service_since, sensor.maintenance_since = SensorStatus.IN_SERVICE, clock.now(), None


def take_out(_session: Session, _actor: Actor, sensor: Sensor, _body: object) -> None:
    """It is not expected to speak any more."""
    sensor.status, sensor.maintenance_since = SensorStatus.OUT_OF_SERVICE, None
