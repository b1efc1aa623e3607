"""Rules of a plot: its outline and area, its states, its evidence; and how other records find it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from fofal_server.agronomy import limits, neighbours
from fofal_server.agronomy.models import AreaSource, Crop, EudrState, Plot, PlotStatus
from fofal_server.agronomy.wording import day_text, number_text
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.maps import outline
from fofal_server.maps.outline import Outline

BEARING = (PlotStatus.ACTIVE, PlotStatus.HARVESTING)
"""States in which a plot may be harvested."""


def plot_of(session: Session, plot_id: UUID, *, lock: bool = False) -> Plot:
    """The plot that a record names; ``lock`` holds it so that a treatment and a harvest wait for each other."""
    query = scoped(SYSTEM, Plot).where(Plot.id == plot_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    plot: Plot | None = session.scalars(query).one_or_none()
    if plot is None:
        raise Refused("unknown_reference", field="plot_id")
    return plot


def crop_of(session: Session, crop_id: UUID) -> Crop:
    """The crop with this id; 422 at the field that named it where there is none."""
    crop = session.get(Crop, crop_id)
    if crop is None:
        raise Refused("unknown_reference", field="crop_id")
    return crop


def prepare(session: Session, _actor: Actor, plot: Plot, given: Mapping[str, Any]) -> None:
    """Measure the outline, settle the state, weigh the evidence."""
    if {"geometry", "declared_area_ha"} & given.keys():
        _measure(session, plot)
    elif given.get("archived") is False and plot.geometry is not None:
        neighbours.refuse_overlap(session, plot.id, outline.of(plot.geometry))
    if plot.net_area_ha is not None and plot.area_ha is not None and plot.net_area_ha > plot.area_ha:
        raise Refused("agronomy.net_area", field="net_area_ha", area=number_text(plot.area_ha))
    _settle_status(plot, given)
    _weigh_evidence(session, plot)


def _measure(session: Session, plot: Plot) -> None:
    drawn = outline.of(plot.geometry) if plot.geometry is not None else None
    if drawn is None:
        _place(plot, None)
    else:
        _check_point(session, plot, drawn)
        _place(plot, drawn)
    measured = drawn is not None and drawn.area_ha is not None
    plot.area_ha = drawn.area_ha if drawn is not None and measured else plot.declared_area_ha
    plot.area_source = None if plot.area_ha is None else AreaSource.MEASURED if measured else AreaSource.DECLARED
    _check_area(session, plot, "geometry" if measured else "declared_area_ha")
    if drawn is not None:
        neighbours.refuse_overlap(session, plot.id, drawn)


def _check_point(session: Session, plot: Plot, drawn: Outline) -> None:
    """A point is enough only for a small plot whose area is declared (EUDR: polygon above 4 ha)."""
    if drawn.area_ha is not None:
        return
    if plot.declared_area_ha is None:
        raise Refused("agronomy.declared_area_due", field="declared_area_ha")
    limit = limits.number(session, limits.POLYGON_FROM)
    if plot.declared_area_ha >= limit:
        raise Refused("agronomy.polygon_due", field="geometry", limit=number_text(limit))


def _place(plot: Plot, drawn: Outline | None) -> None:
    plot.geometry = drawn.geometry if drawn else None
    plot.perimeter_m = drawn.perimeter_m if drawn else None
    plot.west, plot.south, plot.east, plot.north = drawn.box if drawn else (None,) * 4
    plot.longitude, plot.latitude = drawn.inside if drawn else (None, None)


def _check_area(session: Session, plot: Plot, field: str) -> None:
    if plot.area_ha is None:
        return
    low, high = limits.number(session, limits.AREA_MIN), limits.number(session, limits.AREA_MAX)
    if not low <= plot.area_ha <= high:
        texts = {"area": number_text(plot.area_ha), "low": number_text(low), "high": number_text(high)}
        raise Refused("agronomy.area_range", field=field, **texts)


def _settle_status(plot: Plot, given: Mapping[str, Any]) -> None:
    """A new plot may say its state; later only the actions change it."""
    later = plot.planted_on if plot.planted_on is not None and plot.planted_on > clock.today() else None
    if not inspect(plot).persistent:
        plot.status = plot.status or (PlotStatus.IN_PREPARATION if later else PlotStatus.ACTIVE)
    elif "status" in given:
        (before,) = inspect(plot).attrs.status.history.deleted or (plot.status,)
        if plot.status not in {None, before}:
            raise Refused("agronomy.status_by_action", field="status")
        plot.status = before
    if later and plot.status in BEARING and "planted_on" in given:
        raise Refused("agronomy.not_planted_yet", field="planted_on", day=day_text(later))


def _weigh_evidence(session: Session, plot: Plot) -> None:
    """Regulation (EU) 2023/1115: a place, proof of it, and no forest cleared after the cut-off day."""
    for field in ("cleared_on", "evidence_on"):
        day = getattr(plot, field)
        if day is not None and day > clock.today():
            raise Refused("agronomy.future_day", field=field, day=day_text(day))
    if plot.cleared_on is not None and plot.cleared_on > limits.day(session, limits.EUDR_CUTOFF):
        plot.eudr_state = EudrState.EXCLUDED
    elif plot.geometry is not None and plot.evidence_on is not None and plot.evidence_reference:
        plot.eudr_state = EudrState.COMPLETE
    else:
        plot.eudr_state = EudrState.MISSING


def move_to(status: PlotStatus) -> Callable[[Session, Actor, Plot, Any], None]:
    """The step of a plot's life that ends in ``status``."""

    def run(_session: Session, _actor: Actor, plot: Plot, _body: Any) -> None:
        if status in BEARING and plot.planted_on is not None and plot.planted_on > clock.today():
            raise Refused("agronomy.not_planted_yet", day=day_text(plot.planted_on))
        plot.status = status

    return run
