"""Rules of field operations: inputs leave the stock when the work is confirmed and come back when it is cancelled."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy import closures, people, seasons
from fofal_server.agronomy.land import plot_of
from fofal_server.agronomy.models import FieldOperation, InputUsage, OperationKind, OperationStatus, Plot
from fofal_server.agronomy.wording import day_text, named, number_text
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.inventory import services as stock
from fofal_server.inventory.models import Item, ItemCategory, StockBalance

NOTHING = Decimal(0)

FED = (OperationKind.FERTILISATION, OperationKind.TREATMENT)
"""Kinds that make no sense without a product."""


def prepare(session: Session, _actor: Actor, work: FieldOperation, _given: Mapping[str, Any]) -> None:
    """Settle what follows from the typed fields; refuse work on a plot that is closed to people."""
    plot = plot_of(session, work.plot_id, lock=True)
    work.status = work.status or OperationStatus.DRAFT
    work.name = named(plot.code, work.done_on)
    _check_end(work)
    _check_area(work, plot)
    work.cycle_id = seasons.cycle_of(session, plot, work.done_on, work.cycle_id)
    _complete_inputs(session, work)
    _check_labour(work)
    closures.refuse_closed_work(session, work)


def _check_end(work: FieldOperation) -> None:
    """Work ends on its day, or in the night that follows."""
    if work.done_until is None:
        return
    if not work.done_on <= clock.day_of(work.done_until) <= work.done_on + dt.timedelta(days=1):
        raise Refused("agronomy.end_elsewhere", field="done_until", day=day_text(work.done_on))


def _check_area(work: FieldOperation, plot: Plot) -> None:
    if plot.archived:
        raise Refused("agronomy.plot_archived", field="plot_id", plot=plot.code)
    if work.area_done_ha is not None and plot.area_ha is not None and work.area_done_ha > plot.area_ha:
        raise Refused("agronomy.area_beyond_plot", field="area_done_ha", area=number_text(plot.area_ha))


def _complete_inputs(session: Session, work: FieldOperation) -> None:
    """Delays that nobody typed come from the item's label; a harvested product is no input."""
    items = _items(session, work.inputs)
    for index, line in enumerate(work.inputs):
        item = items.get(line.item_id)
        if item is None:
            raise Refused("unknown_reference", field=f"inputs.{index}.item_id")
        if item.category is ItemCategory.HARVEST:
            raise Refused("agronomy.no_input", field=f"inputs.{index}.item_id", item=item.name)
        if line.pre_harvest_days is None:
            line.pre_harvest_days = item.pre_harvest_days
        if line.reentry_hours is None:
            line.reentry_hours = item.reentry_hours


def _items(session: Session, lines: list[InputUsage]) -> dict[UUID, Item]:
    keys = {line.item_id for line in lines}
    query = scoped(SYSTEM, Item).where(Item.id.in_(keys))
    return {item.id: item for item in session.scalars(query)} if keys else {}


def _check_labour(work: FieldOperation) -> None:
    for index, line in enumerate(work.labour):
        if line.employee_id is None and line.team_id is None:
            raise Refused("agronomy.labour_nobody", field=f"labour.{index}.employee_id")
    work.labour_hours = sum((line.hours or NOTHING for line in work.labour), NOTHING)


def confirm(session: Session, actor: Actor, work: FieldOperation, _body: Any) -> None:
    """The work was done: its inputs leave the stock at their average cost, late treatments call back their harvests."""
    plot = plot_of(session, work.plot_id, lock=True)
    if work.done_on > clock.today():
        raise Refused("agronomy.future_day", field="done_on", day=day_text(work.done_on))
    _check_products(work)
    people.refuse_strangers(session, work.done_on, _workers(work))
    closures.refuse_closed_work(session, work)
    work.status = OperationStatus.CONFIRMED
    work.input_cost = _issue(session, actor, work, plot)
    for harvest in closures.harvests_within(session, work):
        if harvest.lot_id is not None:
            stock.quarantine(session, actor, harvest.lot_id)


def _check_products(work: FieldOperation) -> None:
    if work.kind in FED and not work.inputs:
        raise Refused("agronomy.inputs_due", field="inputs")
    for index, line in enumerate(work.inputs):
        if work.kind is OperationKind.TREATMENT and line.pre_harvest_days is None:
            raise Refused("agronomy.pre_harvest_unknown", field=f"inputs.{index}.pre_harvest_days")


def _workers(work: FieldOperation) -> list[tuple[str, UUID | None]]:
    lines = [(f"labour.{index}.employee_id", line.employee_id) for index, line in enumerate(work.labour)]
    return [("operator_id", work.operator_id), *lines]


def _issue(session: Session, actor: Actor, work: FieldOperation, plot: Plot) -> Decimal:
    """Take the inputs out of stock, all or none; answers what they cost in francs."""
    wanted = [
        stock.Input(line.item_id, _warehouse(session, work, line, index), line.quantity, line.lot_id)
        for index, line in enumerate(work.inputs)
    ]
    moves = stock.issue_inputs(session, actor, wanted, plot_id=plot.id, reference=work.name, moved_at=_moment(work))
    for line, move in zip(work.inputs, moves, strict=True):
        line.move_id = move.id
    return sum((move.value or NOTHING for move in moves), NOTHING)


def _moment(work: FieldOperation) -> dt.datetime:
    """When the inputs left: at the end of the work, never later than now."""
    return min(closures.end_of(work.done_on, work.done_until), clock.now())


def _warehouse(session: Session, work: FieldOperation, line: InputUsage, index: int) -> UUID:
    """The store named by the line or by the sheet, else the only one that holds enough of the product."""
    named_one = line.warehouse_id or work.warehouse_id
    if named_one is not None:
        return named_one
    query = scoped(SYSTEM, StockBalance, StockBalance.warehouse_id).where(StockBalance.item_id == line.item_id)
    if line.lot_id is not None:
        query = query.where(StockBalance.lot_id == line.lot_id)
    stores = list(session.scalars(query.where(StockBalance.quantity > 0).distinct().limit(2)))
    if len(stores) != 1:
        raise Refused("agronomy.warehouse_due", field=f"inputs.{index}.warehouse_id")
    found: UUID = stores[0]
    return found


def cancel(session: Session, actor: Actor, work: FieldOperation, _body: Any) -> None:
    """Take the work back: what it had taken from stock returns there at the cost it left with."""
    plot_of(session, work.plot_id, lock=True)
    issued = [line.move_id for line in work.inputs if line.move_id is not None]
    confirmed, work.status = work.status is OperationStatus.CONFIRMED, OperationStatus.CANCELLED
    if confirmed and issued:
        stock.return_inputs(session, actor, issued)
        work.input_cost = NOTHING
