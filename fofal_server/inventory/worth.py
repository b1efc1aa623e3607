"""What a decision about stock is about and how much it is worth, for the rules of approval."""

from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.approval import Approvable, Matter
from fofal_server.core.plain import plain
from fofal_server.inventory import valuation
from fofal_server.inventory.models import Item, MoveKind, MoveStatus, StockBalance, StockCount, StockMove, Warehouse


def of_posting(session: Session, move: StockMove) -> Matter | None:
    """A transfer changes no value; the others are worth what was typed, or the item's mean cost at this moment."""
    if move.kind is MoveKind.TRANSFER:
        return None
    return Matter(f"stock_{move.kind}", _amount(session, move), _about(session, move))


def of_cancelling(session: Session, move: StockMove) -> Matter | None:
    """Taking back a posted move is a decision of its own, or it would be the way around the rules."""
    if move.status is not MoveStatus.POSTED or move.kind is MoveKind.TRANSFER:
        return None
    return Matter("stock_reversal", abs(move.value or valuation.ZERO), _about(session, move))


def of_count(session: Session, count: StockCount) -> Matter | None:
    """The gaps without their signs: what is missing here is not made good by what is too much there."""
    gaps = [gap for gap in count.gaps if gap.gap]
    if not gaps:
        return None
    values = [abs(gap.value) for gap in gaps if gap.value]
    where = session.scalar(scoped(SYSTEM, Warehouse, Warehouse.code).where(Warehouse.id == count.warehouse_id))
    return Matter("stock_count", sum(values, valuation.ZERO) if len(values) == len(gaps) else None, where or "")


def _about(session: Session, move: StockMove) -> str:
    """« NPK · 250 kg »."""
    item = session.scalars(scoped(SYSTEM, Item).where(Item.id == move.item_id)).one()
    return f"{item.code} · {plain(move.quantity)} {item.unit}"


def _amount(session: Session, move: StockMove) -> Decimal | None:
    if move.amount is not None:
        return move.amount
    cost = move.unit_cost if move.unit_cost is not None else _mean_cost(session, move)
    return None if cost is None else abs(valuation.francs(move.quantity, cost))


def _mean_cost(session: Session, move: StockMove) -> Decimal | None:
    """Francs a unit of what lies in all places; None when nothing lies anywhere."""
    there = scoped(SYSTEM, StockBalance, StockBalance.unit_cost).where(
        StockBalance.item_id == move.item_id, StockBalance.quantity > 0
    )
    cost: Decimal | None = session.scalar(there.limit(1))
    return cost


POSTING = Approvable(("stock_receipt", "stock_issue", "stock_adjustment", "stock_loss"), of_posting)
CANCELLING = Approvable(("stock_reversal",), of_cancelling)
COUNTING = Approvable(("stock_count",), of_count)
