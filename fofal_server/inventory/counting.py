"""Physical counts: the warehouse is frozen, counted blind, and set right once somebody else has approved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, inspect, not_, true
from sqlalchemy.orm import Session

from fofal_server.core import clock, numbering
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import FieldError, Invalid, Refused
from fofal_server.inventory import places, posting, valuation
from fofal_server.inventory.changes import changed
from fofal_server.inventory.models import (
    CountStatus,
    Item,
    Lot,
    MoveKind,
    StockBalance,
    StockCount,
    StockCountGap,
    StockCountLine,
    StockMove,
    StorageBin,
)
from fofal_server.inventory.moves import check_lot_of, drafted


class Spot(NamedTuple):
    """What one line of a sheet is about."""

    item_id: UUID
    lot_id: UUID | None
    bin_id: UUID | None


def spot_of(row: StockBalance | StockCountLine | StockCountGap) -> Spot:
    return Spot(row.item_id, row.lot_id, row.bin_id)


def unseen_while_counted(actor: Actor, _verb: str, model: type[StockBalance]) -> ColumnElement[bool]:
    """A count is blind: who may not approve it does not see the balances of its warehouse until it is over."""
    return true() if _sees_counts(actor) else not_(_counted(model).correlate(model).exists())


def unseen_levels(actor: Actor, _verb: str, model: Any) -> ColumnElement[bool]:
    """The same of sums: an item of which something lies in a warehouse that is being counted."""
    return _unless_counted(actor, StockBalance.item_id == model.item_id)


def unseen_lots(actor: Actor, _verb: str, model: Any) -> ColumnElement[bool]:
    """The same of lots."""
    return _unless_counted(actor, StockBalance.lot_id == model.lot_id)


def _unless_counted(actor: Actor, mine: ColumnElement[bool]) -> ColumnElement[bool]:
    if _sees_counts(actor):
        return true()
    there = scoped(SYSTEM, StockBalance, StockBalance.id).where(mine, StockBalance.quantity > 0)
    return not_(there.where(_counted(StockBalance).exists()).exists())


def _sees_counts(actor: Actor) -> bool:
    return actor.may("inventory.stock-counts:approve")


def _counted(balance: type[StockBalance]) -> Select[Any]:
    """Counts under way in the warehouse of a balance."""
    here = StockCount.warehouse_id == balance.warehouse_id, StockCount.status.in_(places.SHUT)
    return scoped(SYSTEM, StockCount, StockCount.id).where(*here)


def check_count(session: Session, actor: Actor, count: StockCount, given: Mapping[str, Any]) -> None:
    """No line twice, lots with their items; a frozen sheet keeps its warehouse. Who typed a quantity is noted."""
    count.counted_on = count.counted_on or clock.today()
    count.status = count.status or CountStatus.DRAFT
    if changed(count, "warehouse_id") and count.status is not CountStatus.DRAFT:
        raise Refused("inventory.count_warehouse", field="warehouse_id")
    seen: set[Spot] = set()
    for index, line in enumerate(count.lines if "lines" in given else ()):
        if spot_of(line) in seen:
            raise Refused("inventory.counted_twice", field=f"lines.{index}.item_id")
        seen.add(spot_of(line))
        check_lot_of(session, line.item_id, line.lot_id)
        _note_counter(actor, line)


def _note_counter(actor: Actor, line: StockCountLine) -> None:
    if line.counted is not None and inspect(line).attrs.counted.history.has_changes():
        line.counted_by = actor.user_id


def freeze(session: Session, _actor: Actor, count: StockCount, _: object) -> None:
    """Stop all moves of the warehouse, note what the books say, and lay out a sheet without quantities."""
    places.hold_shut(session, count.warehouse_id)
    places.hold_open(session, [count.warehouse_id])
    books = _books(session, count.warehouse_id)
    count.gaps = [
        StockCountGap(position=position, **spot_of(row)._asdict(), theoretical=row.quantity)
        for position, row in enumerate(books)
    ]
    known = {spot_of(line) for line in count.lines}
    for spot in (spot_of(row) for row in books):
        if spot not in known:
            count.lines.append(StockCountLine(position=len(count.lines), **spot._asdict()))
    count.frozen_at, count.status = clock.now(), CountStatus.FROZEN
    session.flush()
    year = clock.today().year
    count.number = numbering.formatted("INV", year, numbering.take(session, "stock-count", year))


def _books(session: Session, warehouse_id: UUID) -> Sequence[StockBalance]:
    """What lies in the warehouse, in the order in which one walks along its bins."""
    query = (
        scoped(SYSTEM, StockBalance)
        .join(Item, Item.id == StockBalance.item_id)
        .outerjoin(StorageBin, StorageBin.id == StockBalance.bin_id)
        .outerjoin(Lot, Lot.id == StockBalance.lot_id)
        .where(StockBalance.warehouse_id == warehouse_id, StockBalance.quantity > 0)
    )
    rows: Sequence[StockBalance] = session.scalars(query.order_by(StorageBin.code, Item.code, Lot.code)).all()
    return rows


def finish(session: Session, actor: Actor, count: StockCount, _: object) -> None:
    """The count is over: every line has its quantity, and the gaps are worked out for who approves."""
    _check_complete(count)
    gaps = {spot_of(gap): gap for gap in count.gaps}
    means = _means(session, count)
    for line in count.lines:
        gap = gaps.get(spot_of(line))
        if gap is None:
            gap = StockCountGap(position=len(count.gaps), **spot_of(line)._asdict(), theoretical=valuation.ZERO)
            count.gaps.append(gap)
        gap.counted = line.counted or valuation.ZERO
        gap.gap = gap.counted - gap.theoretical
        gap.value = valuation.francs(gap.gap, means.get(gap.item_id, valuation.ZERO))
    count.counted_by, count.counted_at = actor.user_id, clock.now()
    count.status = CountStatus.COUNTED


def _check_complete(count: StockCount) -> None:
    empty = [index for index, line in enumerate(count.lines) if line.counted is None]
    if empty:
        raise Invalid(errors=tuple(FieldError(f"lines.{index}.counted", "missing", "missing") for index in empty))
    if {spot_of(gap) for gap in count.gaps} - {spot_of(line) for line in count.lines}:
        raise Refused("inventory.count_incomplete", field="lines")


def _means(session: Session, count: StockCount) -> dict[UUID, Decimal]:
    keys = {line.item_id for line in count.lines}
    query = scoped(SYSTEM, StockBalance, StockBalance.item_id, StockBalance.unit_cost)
    rows = session.execute(query.where(StockBalance.item_id.in_(keys), StockBalance.quantity > 0))
    return {row.item_id: row.unit_cost for row in rows}


def recount(_session: Session, _actor: Actor, count: StockCount, _: object) -> None:
    """Send the sheet back to be counted again; the warehouse stays frozen."""
    count.gaps = [gap for gap in count.gaps if gap.theoretical]
    for gap in count.gaps:
        gap.counted = gap.gap = gap.value = None
    count.status = CountStatus.FROZEN


def approve(session: Session, actor: Actor, count: StockCount, _: object) -> None:
    """Set the books right by adjustments; never by who made the count or counted (stock counter is not adjuster)."""
    if actor.user_id in {None, count.created_by, count.counted_by, *(line.counted_by for line in count.lines)}:
        raise Refused("inventory.same_person")
    gaps = {spot_of(gap): gap for gap in count.gaps}
    for line in count.lines:
        line.theoretical, line.gap = gaps[spot_of(line)].theoretical, gaps[spot_of(line)].gap
    moves = [_adjustment(session, actor, count, line) for line in count.lines if line.gap]
    if moves:
        posting.post_moves(session, actor, moves, count_id=count.id, group="lines")
    count.approved_by, count.approved_at = actor.user_id, clock.now()
    count.status = CountStatus.APPROVED


def _adjustment(session: Session, actor: Actor, count: StockCount, line: StockCountLine) -> StockMove:
    gap = line.gap or valuation.ZERO
    side = "destination" if gap > 0 else "source"
    where = {f"{side}_id": count.warehouse_id, f"{side}_bin_id": line.bin_id}
    return drafted(
        session,
        actor,
        kind=MoveKind.ADJUSTMENT,
        item_id=line.item_id,
        lot_id=line.lot_id,
        quantity=abs(gap),
        count_id=count.id,
        reference=count.number,
        reason=line.reason,
        **where,
    )


def cancel(_session: Session, _actor: Actor, count: StockCount, _: object) -> None:
    """Give the count up; moves may go on."""
    count.status = CountStatus.CANCELLED
