"""First in, first out: what came in oldest leaves first, at what it had cost (``rules.md`` §1.8, vector V23)."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.inventory import valuation
from fofal_server.inventory.models import CostLayer, LayerUse, StockMove
from fofal_server.inventory.stock import Stock


def add(session: Session, stock: Stock, move: StockMove, quantity: Decimal, value: Decimal) -> None:
    """A new layer behind all others."""
    layer = CostLayer(
        item_id=stock.item.id,
        move_id=move.id,
        position=_next_position(session, stock),
        quantity=quantity,
        value=value,
        quantity_left=quantity,
        value_left=value,
    )
    session.add(layer)
    stock.layers.append(layer)


def _next_position(session: Session, stock: Stock) -> int:
    last = scoped(SYSTEM, CostLayer, func.max(CostLayer.position)).where(CostLayer.item_id == stock.item.id)
    return max(session.scalar(last) or 0, *(layer.position for layer in stock.layers), 0) + 1


def take(session: Session, stock: Stock, move: StockMove, quantity: Decimal) -> Decimal:
    """Use up the oldest layers; answers what that quantity had cost. The last of a layer takes its last franc."""
    due, cost = quantity, valuation.ZERO
    for layer in stock.layers:
        part = min(due, layer.quantity_left)
        if part:
            cost += _use(session, layer, move, part, valuation.share(layer.value_left, part, layer.quantity_left))
            due -= part
    return cost


def _use(session: Session, layer: CostLayer, move: StockMove, quantity: Decimal, value: Decimal) -> Decimal:
    layer.quantity_left -= quantity
    layer.value_left -= value
    session.add(LayerUse(layer=layer, move=move, quantity=quantity, value=value))
    return value


def undo(session: Session, stock: Stock, move: StockMove, reversal: StockMove) -> None:
    """Take a move's effect on the layers back: what it used returns, what it brought goes, if nobody used it."""
    uses = scoped(SYSTEM, LayerUse).where(LayerUse.move_id == move.id).order_by(LayerUse.id)
    for use in session.scalars(uses).all():
        for layer in _found(session, stock, CostLayer.id == use.layer_id):
            _use(session, layer, reversal, -use.quantity, -use.value)
    for layer in _found(session, stock, CostLayer.move_id == move.id):
        if layer.quantity_left != layer.quantity:
            raise Refused("inventory.layer_used", number=move.number)
        _use(session, layer, reversal, layer.quantity, layer.value)
    stock.layers.sort(key=lambda layer: layer.position)


def _found(session: Session, stock: Stock, condition: ColumnElement[bool]) -> Sequence[CostLayer]:
    """The layers that answer the condition, taken into hand."""
    layers: Sequence[CostLayer] = session.scalars(scoped(SYSTEM, CostLayer).where(condition)).all()
    stock.layers += [layer for layer in layers if layer not in stock.layers]
    return layers
