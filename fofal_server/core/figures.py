"""The numbers and the series of all domains for one person: ``GET /figures``, ``GET /series``."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar

import structlog
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from fofal_server.contract.figures import Figures, FigureShown, Opens, PointShown, SeriesRead, SeriesShown
from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, FofalError
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.problems import field_problem
from fofal_server.core.registry import DOMAINS, RESOURCES
from fofal_server.core.series import Point, Series, SeriesValue
from fofal_server.core.texts import text

UNKNOWN, NOTHING = FigureValue(None), SeriesValue(())
log = structlog.get_logger("fofal.figures")

Declared = TypeVar("Declared", Figure, Series)


class CodesQuery(BaseModel):
    """``code``, repeated: only these; all that the person may see without it."""

    code: list[str] = Field([], max_length=100)


def seen_by(actor: Actor) -> Iterator[Figure]:
    """The numbers whose permissions the person holds."""
    for one in chain.from_iterable(domain.figures for domain in DOMAINS.values()):
        if actor.may(one.permission) and (not one.private or actor.may(one.private)):
            yield one


def series_seen_by(actor: Actor) -> Iterator[Series]:
    """The same of series."""
    for one in chain.from_iterable(domain.series for domain in DOMAINS.values()):
        if actor.may(one.permission):
            yield one


def told(call: Call, wanted: Iterable[Declared]) -> Iterator[tuple[Declared, Any, str | None]]:
    """Each with what was read of it, or with None and why: one that cannot be read must not hide the others.

    Reads have no transaction around them, so that a question that failed spoils none that comes after.
    """
    for one in wanted:
        found, problem = None, None
        try:
            found = one.read(call.session, call.actor)
        except (SQLAlchemyError, FofalError) as error:
            log.warning("figure.failed", figure=one.code, error=type(error).__name__)
            problem = _why(error, call.language)
        yield one, found, problem


def _why(error: Exception, language: str) -> str:
    """What a person can understand of it: a rule that lacks something says so, the rest is for the log."""
    if isinstance(error, FofalError) and error.key:
        return field_problem(FieldError("", error.key, "", error.values), language)["message"]
    return text("figure.too-long" if isinstance(error, OperationalError) else "figure.problem", language)


def _figures(call: Call) -> Answer:
    at, chosen = clock.now(), _chosen(call, seen_by(call.actor))
    return keepable(json_answer(Figures(at=at, items=[_figure(call, *one) for one in told(call, chosen)])))


def _series(call: Call) -> Answer:
    at, chosen = clock.now(), _chosen(call, series_seen_by(call.actor))
    return keepable(json_answer(SeriesRead(at=at, items=[_drawn(call, *one) for one in told(call, chosen)])))


def _chosen(call: Call, seen: Iterable[Declared]) -> list[Declared]:
    codes = set(call.query.code)
    return [one for one in seen if not codes or one.code in codes]


def _figure(call: Call, figure: Figure, value: FigureValue | None, problem: str | None) -> FigureShown:
    found = value or UNKNOWN
    return FigureShown(
        value=_number(found.value),
        level=found.level.value if found.level else None,
        problem=problem,
        **_beside(call, "figure", figure, found, empty=not problem and found.value is None),
    )


def _drawn(call: Call, series: Series, value: SeriesValue | None, problem: str | None) -> SeriesShown:
    found = value or NOTHING
    known = any(one.value is not None for one in found.points)
    return SeriesShown(
        by=series.by,
        usual=text(series.usual, call.language) if series.usual else None,
        points=[_point(call, one) for one in found.points] if known else [],
        problem=problem,
        **_beside(call, "series", series, found, empty=not problem and not known),
    )


def _point(call: Call, one: Point) -> PointShown:
    return PointShown(
        day=one.day,
        label=text(one.words, call.language) if one.words else one.name or None,
        value=_number(one.value),
        usual=_number(one.usual),
        level=one.level.value if one.level else None,
        opens=one.opens,
    )


def _beside(
    call: Call, kind: str, one: Figure | Series, found: FigureValue | SeriesValue, *, empty: bool
) -> dict[str, Any]:
    """What figures and series tell alike."""
    key = f"{kind}.{one.code}"
    return {
        "code": one.code,
        "label": text(key, call.language),
        "unit": found.unit,
        "at": found.at,
        "opens": found.opens,
        "hint": text(f"{key}.empty", call.language) if empty else None,
        "enters": _enters(call.actor, one.enters) if empty else None,
    }


def _enters(actor: Actor, door: Opens | None) -> Opens | None:
    """Nobody is led to a list that is closed to him; of pages the desktop knows who may see them."""
    if door is None or door.kind == "page":
        return door
    return door if actor.may(RESOURCES[door.name].permission("read")) else None


def _number(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value):f}"


OPERATIONS = (
    Operation(
        method="GET", path="/figures", name="read_figures", tag="system", work=_figures, query=CodesQuery,
        answer=Figures, refusals=(422,),
    ),
    Operation(
        method="GET", path="/series", name="read_series", tag="system", work=_series, query=CodesQuery,
        answer=SeriesRead, refusals=(422,),
    ),
)  # fmt: skip
