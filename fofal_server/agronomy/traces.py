"""From a lot back to the ground: the outlines of the plots behind it, as buyers in the European Union ask for."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.agronomy import eudr
from fofal_server.agronomy.models import Plot
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.errors import NotFound
from fofal_server.inventory.models import Lot
from fofal_server.inventory.models.lot import LOT_PARENT


def features(session: Session, actor: Actor, lots: list[UUID]) -> str:
    """A FeatureCollection with one feature for each plot from which these lots come, split and merged ones included.

    Lots that the person may not see, or that do not exist, answer 404; a plot beyond his reach is left out.
    """
    known = set(session.scalars(scoped(actor, Lot, Lot.id).where(Lot.id.in_(lots))))
    if known != set(lots):
        raise NotFound
    query = scoped(actor, Plot, Plot, Lot).join(Lot, Lot.plot_id == Plot.id).where(Lot.id.in_(_behind(session, lots)))
    by_plot: dict[Plot, list[Lot]] = defaultdict(list)
    for plot, lot in session.execute(query.order_by(Plot.code, Lot.code)):
        by_plot[plot].append(lot)
    return eudr.collection(_feature(plot, harvested) for plot, harvested in by_plot.items())


def _behind(session: Session, lots: Iterable[UUID]) -> list[UUID]:
    """These lots and all from which they were split or merged."""
    line = select(LOT_PARENT.c.lot_id, LOT_PARENT.c.parent_id).where(LOT_PARENT.c.lot_id.in_(lots)).cte(recursive=True)
    line = line.union(
        select(LOT_PARENT.c.lot_id, LOT_PARENT.c.parent_id).join(line, LOT_PARENT.c.lot_id == line.c.parent_id)
    )
    return [*lots, *session.scalars(select(line.c.parent_id).distinct())]


def _feature(plot: Plot, lots: list[Lot]) -> str:
    days = sorted({lot.produced_on for lot in lots if lot.produced_on})
    return eudr.feature(plot, lots=[lot.code for lot in lots], harvested_on=days)
