"""The demo's stock is invented, and says so everywhere."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.numbering import NumberSeries
from fofal_server.inventory import demo
from fofal_server.inventory.check import differences
from fofal_server.inventory.models import Item, Lot, StockBalance, StorageBin, Warehouse
from fofal_server.inventory.numbers import gaps


def _names(session: Session) -> set[str]:
    found = set(session.scalars(scoped(SYSTEM, Lot, Lot.code)))
    for model in (Item, Warehouse, StorageBin):
        found |= {name or "" for name in session.scalars(scoped(SYSTEM, model, model.name))}
    return found


def test_the_demo_is_marked_as_invented(session: Session) -> None:
    before = _names(session)
    demo.load(session)
    added = _names(session) - before
    assert len(added) > 20
    assert [name for name in added if not name.endswith(" (démo)")] == []
    assert session.scalars(scoped(SYSTEM, StockBalance).where(StockBalance.quantity > 0)).first() is not None
    assert differences(session) == []
    assert gaps(session) == []
    session.execute(update(NumberSeries).where(NumberSeries.series == "stock-move").values(last=NumberSeries.last + 1))
    assert {told.partition(" de ")[0] for told in gaps(session)} == {"Numéros des mouvements"}
