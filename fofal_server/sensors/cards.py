"""All sensors of a person at a glance: what each said last, and whether all is well with it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.agronomy.models import Plot
from fofal_server.contract.sensors import BoundsShown, SensorCard, SensorCards
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.texts import text
from fofal_server.sensors.bounds import NAMES, Bounds, by_kind
from fofal_server.sensors.kinds import SensorKind
from fofal_server.sensors.models import NewestReading, Sensor
from fofal_server.settings.models import Site

MOST = 500
_LAST = (NewestReading.at, NewestReading.value, NewestReading.level, NewestReading.battery_percent,
         NewestReading.signal_percent)  # fmt: skip


def read(session: Session, actor: Actor, language: str) -> SensorCards:
    """Two questions and the bounds, however many sensors there are."""
    mine = Sensor.archived.is_(False)
    total = session.scalar(scoped(actor, Sensor, func.count(Sensor.id)).where(mine)) or 0
    place = func.coalesce(Plot.code, Site.code).label("place")
    asked = scoped(actor, Sensor, Sensor, Sensor.unit.label("unit"), Sensor.health.label("health"), place, *_LAST)
    asked = asked.join(Site, Site.id == Sensor.site_id).outerjoin(Plot, Plot.id == Sensor.plot_id)
    asked = asked.outerjoin(NewestReading, NewestReading.sensor_id == Sensor.id)
    rows = session.execute(asked.where(mine).order_by(Sensor.code).limit(MOST)).all()
    kinds = by_kind(session)
    return SensorCards(at=clock.now(), total=total, items=[_card(row, kinds, language) for row in rows])


def _card(row: Any, kinds: Mapping[SensorKind, Bounds], language: str) -> SensorCard:
    sensor, unit, health, place, at, value, level, battery, signal = row
    bounds = kinds[sensor.kind].over(getattr(sensor, name) for name in NAMES)
    return SensorCard(
        id=sensor.id,
        code=sensor.code,
        name=sensor.name,
        kind=sensor.kind,
        kind_label=text(f"choice.SensorKind.{sensor.kind}", language),
        unit=unit,
        place=place,
        status=sensor.status,
        health=health,
        health_label=text(f"choice.SensorHealth.{health}", language),
        level=level,
        last_at=at,
        last_value=value,
        battery_percent=battery,
        signal_percent=signal,
        interval_seconds=sensor.interval_seconds,
        bounds=BoundsShown(**asdict(bounds)),
    )
