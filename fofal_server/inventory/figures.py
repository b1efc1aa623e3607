"""What a dashboard may count and draw of the stock: what runs out, what expires, what nobody has posted, its worth."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.series import Point, Series, SeriesValue
from fofal_server.core.watch import Severity
from fofal_server.inventory.models import LotLevel, MoveStatus, StockBalance, StockLevel, StockMove, StockState
from fofal_server.inventory.resources import BALANCES, ITEMS, LEVELS, LOT_LEVELS, LOTS, MOVES

_LEVEL: Any = StockLevel
_LOT: Any = LotLevel
"""Both are mapped onto subqueries, whose columns a type checker does not know."""
SOON = 30
"""Days in which a lot is about to expire."""
SHORT = {
    StockState.EMPTY: Severity.CRITICAL,
    StockState.MINIMUM: Severity.CRITICAL,
    StockState.ALERT: Severity.WARNING,
}
"""States in which somebody has to order, the gravest first."""


class Ahead(NamedTuple):
    """Lots that expire from ``first`` to ``last`` days ahead; without a first, those that have expired."""

    words: str
    first: int | None
    last: int
    level: Severity | None

    def filter(self, today: dt.date) -> str:
        """As the list takes it."""
        last = today + dt.timedelta(days=self.last)
        if self.first is None:
            return f"expires_on:le:{last}"
        return f"expires_on:between:{today + dt.timedelta(days=self.first)}|{last}"

    def holds(self, today: dt.date) -> Any:
        """The same in SQL."""
        last = today + dt.timedelta(days=self.last)
        if self.first is None:
            return _LOT.expires_on <= last
        return _LOT.expires_on.between(today + dt.timedelta(days=self.first), last)


_KEY = "series.inventory.lots-expiry"
EXPIRY = (
    Ahead(f"{_KEY}.over", None, -1, Severity.CRITICAL),
    Ahead(f"{_KEY}.week", 0, 6, Severity.WARNING),
    Ahead(f"{_KEY}.month", 7, SOON, Severity.WARNING),
    Ahead(f"{_KEY}.quarter", SOON + 1, 90, None),
)


def _count(session: Session, actor: Actor, model: Any, *which: ColumnElement[bool]) -> int:
    return session.scalar(scoped(actor, model, func.count(model.id)).where(*which)) or 0


def _below(session: Session, actor: Actor) -> FigureValue:
    """Items below their minimum, and those of which nothing is left."""
    states = (StockState.EMPTY, StockState.MINIMUM)
    count = _count(session, actor, StockLevel, _LEVEL.state.in_(states))
    opens = Opens(name=LEVELS.name, filters=["state:in:" + "|".join(states)])
    return FigureValue(count, at=clock.now(), level=Severity.CRITICAL if count else None, opens=opens)


def _expiring(session: Session, actor: Actor) -> FigureValue:
    """Lots that expire within a month or have expired, of which something is left."""
    last = clock.today() + dt.timedelta(days=SOON)
    count = _count(session, actor, LotLevel, _LOT.expires_on <= last)
    opens = Opens(name=LOT_LEVELS.name, filters=[f"expires_on:le:{last}"])
    return FigureValue(count, at=clock.now(), level=Severity.WARNING if count else None, opens=opens)


def _drafts(session: Session, actor: Actor) -> FigureValue:
    """Moves that were entered and not posted: the stock does not know of them yet."""
    count = _count(session, actor, StockMove, StockMove.status == MoveStatus.DRAFT)
    opens = Opens(name=MOVES.name, filters=["status:eq:draft"])
    return FigureValue(count, at=clock.now(), level=Severity.WARNING if count else None, opens=opens)


def _worth(session: Session, actor: Actor) -> FigureValue:
    """What lies in stock, in francs, as it was valued; None while nothing lies there."""
    value = session.scalar(scoped(actor, StockBalance, func.sum(StockBalance.value)).where(StockBalance.quantity > 0))
    return FigureValue(value, "FCFA", clock.now(), opens=Opens(name=BALANCES.name, filters=["quantity:gt:0"]))


def _levels(session: Session, actor: Actor) -> SeriesValue:
    """Items that run out by how they stand against their thresholds; nothing while no item has any."""
    watched = _LEVEL.alert_quantity.is_not(None) | _LEVEL.minimum_quantity.is_not(None)
    asked = scoped(actor, StockLevel, _LEVEL.state, func.count()).where(watched).group_by(_LEVEL.state)
    found: dict[str, int] = dict(session.execute(asked).all())
    points = [_state(state, found.get(state, 0)) for state in SHORT] if found else []
    return SeriesValue(points, at=clock.now(), opens=Opens(name=LEVELS.name))


def _state(state: StockState, count: int) -> Point:
    opens = Opens(name=LEVELS.name, filters=[f"state:eq:{state}"])
    return Point(count, words=f"choice.StockState.{state}", level=SHORT[state] if count else None, opens=opens)


def _expiry(session: Session, actor: Actor) -> SeriesValue:
    """Lots of which something is left by the days until they expire, by one question for all of them."""
    today = clock.today()
    counts = [func.count().filter(one.holds(today)) for one in EXPIRY]
    counted = session.execute(scoped(actor, LotLevel, *counts, func.count(_LOT.expires_on))).one()
    points = [_lots(*one, today) for one in zip(EXPIRY, counted[:-1], strict=True)] if counted[-1] else []
    return SeriesValue(points, at=clock.now(), opens=Opens(name=LOT_LEVELS.name, filters=["expires_on:null:false"]))


def _lots(ahead: Ahead, count: int, today: dt.date) -> Point:
    opens = Opens(name=LOT_LEVELS.name, filters=[ahead.filter(today)])
    return Point(count, words=ahead.words, level=ahead.level if count else None, opens=opens)


FIGURES = (
    Figure("inventory.below-minimum", LEVELS.permission("read"), _below),
    Figure("inventory.lots-expiring", LOT_LEVELS.permission("read"), _expiring),
    Figure("inventory.moves-draft", MOVES.permission("read"), _drafts),
    Figure(
        "inventory.stock-worth", BALANCES.permission("read"), _worth, private=BALANCES.permission("cost"),
        enters=Opens(name=MOVES.name),
    ),
)  # fmt: skip
SERIES = (
    Series("inventory.levels-state", LEVELS.permission("read"), "kind", _levels, enters=Opens(name=ITEMS.name)),
    Series("inventory.lots-expiry", LOT_LEVELS.permission("read"), "kind", _expiry, enters=Opens(name=LOTS.name)),
)
