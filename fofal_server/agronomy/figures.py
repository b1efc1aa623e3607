"""What a dashboard may show of the fields."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.agronomy.models import HarvestRound, RoundStatus
from fofal_server.agronomy.resources.harvest import HARVEST_ROUNDS
from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.watch import Severity

LATE = Opens(name=HARVEST_ROUNDS.name, filters=["days_late:gt:0"])


def _rounds_overdue(session: Session, actor: Actor) -> FigureValue:
    """Rounds still planned whose day is over."""
    due = HarvestRound.status == RoundStatus.PLANNED, HarvestRound.due_on < clock.today()
    count = session.scalar(scoped(actor, HarvestRound, func.count(HarvestRound.id)).where(*due)) or 0
    return FigureValue(count, at=clock.now(), level=Severity.WARNING if count else None, opens=LATE)


FIGURES = (Figure("agronomy.rounds-overdue", HARVEST_ROUNDS.permission("read"), _rounds_overdue),)
