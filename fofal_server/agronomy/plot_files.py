"""Plots out of a map file: told feature by feature what would become of each, then stored as a whole or not at all.

The rows go through the one import of the house (``core/transfer``), so the rules, the trail and the way back are those
of any other file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.agronomy import limits
from fofal_server.agronomy.farm_limits import Farms
from fofal_server.agronomy.models import Crop, Plot
from fofal_server.agronomy.plot_columns import Columns
from fofal_server.agronomy.resources.land import PLOTS
from fofal_server.agronomy.schemas.maps import Mistake, Outcome, PlotFileQuery, PlotFileReport, PlotOfFile
from fofal_server.agronomy.wording import number_text
from fofal_server.contract.wire import ImportReport
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, Refused
from fofal_server.core.problems import field_problem
from fofal_server.core.transfer import importing
from fofal_server.core.transfer.references import found
from fofal_server.core.transfer.report import Coded
from fofal_server.core.transfer.table import Row, Table
from fofal_server.maps import outline, thinning
from fofal_server.maps.feature import Feature, Shape
from fofal_server.maps.formats import MapFile, MapFormat
from fofal_server.maps.outline import Outline
from fofal_server.settings.models import Site

_OVERLAPS = frozenset({"geometry_overlap", "geometry_duplicate"})


@dataclass
class _Wanted:
    """A feature on its way: the plot that it means, if there is one already, and what is wrong so far."""

    feature: Feature
    code: str
    drawn: Outline | None = None
    plot: Plot | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, Any] = field(default_factory=dict)
    mistakes: list[FieldError] = field(default_factory=list)
    corners_given: int | None = None
    same: bool = False


@dataclass(frozen=True)
class _Rules:
    """How a file is looked at: areas in hectares that are usual, how many corners a walk keeps, and how near.

    ``beyond_percent`` of a plot may lie beyond the outline of its site.
    """

    usual: tuple[Decimal, Decimal]
    most_corners: Decimal | None
    tolerance_m: Decimal
    farms: Farms
    beyond_percent: Decimal


def run(
    session: Session, actor: Actor, file: MapFile, asked: PlotFileQuery, *, filename: str, language: str
) -> PlotFileReport:
    """Import a map file into the plots. 403 when it changes plots and the person may only create."""
    columns = Columns(PLOTS, actor, [one.properties for one in file.features])
    chosen = [one for one in file.features if not asked.only or one.number in asked.only]
    rules = _rules(session, file, asked)
    wanted = [_wanted(one, columns) for one in chosen]
    _meet(session, actor, wanted)
    for one in wanted:
        _draw(one, rules)
    rows = [_row(one, columns, asked) for one in wanted if not one.mistakes and not one.same]
    table = Table((*columns.names, "geometry"), 0, rows)
    spoilt = any(one.mistakes for one in wanted)
    report = importing.run(
        session, PLOTS, actor, table, filename=filename, language=language, dry_run=asked.dry_run or spoilt
    )
    plots = [_plot(one, report, rules, asked, language) for one in wanted]
    return _told(file, columns, plots, report, rules)


def _rules(session: Session, file: MapFile, asked: PlotFileQuery) -> _Rules:
    """Walks of receivers alone are thinned out: other outlines were drawn corner by corner."""
    thins = file.format is MapFormat.GPX and not asked.keep_corners
    return _Rules(
        (limits.number(session, limits.USUAL_MIN), limits.number(session, limits.USUAL_MAX)),
        limits.number(session, limits.TRACK_CORNERS) if thins else None,
        limits.number(session, limits.TRACK_TOLERANCE),
        Farms(session),
        limits.number(session, limits.OVERLAP_MAX),
    )


def _wanted(one: Feature, columns: Columns) -> _Wanted:
    """What a feature says; its name is the code where no property is one."""
    says = columns.read(one.properties)
    wanted = _Wanted(one, str(says.get("code") or one.name), says=says)
    if not wanted.code:
        wanted.mistakes.append(FieldError("code", "agronomy.feature_without_code", "feature_without_code"))
    return wanted


def _meet(session: Session, actor: Actor, wanted: list[_Wanted]) -> None:
    """Find the plots that features mean, by code or by name, whatever the case; three queries for all."""
    keys = found(session, actor, PLOTS.name, {one.code for one in wanted if one.code})
    named = {key for several in keys.values() for key in several}
    query = scoped(actor, Plot, Plot, Site.code, Crop.code).join(Site, Site.id == Plot.site_id)
    rows = session.execute(query.join(Crop, Crop.id == Plot.crop_id).where(Plot.id.in_(named)))
    known = {plot.id: (plot, {"site_id": site, "crop_id": crop}) for plot, site, crop in rows}
    for one in wanted:
        meant = [known[key] for key in keys.get(one.code, ()) if key in known]
        if len(meant) > 1:
            told = {"value": one.code[:80]}
            one.mistakes.append(FieldError("code", "transfer.ambiguous_reference", "ambiguous", told))
        elif meant:
            one.plot, one.labels = meant[0]


def _draw(one: _Wanted, rules: _Rules) -> None:
    """Measure the outline, or note why there is none."""
    try:
        if one.feature.flaw is not None:
            raise one.feature.flaw
        one.drawn = outline.of(_fewer(one, rules))
    except Refused as refusal:
        one.mistakes += refusal.errors
    one.same = one.plot is not None and not one.mistakes and _says_nothing_new(one, one.plot)


def _fewer(one: _Wanted, rules: _Rules) -> Shape:
    """The shape with fewer corners where it is a long walk, unless it is the plot's own that comes back."""
    shape = one.feature.shape or {}
    if rules.most_corners is None or not thinning.is_area(shape) or thinning.corners(shape) <= rules.most_corners:
        return shape
    known = one.plot.geometry if one.plot is not None else None
    if known is not None and thinning.is_area(known) and thinning.corners(known) == thinning.corners(shape):
        return shape
    one.corners_given = thinning.corners(shape)
    return thinning.thinned(shape, float(rules.tolerance_m))


