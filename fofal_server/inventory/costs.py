"""What a move is worth: what comes in at its own cost, what leaves at the mean or at the oldest."""

from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.inventory import layers, valuation
from fofal_server.inventory.models import ItemCategory, MoveKind, StockMove
from fofal_server.inventory.stock import Stock


def coming(session: Session, stock: Stock, move: StockMove) -> Decimal:
    """Francs that a move brings: the amount or unit cost typed, else what is known of the item.

    A harvest comes in at 0 until its production cost is known; what an adjustment finds is worth the item's mean
    cost, or that of its last receipt. A purchase without a cost is refused: 0 would spoil the mean.
    """
    if move.amount is not None:
        return move.amount
    if move.unit_cost is not None:
        return valuation.francs(move.quantity, move.unit_cost)
    if move.kind is MoveKind.ADJUSTMENT:
        return _found(session, stock, move)
    if stock.item.category is ItemCategory.HARVEST:
        return valuation.ZERO
    raise Refused("inventory.cost_due", field="unit_cost", item=stock.item.code)


def _found(session: Session, stock: Stock, move: StockMove) -> Decimal:
    if stock.quantity:
        return valuation.francs(move.quantity, valuation.unit_cost(stock.value, stock.quantity))
    last = scoped(SYSTEM, StockMove, StockMove.unit_cost).where(
        StockMove.item_id == stock.item.id, StockMove.kind == MoveKind.RECEIPT, StockMove.number.is_not(None)
    )
    known = session.scalar(last.order_by(StockMove.posted_at.desc(), StockMove.number.desc()).limit(1))
    if known is None and move.count_id is None:
        raise Refused("inventory.cost_due", field="unit_cost", item=stock.item.code)
    return valuation.francs(move.quantity, known or valuation.ZERO)


def leaving(session: Session, stock: Stock, move: StockMove) -> Decimal:
    """Francs that a move takes out of the item's value."""
    quantity = abs(move.quantity)
    if stock.fifo:
        return layers.take(session, stock, move, quantity)
    return valuation.share(stock.value, quantity, stock.quantity)


def passing(stock: Stock, move: StockMove) -> Decimal:
    """Francs that a transfer carries from one place to another; the item's value stays the same."""
    return valuation.share(stock.value, move.quantity, stock.quantity)
