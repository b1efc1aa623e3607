"""Rules of items: their unit is known, and what was booked in it keeps its meaning."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.inventory.changes import changed
from fofal_server.inventory.models import Item, StockBalance, StockMove
from fofal_server.settings.models import Unit


def check_item(session: Session, _actor: Actor, item: Item, given: Mapping[str, Any]) -> None:
    """Unit and valuation are fixed by the first booked move; an item that still lies somewhere is not put aside."""
    if "unit" in given:
        check_unit(session, item.unit, "unit")
    for name in ("unit", "valuation"):
        if changed(item, name) and _booked(session, item):
            raise Refused("inventory.item_booked", field=name)
    if item.archived and changed(item, "archived") and _lies_somewhere(session, item):
        raise Refused("inventory.item_in_stock", field="archived")


def check_unit(session: Session, code: str, field: str) -> None:
    """A unit is named by its code, as in ``kg``."""
    known = scoped(SYSTEM, Unit, Unit.id).where(Unit.code == code, Unit.archived.is_(False))
    if session.execute(known).first() is None:
        raise Refused("inventory.unknown_unit", field=field, unit=code)


def _booked(session: Session, item: Item) -> bool:
    query = scoped(SYSTEM, StockMove, StockMove.id).where(StockMove.item_id == item.id, StockMove.number.is_not(None))
    return session.execute(query.limit(1)).first() is not None


def _lies_somewhere(session: Session, item: Item) -> bool:
    query = scoped(SYSTEM, StockBalance, StockBalance.id).where(StockBalance.item_id == item.id)
    return session.execute(query.where(StockBalance.quantity > 0).limit(1)).first() is not None