def _says_nothing_new(one: _Wanted, plot: Plot) -> bool:
    """Whether outline and properties are those that the plot has; a new spelling of a reference counts as new."""
    if one.drawn is None or one.drawn.geometry != plot.geometry:
        return False
    said = {name: value for name, value in one.says.items() if value is not None and name != "code"}
    return all(str(value) in {Columns.text(plot, name), one.labels.get(name)} for name, value in said.items())


def _row(one: _Wanted, columns: Columns, asked: PlotFileQuery) -> Row:
    """The row of a plot: what the file leaves open stays as it is, or is what was asked for new plots."""
    start = _start(one, columns, asked)
    cells = [start.get(name) if columns.is_silent(one.says, name) else one.says[name] for name in columns.names]
    if one.plot is not None:
        cells[columns.names.index("code")] = one.plot.code
    return Row(one.feature.number, (*cells, one.drawn.geometry if one.drawn is not None else None))


def _start(one: _Wanted, columns: Columns, asked: PlotFileQuery) -> Mapping[str, Any]:
    if one.plot is not None:
        return {name: Columns.text(one.plot, name) for name in columns.names}
    first = {"site_id": asked.site_id, "crop_id": asked.crop_id}
    named = {"code": one.code, "name": one.feature.name or one.code}
    return named | {name: str(key) for name, key in first.items() if key is not None}


def _told(
    file: MapFile, columns: Columns, plots: list[PlotOfFile], report: ImportReport, rules: _Rules
) -> PlotFileReport:
    counted = Counter(plot.outcome for plot in plots)
    return PlotFileReport(
        format=file.format,
        plots=plots,
        new=counted[Outcome.NEW],
        changed=counted[Outcome.CHANGED],
        same=counted[Outcome.SAME],
        refused=counted[Outcome.REFUSED] + counted[Outcome.OVERLAP],
        ignored=columns.ignored,
        tolerance_m=rules.tolerance_m if any(one.corners_given for one in plots) else None,
        stored=report.import_id is not None,
        import_id=report.import_id,
    )


def _plot(one: _Wanted, report: ImportReport, rules: _Rules, asked: PlotFileQuery, language: str) -> PlotOfFile:
    mistakes = _in_words(one.mistakes, language)
    mistakes += [
        Mistake(field=told.field, message=told.message, code=told.code)
        for told in report.errors
        if isinstance(told, Coded) and told.row == one.feature.number
    ]
    corners = thinning.corners(one.drawn.geometry) if one.drawn and thinning.is_area(one.drawn.geometry) else None
    return PlotOfFile(
        number=one.feature.number,
        name=one.feature.name,
        code=one.plot.code if one.plot else one.code or None,
        plot_id=one.plot.id if one.plot else None,
        outcome=_outcome(one, mistakes),
        area_ha=one.drawn.area_ha if one.drawn else None,
        area_before_ha=one.plot.area_ha if one.plot else None,
        geometry=one.drawn.geometry if one.drawn else None,
        corners=corners,
        corners_given=one.corners_given if one.corners_given != corners else None,
        mistakes=mistakes,
        warnings=_in_words(_doubts(one, rules, asked), language),
    )


def _in_words(errors: Sequence[FieldError], language: str) -> list[Mistake]:
    told = (field_problem(error, language) for error in errors)
    return [Mistake(field=one["field"] or None, message=one["message"], code=one["code"]) for one in told]


def _doubts(one: _Wanted, rules: _Rules, asked: PlotFileQuery) -> list[FieldError]:
    """What is worth a look, and stands against nothing."""
    drawn = one.drawn
    if drawn is None or one.same:
        return []
    doubts: list[FieldError] = []
    low, high = rules.usual
    if drawn.area_ha is not None and not low <= drawn.area_ha <= high:
        told = {"area": number_text(drawn.area_ha), "low": number_text(low), "high": number_text(high)}
        doubts.append(FieldError("geometry", "agronomy.area_unusual", "area_unusual", told))
    farm = rules.farms.of(one.says.get("site_id"), one.plot.site_id if one.plot else asked.site_id)
    beyond = farm.outside_percent(drawn) if farm is not None else Decimal(0)
    if farm is not None and beyond > rules.beyond_percent:
        told = {"percent": number_text(round(beyond, 1)), "site": farm.code}
        doubts.append(FieldError("geometry", "agronomy.outside_farm", "outside_farm", told))
    return doubts


def _outcome(one: _Wanted, mistakes: list[Mistake]) -> Outcome:
    if mistakes:
        return Outcome.OVERLAP if any(told.code in _OVERLAPS for told in mistakes) else Outcome.REFUSED
    if one.same:
        return Outcome.SAME
    return Outcome.NEW if one.plot is None else Outcome.CHANGED
