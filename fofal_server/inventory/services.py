"""What the stock does for other domains; all of it works in the caller's transaction and with the caller's right."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import NotFound, Refused
from fofal_server.core.ids import new_id
from fofal_server.inventory import picking, posting, reversal, stock
from fofal_server.inventory.lots import check_lot
from fofal_server.inventory.models import Lot, LotOrigin, MoveKind, MoveStatus, QualityStatus, StockMove
from fofal_server.inventory.moves import drafted
from fofal_server.inventory.picking import Wanted


@dataclass(frozen=True)
class Proposal:
    """A part of a quantity and where to take it; ``lot_id`` None where the item lies without lots."""

    lot_id: UUID | None
    bin_id: UUID | None
    quantity: Decimal


@dataclass(frozen=True)
class Input:
    """So much of an item to be spread on a plot; without a lot, the first to expire is taken."""

    item_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    lot_id: UUID | None = None


@dataclass(frozen=True)
class Harvested:
    """What one plot gave of one product on one day.

    ``amount`` is its production cost in whole francs, 0 while nobody knows it. It expires as the item's shelf life
    says unless ``expires_on`` is given.
    """

    item_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    lot_code: str
    plot_id: UUID
    harvested_on: dt.date
    harvest_id: UUID | None = None
    reference: str | None = None
    amount: Decimal = Decimal(0)
    expires_on: dt.date | None = None
    quality_status: QualityStatus = QualityStatus.AVAILABLE


def pick(session: Session, item_id: UUID, warehouse_id: UUID, quantity: Decimal) -> list[Proposal]:
    """Where to take a quantity from, first expired first; without what is expired, in quarantine or reserved.

    Nothing is locked: it is advice. Refused when there is not enough.
    """
    held = stock.seen(session, item_id)
    if held is None:
        raise NotFound
    wanted = Wanted(MoveKind.ISSUE, quantity, warehouse_id, None, None, clock.today())
    return [Proposal(one.row.place.lot_id, one.row.place.bin_id, one.quantity) for one in picking.pick(held, wanted)]


def receive_harvest(session: Session, actor: Actor, harvest: Harvested) -> Lot:
    """Put a harvest in stock as a lot of its own. 409 when the lot code is taken."""
    lot = Lot(
        id=new_id(), code=harvest.lot_code, item_id=harvest.item_id, produced_on=harvest.harvested_on,
        expires_on=harvest.expires_on, quality_status=harvest.quality_status, origin=LotOrigin.HARVEST,
        origin_id=harvest.harvest_id, plot_id=harvest.plot_id,
    )  # fmt: skip
    check_lot(session, actor, lot, {})
    session.add(lot)
    session.flush()
    move = drafted(
        session, actor, kind=MoveKind.RECEIPT, item_id=harvest.item_id, lot_id=lot.id, quantity=harvest.quantity,
        amount=harvest.amount, destination_id=harvest.warehouse_id, plot_id=harvest.plot_id,
        reference=harvest.reference,
    )  # fmt: skip
    posting.post_moves(session, actor, [move])
    return lot


def reverse_harvest(session: Session, actor: Actor, lot_id: UUID) -> None:
    """Take a harvested lot out of stock again; refused when some of it has left its warehouse or is reserved."""
    query = scoped(SYSTEM, StockMove).where(
        StockMove.lot_id == lot_id, StockMove.kind == MoveKind.RECEIPT, StockMove.status == MoveStatus.POSTED
    )
    moves = session.scalars(query.order_by(StockMove.id).with_for_update()).all()
    if not moves:
        raise Refused("inventory.nothing_to_reverse")
    reversal.reverse(session, actor, moves)


def issue_inputs(
    session: Session,
    actor: Actor,
    inputs: Sequence[Input],
    *,
    plot_id: UUID,
    reference: str | None = None,
    moved_at: dt.datetime | None = None,
) -> list[StockMove]:
    """Issue all inputs of an operation to its plot, or none; a refusal names ``inputs.<index>``."""
    moves = [
        drafted(
            session, actor, kind=MoveKind.ISSUE, item_id=one.item_id, lot_id=one.lot_id, quantity=one.quantity,
            source_id=one.warehouse_id, plot_id=plot_id, reference=reference, moved_at=moved_at,
        )
        for one in inputs
    ]  # fmt: skip
    if moves:
        posting.post_moves(session, actor, moves, group="inputs")
    return moves


def return_inputs(session: Session, actor: Actor, move_ids: Sequence[UUID]) -> None:
    """Put issued inputs back where they came from, at the cost they left with; all or none."""
    query = scoped(SYSTEM, StockMove).where(StockMove.id.in_(move_ids), StockMove.status == MoveStatus.POSTED)
    moves = session.scalars(query.order_by(StockMove.id).with_for_update()).all()
    if len(moves) != len(set(move_ids)):
        raise Refused("inventory.nothing_to_reverse")
    reversal.reverse(session, actor, moves)


def quarantine(session: Session, _actor: Actor, lot_id: UUID) -> None:
    """Keep a lot from being issued until somebody releases it; a rejected one stays rejected."""
    lot = session.scalars(scoped(SYSTEM, Lot).where(Lot.id == lot_id).with_for_update()).one_or_none()
    if lot is None:
        raise NotFound
    if lot.quality_status is QualityStatus.AVAILABLE:
        lot.quality_status = QualityStatus.QUARANTINE
