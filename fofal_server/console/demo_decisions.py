"""Decisions of the demo company: who must agree to a loss, and a loss that waits for the word of the manager."""

from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.approvals.resources import RULES
from fofal_server.approvals.schemas import RuleWrite
from fofal_server.auth.models import Role, User
from fofal_server.console.people import KEEPER
from fofal_server.core import crud
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.audit import Who
from fofal_server.core.awaiting import awaited
from fofal_server.inventory.models import Item, MoveKind, StockBalance
from fofal_server.inventory.moves import drafted
from fofal_server.inventory.resources import MOVES

THRESHOLD = Decimal(50_000)
"""Francs; invented like all of it."""


def load(session: Session) -> None:
    """For a database that has its people and its stock."""
    session.flush()
    role_id = session.scalar(scoped(SYSTEM, Role, Role.id).where(Role.code == "farm-manager"))
    rule = RuleWrite(
        matter="stock_loss", min_amount=THRESHOLD, role_id=role_id, note="Seuil inventé pour la démonstration."
    )
    crud.create(session, RULES, SYSTEM, rule)
    keeper_id = session.scalar(scoped(SYSTEM, User, User.id).where(User.username == KEEPER))
    _ask_for_loss(session, Actor(keeper_id, KEEPER, roles=("stock-keeper",)))


def _ask_for_loss(session: Session, keeper: Actor) -> None:
    """The keeper writes off fertiliser that got wet, and is told to wait."""
    there = scoped(SYSTEM, StockBalance).join(Item, Item.id == StockBalance.item_id)
    lying = session.scalars(there.where(Item.code == "NPK").order_by(StockBalance.quantity.desc())).first()
    if lying is None:
        return
    before = session.info.get("who", Who())
    session.info["who"] = Who(keeper)
    move = drafted(
        session, keeper, kind=MoveKind.LOSS, item_id=lying.item_id, lot_id=lying.lot_id, quantity=Decimal(250),
        source_id=lying.warehouse_id, source_bin_id=lying.bin_id, reason="Sacs mouillés par la pluie (démo)",
    )  # fmt: skip
    session.flush()
    post = next(action for action in MOVES.actions if action.name == "post")
    awaited(session, MOVES, keeper, move, post)
    session.info["who"] = before
