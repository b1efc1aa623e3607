"""Rules of lots: what they are called and of what they are never changes; their expiry follows the shelf life."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.inventory.changes import changed
from fofal_server.inventory.models import Item, Lot


def check_lot(session: Session, _actor: Actor, lot: Lot, _given: Mapping[str, Any]) -> None:
    """Code and item stay; dates are in order; without an expiry the item's shelf life gives one."""
    for name in ("code", "item_id"):
        if changed(lot, name):
            raise Refused("inventory.lot_identity", field=name)
    if lot.produced_on and lot.produced_on > clock.today():
        raise Refused("inventory.future", field="produced_on")
    if lot.expires_on is None and not inspect(lot).persistent:
        lot.expires_on = _expiry(session, lot)
    if lot.produced_on and lot.expires_on and lot.expires_on < lot.produced_on:
        raise Refused("inventory.expiry_first", field="expires_on")


def _expiry(session: Session, lot: Lot) -> dt.date | None:
    if lot.produced_on is None:
        return None
    days = session.scalar(scoped(SYSTEM, Item, Item.shelf_life_days).where(Item.id == lot.item_id))
    return lot.produced_on + dt.timedelta(days=days) if days else None
