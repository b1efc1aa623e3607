"""Where a lot comes from and where it went: the answer to a recall, both ways, in one call.

``rules.md`` §5.4: all lots, tickets and inputs, in both directions, in seconds.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Date, Select, Text, and_, func, null, or_, select
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.registry import RESOURCES
from fofal_server.core.rows import label_of
from fofal_server.inventory.models import Lot, LotOrigin, MoveKind, MoveStatus, StockBalance, StockEntry, StockMove
from fofal_server.inventory.models.lot import LOT_PARENT

YEAR = dt.timedelta(days=365)
MOST = 2000


class TracedLot(BaseModel):
    """A lot with where it comes from."""

    id: UUID
    code: str
    item_id: UUID
    item_label: str | None
    produced_on: dt.date | None
    expires_on: dt.date | None
    quality_status: str
    origin: str
    origin_id: UUID | None
    plot_id: UUID | None
    plot_label: str | None
    supplier_id: UUID | None
    supplier_label: str | None
    supplier_lot: str | None


class TracedMove(BaseModel):
    """What one posted move did to one lot: ``quantity`` is positive where it came in, negative where it left."""

    id: UUID
    number: str
    kind: str
    moved_at: dt.datetime
    lot_id: UUID | None
    lot_label: str | None
    item_label: str | None
    warehouse_id: UUID
    warehouse_label: str | None
    quantity: str
    plot_id: UUID | None
    plot_label: str | None
    reference: str | None


class TracedStock(BaseModel):
    lot_id: UUID
    lot_label: str | None
    warehouse_id: UUID
    warehouse_label: str | None
    quantity: str


class Trace(BaseModel):
    """Back: ``parents``, and the ``inputs`` spread on the lot's plots before it was harvested.

    Forward: ``children``, and the ``harvests`` from the plots on which the lot was spread. ``moves`` and ``stock`` are
    those of the lot, its parents and its children.
    """

    lot: TracedLot
    parents: list[TracedLot]
    children: list[TracedLot]
    moves: list[TracedMove]
    stock: list[TracedStock]
    inputs: list[TracedMove]
    harvests: list[TracedLot]


def trace(session: Session, actor: Actor, lot_id: UUID, window: dt.timedelta = YEAR) -> Trace | None:
    """The story of a lot as far as the person may read it; None when there is no such lot for them.

    ``window`` is how long before a harvest an input counts as part of it.
    """
    own = _lots(session, actor, Lot.id == lot_id)
    if not own:
        return None
    parents = _lots(session, actor, Lot.id.in_(_line(lot_id, up=True)))
    children = _lots(session, actor, Lot.id.in_(_line(lot_id, up=False)))
    family = [lot.id for lot in (*own, *parents, *children)]
    return Trace(
        lot=own[0],
        parents=parents,
        children=children,
        moves=_moves(session, actor, StockEntry.lot_id.in_(family)),
        stock=_stock(session, actor, family),
        inputs=_inputs(session, actor, [*own, *parents], window),
        harvests=_harvests(session, actor, [lot.id for lot in (*own, *children)], window),
    )


def _line(lot_id: UUID, *, up: bool) -> Select[Any]:
    """Ids of all ancestors or of all descendants."""
    near, far = (LOT_PARENT.c.lot_id, LOT_PARENT.c.parent_id) if up else (LOT_PARENT.c.parent_id, LOT_PARENT.c.lot_id)
    line = select(far.label("id")).where(near == lot_id).cte("line", recursive=True)
    line = line.union(select(far.label("id")).join(line, near == line.c.id))
    return select(line.c.id)


def _label(target: str, key: Any) -> ColumnElement[Any]:
    """What a reference is called; nothing when its domain is not installed."""
    return label_of(target, key) if target in RESOURCES else null()


def _lots(session: Session, actor: Actor, where: ColumnElement[bool]) -> list[TracedLot]:
    columns = [getattr(Lot, name) for name in TracedLot.model_fields if not name.endswith("_label")]
    labels = [
        _label("inventory.items", Lot.item_id).label("item_label"),
        _label("agronomy.plots", Lot.plot_id).label("plot_label"),
        _label("parties.parties", Lot.supplier_id).label("supplier_label"),
    ]
    query = scoped(actor, Lot, *columns, *labels).where(where).order_by(Lot.code).limit(MOST)
    return [TracedLot(**row) for row in session.execute(query).mappings()]


def _moves(session: Session, actor: Actor, where: ColumnElement[bool]) -> list[TracedMove]:
    move = [StockMove.id, StockMove.number, StockMove.kind, StockMove.moved_at, StockMove.plot_id, StockMove.reference]
    entry = [StockEntry.lot_id, StockEntry.warehouse_id, _plain(StockEntry.quantity)]
    labels = [
        _label("inventory.lots", StockEntry.lot_id).label("lot_label"),
        _label("inventory.items", StockMove.item_id).label("item_label"),
        _label("inventory.warehouses", StockEntry.warehouse_id).label("warehouse_label"),
        _label("agronomy.plots", StockMove.plot_id).label("plot_label"),
    ]
    query = scoped(actor, StockMove, *move, *entry, *labels).join(StockEntry, StockEntry.move_id == StockMove.id)
    query = query.where(StockMove.status == MoveStatus.POSTED, where)
    rows = session.execute(query.order_by(StockMove.moved_at, StockMove.number, StockEntry.position).limit(MOST))
    return [TracedMove(**row) for row in rows.mappings()]


def _stock(session: Session, actor: Actor, lots: Sequence[UUID]) -> list[TracedStock]:
    row = [StockBalance.lot_id, StockBalance.warehouse_id, _plain(StockBalance.quantity)]
    labels = [
        _label("inventory.lots", StockBalance.lot_id).label("lot_label"),
        _label("inventory.warehouses", StockBalance.warehouse_id).label("warehouse_label"),
    ]
    query = scoped(actor, StockBalance, *row, *labels).where(StockBalance.lot_id.in_(lots), StockBalance.quantity > 0)
    found = session.execute(query.order_by(StockBalance.id).limit(MOST))
    return [TracedStock(**row) for row in found.mappings()]


def _plain(quantity: Any) -> ColumnElement[str]:
    return func.trim_scale(quantity).cast(Text).label("quantity")


def _inputs(session: Session, actor: Actor, lots: Sequence[TracedLot], window: dt.timedelta) -> list[TracedMove]:
    """What was issued to the plot of a harvested lot in the time before it was harvested."""
    grown = [
        and_(StockMove.plot_id == lot.plot_id, _day().between(lot.produced_on - window, lot.produced_on))
        for lot in lots
        if lot.plot_id and lot.produced_on and lot.origin == LotOrigin.HARVEST
    ]
    return _moves(session, actor, and_(StockMove.kind == MoveKind.ISSUE, or_(*grown))) if grown else []


def _harvests(session: Session, actor: Actor, lots: Sequence[UUID], window: dt.timedelta) -> list[TracedLot]:
    """What was harvested from the plots on which these lots were spread, in the time after it."""
    spread = (
        scoped(actor, StockMove, StockMove.id)
        .join(StockEntry, StockEntry.move_id == StockMove.id)
        .where(StockEntry.lot_id.in_(lots), StockMove.kind == MoveKind.ISSUE, StockMove.status == MoveStatus.POSTED)
        .where(StockMove.plot_id == Lot.plot_id, Lot.produced_on.between(_day(), _day() + window))
    )
    return _lots(session, actor, and_(Lot.origin == LotOrigin.HARVEST, spread.correlate(Lot).exists()))


def _day() -> ColumnElement[dt.date]:
    """The business day of a move."""
    return func.timezone(COMPANY_ZONE.key, StockMove.moved_at).cast(Date)
