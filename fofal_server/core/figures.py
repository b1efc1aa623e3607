"""The numbers of all domains for one person: ``GET /figures``."""

from collections.abc import Iterator
from decimal import Decimal

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Figures, FigureShown
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FofalError
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.registry import DOMAINS
from fofal_server.core.texts import text

UNKNOWN = FigureValue(None)
log = structlog.get_logger("fofal.figures")


def seen_by(actor: Actor) -> Iterator[Figure]:
    """The numbers whose permission the person holds."""
    for domain in DOMAINS.values():
        yield from (one for one in domain.figures if actor.may(one.permission))


def _shown(session: Session, actor: Actor, language: str, figure: Figure) -> FigureShown:
    found = _value(session, actor, figure)
    return FigureShown(
        code=figure.code,
        label=text(f"figure.{figure.code}", language),
        value=None if found.value is None else f"{Decimal(found.value):f}",
        unit=found.unit,
        at=found.at,
        level=found.level.value if found.level else None,
        opens=found.opens,
    )


def _value(session: Session, actor: Actor, figure: Figure) -> FigureValue:
    """One that cannot be read must not hide the others: it is unknown, and the log says why."""
    try:
        return figure.read(session, actor)
    except (SQLAlchemyError, FofalError) as error:
        log.warning("figure.failed", figure=figure.code, error=type(error).__name__)
        return UNKNOWN


def _read(call: Call) -> Answer:
    items = [_shown(call.session, call.actor, call.language, one) for one in seen_by(call.actor)]
    return json_answer(Figures(items=items))


OPERATIONS = (
    Operation(method="GET", path="/figures", name="read_figures", tag="system", work=_read, answer=Figures),
)  # fmt: skip
