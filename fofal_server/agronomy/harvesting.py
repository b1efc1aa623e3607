"""Rules of harvests: a gang-day sheet becomes a lot in stock, and stays traceable to its plot and day."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.agronomy import closures, limits, people, rounds, seasons, verdicts, weighing
from fofal_server.agronomy.land import BEARING, crop_of, plot_of
from fofal_server.agronomy.models import Crop, Harvest, HarvestStatus, Plot
from fofal_server.agronomy.wording import day_text, named, number_text
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.inventory import services as stock
from fofal_server.inventory.models import Item, Lot, QualityStatus
from fofal_server.settings.models import Dimension, Site, Unit

BUNCHES = ("bunches_ripe", "bunches_underripe", "bunches_unripe", "bunches_overripe", "bunches_empty")


def prepare(session: Session, _actor: Actor, harvest: Harvest, _given: Mapping[str, Any]) -> None:
    """Check the sheet, add it up, and refuse a day on which the plot is closed."""
    plot = plot_of(session, harvest.plot_id, lock=True)
    crop = crop_of(session, plot.crop_id)
    harvest.status = harvest.status or HarvestStatus.DRAFT
    harvest.name = named(plot.code, harvest.harvested_on)
    _check_day(harvest, plot)
    _check_bunches(harvest, crop)
    harvest.cycle_id = seasons.cycle_of(session, plot, harvest.harvested_on, harvest.cycle_id)
    harvest.team_id = harvest.team_id or plot.team_id
    _add_up(session, harvest)
    closures.refuse_closed_harvest(session, harvest)


def _check_day(harvest: Harvest, plot: Plot) -> None:
    """Nobody harvests tomorrow, nor before planting, nor on a plot that was put aside."""
    day = harvest.harvested_on
    if plot.archived:
        raise Refused("agronomy.plot_archived", field="plot_id", plot=plot.code)
    if day > clock.today():
        raise Refused("agronomy.future_day", field="harvested_on", day=day_text(day))
    if plot.planted_on is not None and day < plot.planted_on:
        raise Refused("agronomy.before_planting", field="harvested_on", day=day_text(plot.planted_on))
    if harvest.started_at is not None and clock.day_of(harvest.started_at) != day:
        raise Refused("agronomy.start_elsewhere", field="started_at", day=day_text(day))


def _check_bunches(harvest: Harvest, crop: Crop) -> None:
    """Bunches and loose fruit are of crops that bear bunches; the others are weighed."""
    if crop.in_bunches:
        return
    for index, line in enumerate(harvest.lines):
        for field in (*BUNCHES, "loose_fruit_kg"):
            if getattr(line, field):
                raise Refused("agronomy.bunches_of_other_crop", field=f"lines.{index}.{field}", crop=crop.name)


def _add_up(session: Session, harvest: Harvest) -> None:
    """Totals of the sheet; a bunch weight is looked up, and kept, only where something was counted and not weighed."""
    needed = weighing.unweighed(harvest.lines)
    day = harvest.harvested_on
    harvest.bunch_weight_kg = weighing.average_bunch_kg(session, harvest.plot_id, day) if needed else None
    found = weighing.totals(harvest.lines, harvest.bunch_weight_kg)
    harvest.total_bunches, harvest.total_weight_kg = found.bunches, found.weight_kg
    harvest.unripe_percent = found.unripe_percent
    harvest.unripe_warnings = _unripe_warnings(session, harvest)


def _unripe_warnings(session: Session, harvest: Harvest) -> list[str]:
    """``MB012 Ngono Paul : 7,5 %`` for each harvester who cut too many unripe bunches; a warning, not a refusal."""
    limit = limits.number(session, limits.UNRIPE_MAX, harvest.harvested_on)
    shares = {who: share for who, share in weighing.unripe_by_worker(harvest.lines).items() if share > limit}
    called = people.names(session, shares) if shares else {}
    return sorted(f"{called.get(who, who)} : {number_text(round(share, 1))} %" for who, share in shares.items())


def confirm(session: Session, actor: Actor, harvest: Harvest, _body: Any) -> None:
    """Put the harvest into stock as one lot: one plot, one day, one product."""
    plot = plot_of(session, harvest.plot_id, lock=True)
    crop = crop_of(session, plot.crop_id)
    _check_confirmable(session, harvest, plot, crop)
    harvest.sequence = _next_sequence(session, harvest)
    harvest.lot_code = _lot_code(session, plot, harvest)
    lot = _into_stock(session, actor, harvest, crop)
    harvest.lot_id, harvest.status = lot.id, HarvestStatus.CONFIRMED
    rounds.fulfil(session, plot, harvest)


def _check_confirmable(session: Session, harvest: Harvest, plot: Plot, crop: Crop) -> None:
    _check_day(harvest, plot)
    _check_bunches(harvest, crop)
    if plot.status not in BEARING:
        raise Refused("agronomy.plot_not_bearing", plot=plot.code)
    _check_weight(session, harvest, plot)
    workers = [(f"lines.{index}.employee_id", line.employee_id) for index, line in enumerate(harvest.lines)]
    people.refuse_strangers(session, harvest.harvested_on, workers)
    closures.refuse_closed_harvest(session, harvest)


def _check_weight(session: Session, harvest: Harvest, plot: Plot) -> None:
    """Every line is weighed or can be reckoned, and together they weigh something."""
    _add_up(session, harvest)
    unweighed = weighing.unweighed(harvest.lines)
    if unweighed and harvest.bunch_weight_kg is None:
        field, month = f"lines.{unweighed[0]}.weight_kg", harvest.harvested_on.strftime("%m/%Y")
        raise Refused("agronomy.bunch_weight_unknown", field=field, plot=plot.code, month=month)
    if harvest.total_weight_kg <= 0:
        raise Refused("agronomy.nothing_weighed", field="lines")


def _into_stock(session: Session, actor: Actor, harvest: Harvest, crop: Crop) -> Lot:
    """The lot of the harvest; kept back at once when a check found the harvest not conform."""
    if crop.item_id is None or harvest.lot_code is None:
        raise Refused("agronomy.crop_without_item", crop=crop.name)
    bad = verdicts.condemned(session, harvest)
    told = stock.Harvested(
        item_id=crop.item_id,
        warehouse_id=harvest.warehouse_id,
        quantity=_quantity(session, crop, harvest),
        lot_code=harvest.lot_code,
        plot_id=harvest.plot_id,
        harvested_on=harvest.harvested_on,
        harvest_id=harvest.id,
        reference=harvest.name,
        quality_status=QualityStatus.QUARANTINE if bad else QualityStatus.AVAILABLE,
    )
    return stock.receive_harvest(session, actor, told)


def _next_sequence(session: Session, harvest: Harvest) -> int:
    """One more than any lot of the plot and day ever had; the lock on the plot keeps two from taking the same."""
    query = scoped(SYSTEM, Harvest, func.coalesce(func.max(Harvest.sequence), 0)).where(
        Harvest.plot_id == harvest.plot_id, Harvest.harvested_on == harvest.harvested_on
    )
    return int(session.scalars(query).one()) + 1


def _lot_code(session: Session, plot: Plot, harvest: Harvest) -> str:
    """``P1-B07-26-0312-01``: site, plot, year, month and day, sequence; long codes are cut so that it stays a code."""
    site: str = session.scalars(scoped(SYSTEM, Site, Site.code).where(Site.id == plot.site_id)).one()
    return f"{site[:16]}-{plot.code[:20]}-{harvest.harvested_on:%y-%m%d}-{harvest.sequence:02d}"


def _quantity(session: Session, crop: Crop, harvest: Harvest) -> Decimal:
    """Kilograms in the unit of the crop's item, which must be one of mass."""
    query = scoped(SYSTEM, Item, Unit.factor, Unit.dimension).select_from(Item).join(Unit, Unit.code == Item.unit)
    factor, dimension = session.execute(query.where(Item.id == crop.item_id)).one()
    if dimension is not Dimension.MASS or not factor:
        raise Refused("agronomy.item_not_weighed", crop=crop.name)
    quantity: Decimal = (harvest.total_weight_kg / factor).quantize(weighing.GRAM, ROUND_HALF_UP)
    if quantity <= 0:
        raise Refused("agronomy.nothing_weighed", field="lines")
    return quantity


def cancel(session: Session, actor: Actor, harvest: Harvest, _body: Any) -> None:
    """Put a draft aside, or take a confirmed harvest out of stock again while all of its lot still lies there."""
    plot_of(session, harvest.plot_id, lock=True)
    confirmed, harvest.status = harvest.status is HarvestStatus.CONFIRMED, HarvestStatus.CANCELLED
    if confirmed and harvest.lot_id is not None:
        stock.reverse_harvest(session, actor, harvest.lot_id)
        rounds.reopen(session, harvest)
