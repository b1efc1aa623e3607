"""Warehouses held open while something moves in them, and held shut while they are counted."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict, Refused
from fofal_server.inventory.changes import changed
from fofal_server.inventory.items import check_unit
from fofal_server.inventory.models import CountStatus, StockBalance, StockCount, StorageBin, Warehouse

SHUT = (CountStatus.FROZEN, CountStatus.COUNTED)


def hold_open(session: Session, keys: Iterable[UUID | None], count_id: UUID | None = None) -> None:
    """Keep these warehouses from being frozen until the end of the transaction; 409 when one is being counted.

    ``count_id`` is the count whose own adjustments may pass.
    """
    known = {key for key in keys if key}
    mine = scoped(SYSTEM, Warehouse, Warehouse.id).where(Warehouse.id.in_(known)).order_by(Warehouse.id)
    session.execute(mine.with_for_update(read=True)).all()
    refuse_counted(session, known, count_id)


def refuse_counted(session: Session, keys: Collection[UUID], count_id: UUID | None = None) -> None:
    """Refuse (409) when one of these warehouses is being counted, by another count than this one."""
    counts = scoped(SYSTEM, StockCount, StockCount.number, Warehouse.code).join(
        Warehouse, Warehouse.id == StockCount.warehouse_id
    )
    counts = counts.where(StockCount.warehouse_id.in_(keys), StockCount.status.in_(SHUT))
    found = session.execute(counts.where(StockCount.id.is_distinct_from(count_id))).first()
    if found:
        raise Conflict("inventory.warehouse_frozen", count=found.number, warehouse=found.code, code="warehouse_frozen")


def hold_shut(session: Session, warehouse_id: UUID) -> None:
    """Wait until nothing moves in the warehouse any more, and let nothing begin before the end of the transaction."""
    mine = scoped(SYSTEM, Warehouse, Warehouse.id).where(Warehouse.id == warehouse_id)
    session.execute(mine.with_for_update(key_share=True)).all()


def check_warehouse(session: Session, _actor: Actor, warehouse: Warehouse, _given: Mapping[str, Any]) -> None:
    """The unit of the capacity exists; what still holds stock is not put aside."""
    if warehouse.capacity_unit:
        check_unit(session, warehouse.capacity_unit, "capacity_unit")
    if warehouse.archived and changed(warehouse, "archived"):
        refuse_when_filled(session, "inventory.place_filled", StockBalance.warehouse_id == warehouse.id)


def check_bin(session: Session, _actor: Actor, place: StorageBin, _given: Mapping[str, Any]) -> None:
    """A bin stays in its warehouse once something lies in it, and is put aside empty."""
    if changed(place, "warehouse_id") or (place.archived and changed(place, "archived")):
        refuse_when_filled(session, "inventory.place_filled", StockBalance.bin_id == place.id)


def refuse_when_filled(session: Session, key: str, where: Any) -> None:
    """Refuse when any stock answers the condition."""
    query = scoped(SYSTEM, StockBalance, StockBalance.id).where(where, StockBalance.quantity > 0)
    if session.execute(query.limit(1)).first():
        raise Refused(key)
