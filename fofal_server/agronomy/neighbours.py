"""A new outline must not lie on a plot that is already there."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric, bindparam, text
from sqlalchemy.orm import Session

from fofal_server.agronomy import limits
from fofal_server.agronomy.models.plots import BOX, Plot
from fofal_server.agronomy.wording import number_text
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.core.resource import Coming
from fofal_server.maps import outline
from fofal_server.maps.outline import Outline

LOCK = 0x504C4F54
"""Key of the advisory lock (the word PLOT) under which outlines are written: two drawn at once must see each other."""

_COMING = "agronomy.coming"


@dataclass(frozen=True)
class _Coming:
    """Plots whose outline changes or goes together with others; those that keep none have no shape."""

    plots: frozenset[UUID]
    shapes: Sequence[tuple[UUID, str, Any]]

    def near(self, plot_id: UUID, mine: Any) -> list[tuple[str, Any]]:
        found = (self.shapes[place] for place in self._tree.query(mine))
        return [(code, theirs) for key, code, theirs in found if key != plot_id]

    @cached_property
    def _tree(self) -> Any:
        from shapely import STRtree

        return STRtree([shape for _, _, shape in self.shapes])


_NONE = _Coming(frozenset(), ())


@contextmanager
def foreseen(session: Session, coming: Coming) -> Iterator[None]:
    """While a file is stored or taken back, each of its plots counts where it will lie: two may exchange outlines."""
    changed = {key: values for key, values in coming.items() if values is None or "geometry" in values}
    query = scoped(SYSTEM, Plot, Plot.id, Plot.code).where(Plot.id.in_(list(changed)), Plot.archived.is_(False))
    known = [(key, code, changed[key]) for key, code in session.execute(query)]
    drawn = [(key, code, _shape(values["geometry"])) for key, code, values in known if values is not None]
    shapes = [(key, code, shape) for key, code, shape in drawn if shape is not None]
    session.info[_COMING] = _Coming(frozenset(key for key, _, _ in known), shapes)
    try:
        yield
    finally:
        del session.info[_COMING]


def _shape(geometry: Any) -> Any:
    """None where there is no sound outline: the refusal is told with the plot itself."""
    try:
        return outline.shape_of(outline.of(geometry).geometry) if geometry is not None else None
    except Refused:
        return None


def refuse_overlap(session: Session, plot_id: UUID, drawn: Outline) -> None:
    """Refuse an outline that repeats another plot's, or covers more of it than the tolerance allows."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    tolerance = limits.number(session, limits.OVERLAP_MAX)
    mine = outline.shape_of(drawn.geometry)
    coming: _Coming = session.info.get(_COMING, _NONE)
    near = _near(session, coming.plots | {plot_id}, drawn) + coming.near(plot_id, mine)
    for code, theirs in sorted(near, key=itemgetter(0)):
        if mine.equals(theirs):
            raise Refused("agronomy.geometry_duplicate", field="geometry", plot=code)
        share = _shared_percent(mine, theirs)
        if share > tolerance:
            raise Refused(
                "agronomy.geometry_overlap", field="geometry",
                plot=code, percent=number_text(round(share, 1)), limit=number_text(tolerance),
            )  # fmt: skip


def _near(session: Session, without: Collection[UUID], drawn: Outline) -> list[tuple[str, Any]]:
    """Plots whose box touches this one's; the index on boxes keeps this small however many plots there are."""
    corners = zip(("w", "s", "e", "n"), drawn.box, strict=True)
    touching = text(f"{BOX} && box(point(:w, :s), point(:e, :n))").bindparams(
        *(bindparam(name, value, type_=Numeric()) for name, value in corners)
    )
    query = scoped(SYSTEM, Plot, Plot.id, Plot.code, Plot.geometry).where(
        Plot.archived.is_(False), Plot.geometry.is_not(None), touching
    )
    return [(code, outline.shape_of(geometry)) for key, code, geometry in session.execute(query) if key not in without]


def _shared_percent(mine: Any, theirs: Any) -> Decimal:
    """Percentage of the smaller plot that both cover; a point lies in a plot wholly or not at all.

    A ratio of areas in square degrees is that of square metres within a millionth at the size of a plot.
    """
    smaller = min(mine.area, theirs.area)
    if smaller == 0:
        return Decimal(100 if mine.intersects(theirs) else 0)
    return Decimal(mine.intersection(theirs).area / smaller * 100)
