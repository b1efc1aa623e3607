"""The yield of a site by the month beside the water that was lacking 24 and 9 to 11 months before.

Two markers, no rule: how a deficit acts on the bunches is disputed (rules of the domain 4.4), so no loss is reckoned.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.agronomy.land import BEARING
from fofal_server.agronomy.models import Crop, Harvest, HarvestStatus, Plot
from fofal_server.agronomy.rounds import bears
from fofal_server.agronomy.weighing import months_before
from fofal_server.contract.weather import YieldMonth
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.weather.balance import Balance
from fofal_server.weather.rain import next_month

TENTH = Decimal("0.1")
LONG, SHORT = 24, (9, 10, 11)
"""Months between a deficit and the yield on which it may weigh."""


def months(
    session: Session, actor: Actor, site_id: UUID, crop_id: UUID | None, balances: Sequence[Balance],
    first: dt.date, last: dt.date,
) -> list[YieldMonth]:  # fmt: skip
    """From the month of ``first`` to that of ``last``, of the harvests that this person may see.

    Where none is recorded nothing is known: a nought would say that somebody went and found nothing to pick.
    """
    picked = _picked(session, actor, site_id, crop_id, first, last)
    plots = _plots(session, site_id, crop_id)
    lacking = {one.of.month: one.deficit for one in balances}
    return [_month(month, picked.get(month), plots, lacking) for month in _span(first, last)]


def _picked(
    session: Session, actor: Actor, site_id: UUID, crop_id: UUID | None, first: dt.date, last: dt.date
) -> Mapping[dt.date, Decimal]:
    month = func.date_trunc("month", Harvest.harvested_on)
    query = scoped(actor, Harvest, month, func.sum(Harvest.total_weight_kg)).join(Plot, Plot.id == Harvest.plot_id)
    within = Harvest.harvested_on >= first.replace(day=1), Harvest.harvested_on < next_month(last)
    query = query.where(Harvest.status == HarvestStatus.CONFIRMED, Plot.site_id == site_id, *within)
    if crop_id is not None:
        query = query.where(Plot.crop_id == crop_id)
    return {found.date(): kilograms for found, kilograms in session.execute(query.group_by(month))}


def _plots(session: Session, site_id: UUID, crop_id: UUID | None) -> Sequence[tuple[Plot, Crop]]:
    query = scoped(SYSTEM, Plot, Plot, Crop).join(Crop, Crop.id == Plot.crop_id)
    query = query.where(Plot.site_id == site_id, Plot.archived.is_(False), Plot.status.in_(BEARING))
    if crop_id is not None:
        query = query.where(Plot.crop_id == crop_id)
    return [(plot, crop) for plot, crop in session.execute(query)]


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def _month(
    month: dt.date, kilograms: Decimal | None, plots: Sequence[tuple[Plot, Crop]],
    lacking: Mapping[dt.date, Decimal | None],
) -> YieldMonth:  # fmt: skip
    bearing = [plot.net_area_ha or plot.area_ha for plot, crop in plots if bears(plot, crop, month)]
    area = sum((one for one in bearing if one), Decimal(0)) or None
    before = [lacking.get(months_before(month, back)) for back in SHORT]
    known = [one for one in before if one is not None]
    return YieldMonth(
        month=month,
        over=next_month(month) <= clock.today(),
        harvested_kg=kilograms,
        bearing_ha=area,
        kg_per_ha=(kilograms / area).quantize(TENTH, ROUND_HALF_UP) if kilograms is not None and area else None,
        deficit_mm=lacking.get(month),
        deficit_24_mm=lacking.get(months_before(month, LONG)),
        deficit_9_11_mm=sum(known, Decimal(0)) if len(known) == len(SHORT) else None,
    )
