"""Rules of plantings and of crop cycles: the stand of a plot, and the season that a day belongs to."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy.orm import Session

from fofal_server.agronomy.land import plot_of
from fofal_server.agronomy.models import CropCycle, CycleStatus, Harvest, HarvestStatus, Planting, PlantingKind, Plot
from fofal_server.agronomy.wording import day_text, named
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused

ANEW = (PlantingKind.PLANTING, PlantingKind.REPLANTING)
GRAM = Decimal("0.001")


def prepare_planting(session: Session, _actor: Actor, planting: Planting, _given: Mapping[str, Any]) -> None:
    """A planting or replanting newer than the stand makes the plot's planting day, crop and number of plants."""
    plot = plot_of(session, planting.plot_id, lock=True)
    planting.name = named(plot.code, planting.planted_on)
    if planting.planted_on > clock.today():
        raise Refused("agronomy.future_day", field="planted_on", day=day_text(planting.planted_on))
    newer = plot.planted_on is None or planting.planted_on >= plot.planted_on
    if planting.kind in ANEW and newer:
        plot.planted_on, plot.crop_id = planting.planted_on, planting.crop_id
        plot.plant_count, plot.material = planting.plant_count, planting.material or plot.material


def prepare_cycle(session: Session, _actor: Actor, cycle: CropCycle, _given: Mapping[str, Any]) -> None:
    """A season ends after it has begun; a new one is open."""
    plot_of(session, cycle.plot_id)
    cycle.status = cycle.status or CycleStatus.OPEN
    if cycle.ended_on is not None and cycle.ended_on < cycle.started_on:
        raise Refused("agronomy.end_before_start", field="ended_on")


def close_cycle(session: Session, _actor: Actor, cycle: CropCycle, _body: Any) -> None:
    """End the season, today unless it says when, and keep its yield: confirmed kilograms, and those per hectare."""
    ended_on = cycle.ended_on or clock.today()
    if ended_on < cycle.started_on:
        raise Refused("agronomy.end_before_start", field="ended_on")
    if ended_on > clock.today():
        raise Refused("agronomy.future_day", field="ended_on", day=day_text(ended_on))
    plot = plot_of(session, cycle.plot_id, lock=True)
    query = scoped(SYSTEM, Harvest, func.coalesce(func.sum(Harvest.total_weight_kg), 0)).where(
        Harvest.cycle_id == cycle.id, Harvest.status == HarvestStatus.CONFIRMED
    )
    cycle.ended_on, cycle.status = ended_on, CycleStatus.CLOSED
    cycle.harvested_kg = session.scalars(query).one()
    cycle.actual_yield_kg_ha = yield_kg_ha(cycle.harvested_kg, plot)


def reopen_cycle(_session: Session, _actor: Actor, cycle: CropCycle, _body: Any) -> None:
    """Harvests may come in again; the yield is told anew when it is closed."""
    cycle.status, cycle.actual_yield_kg_ha = CycleStatus.OPEN, None


def yield_kg_ha(kilograms: Decimal, plot: Plot) -> Decimal | None:
    """Kilograms per hectare (never per m²) of the net area where it is known, else of the whole plot."""
    area = plot.net_area_ha or plot.area_ha
    return (kilograms / area).quantize(GRAM, ROUND_HALF_UP) if area else None


def cycle_of(session: Session, plot: Plot, day: dt.date, given: UUID | None) -> UUID | None:
    """The season that work of this day belongs to: the one given, which must fit, else the plot's own of that day."""
    query = scoped(SYSTEM, CropCycle, CropCycle.id).where(
        CropCycle.plot_id == plot.id,
        CropCycle.started_on <= day,
        or_(CropCycle.ended_on.is_(None), CropCycle.ended_on >= day),
    )
    if given is None:
        own = query.where(CropCycle.crop_id == plot.crop_id, CropCycle.status == CycleStatus.OPEN)
        found: UUID | None = session.scalar(own.limit(1))
        return found
    if session.scalar(query.where(CropCycle.id == given)) is None:
        raise Refused("agronomy.foreign_cycle", field="cycle_id")
    return given
