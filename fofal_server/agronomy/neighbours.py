"""A new outline must not lie on a plot that is already there."""

from decimal import Decimal
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
from fofal_server.maps import outline
from fofal_server.maps.outline import Outline

LOCK = 0x504C4F54
"""Key of the advisory lock (the word PLOT) under which outlines are written: two drawn at once must see each other."""


def refuse_overlap(session: Session, plot_id: UUID, drawn: Outline) -> None:
    """Refuse an outline that repeats another plot's, or covers more of it than the tolerance allows."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    tolerance = limits.number(session, limits.OVERLAP_MAX)
    mine = outline.shape_of(drawn.geometry)
    for code, geometry in _near(session, plot_id, drawn):
        theirs = outline.shape_of(geometry)
        if mine.equals(theirs):
            raise Refused("agronomy.geometry_duplicate", field="geometry", plot=code)
        share = _shared_percent(mine, theirs)
        if share > tolerance:
            raise Refused(
                "agronomy.geometry_overlap", field="geometry",
                plot=code, percent=number_text(round(share, 1)), limit=number_text(tolerance),
            )  # fmt: skip


def _near(session: Session, plot_id: UUID, drawn: Outline) -> list[tuple[str, dict[str, Any]]]:
    """Plots whose box touches this one's; the index on boxes keeps this small however many plots there are."""
    corners = zip(("w", "s", "e", "n"), drawn.box, strict=True)
    touching = text(f"{BOX} && box(point(:w, :s), point(:e, :n))").bindparams(
        *(bindparam(name, value, type_=Numeric()) for name, value in corners)
    )
    query = scoped(SYSTEM, Plot, Plot.code, Plot.geometry).where(
        Plot.id != plot_id, Plot.archived.is_(False), Plot.geometry.is_not(None), touching
    )
    return [(code, geometry) for code, geometry in session.execute(query.order_by(Plot.code))]


def _shared_percent(mine: Any, theirs: Any) -> Decimal:
    """Percentage of the smaller plot that both cover; a point lies in a plot wholly or not at all.

    A ratio of areas in square degrees is that of square metres within a millionth at the size of a plot.
    """
    smaller = min(mine.area, theirs.area)
    if smaller == 0:
        return Decimal(100 if mine.intersects(theirs) else 0)
    return Decimal(mine.intersection(theirs).area / smaller * 100)
