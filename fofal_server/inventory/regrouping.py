"""Lots split and merged: the new lot keeps its parents, the stock keeps its value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.core.ids import new_id
from fofal_server.inventory import posting
from fofal_server.inventory.models import Lot, LotOrigin, MoveKind, QualityStatus, StockMove
from fofal_server.inventory.moves import drafted
from fofal_server.inventory.schemas import MergeBody, SplitBody

Found = TypeVar("Found")
WORST = (QualityStatus.REJECTED, QualityStatus.QUARANTINE, QualityStatus.AVAILABLE)


@dataclass(frozen=True)
class Part:
    """So much of a lot, where it lies."""

    lot: Lot
    warehouse_id: UUID
    bin_id: UUID | None
    quantity: Decimal


def split(session: Session, actor: Actor, lot: Lot, body: SplitBody) -> Lot:
    """Take a part of the lot out under a new code, in the same place."""
    part = Part(lot, body.warehouse_id, body.bin_id, body.quantity)
    return regroup(session, actor, LotOrigin.SPLIT, body.code, [part], (body.warehouse_id, body.bin_id))


def merge(session: Session, actor: Actor, body: MergeBody) -> Lot:
    """Put parts of several lots of one item together under a new code."""
    keys = [part.lot_id for part in body.parts]
    query = scoped(SYSTEM, Lot).where(Lot.id.in_(keys))
    lots = {lot.id: lot for lot in session.scalars(query)}
    for index, key in enumerate(keys):
        if key not in lots:
            raise Refused("unknown_reference", field=f"parts.{index}.lot_id")
    parts = [Part(lots[one.lot_id], one.warehouse_id, one.bin_id, one.quantity) for one in body.parts]
    return regroup(session, actor, LotOrigin.MERGE, body.code, parts, (body.warehouse_id, body.bin_id))


def regroup(
    session: Session, actor: Actor, origin: LotOrigin, code: str, parts: Sequence[Part], to: tuple[UUID, UUID | None]
) -> Lot:
    """A new lot made of these parts, lying in the warehouse and bin ``to``."""
    parents = list({part.lot.id: part.lot for part in parts}.values())
    if len({lot.item_id for lot in parents}) != 1:
        raise Refused("inventory.lots_differ", field="parts")
    lot = _child(origin, code, parents)
    session.add(lot)
    session.flush()
    moves = [_step(session, actor, part, lot, to) for part in parts]
    posting.post_moves(session, actor, moves, group="parts")
    return lot


def _child(origin: LotOrigin, code: str, parents: list[Lot]) -> Lot:
    """It expires with the first of its parents and is no better than the worst; it keeps what they have in common."""
    expiries = [lot.expires_on for lot in parents if lot.expires_on]
    return Lot(
        id=new_id(),
        code=code,
        item_id=parents[0].item_id,
        origin=origin,
        expires_on=min(expiries, default=None),
        produced_on=_common(lot.produced_on for lot in parents),
        quality_status=min((lot.quality_status for lot in parents), key=WORST.index),
        plot_id=_common(lot.plot_id for lot in parents),
        supplier_id=_common(lot.supplier_id for lot in parents),
        supplier_lot=_common(lot.supplier_lot for lot in parents),
        parents=parents,
    )


def _common(values: Iterable[Found]) -> Found | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _step(session: Session, actor: Actor, part: Part, lot: Lot, to: tuple[UUID, UUID | None]) -> StockMove:
    return drafted(
        session,
        actor,
        kind=MoveKind.TRANSFER,
        item_id=lot.item_id,
        lot_id=part.lot.id,
        new_lot_id=lot.id,
        quantity=part.quantity,
        source_id=part.warehouse_id,
        source_bin_id=part.bin_id,
        destination_id=to[0],
        destination_bin_id=to[1],
        reference=lot.code,
    )
