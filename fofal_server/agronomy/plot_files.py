"""Plots out of a map file: told feature by feature what would become of each, then stored as a whole or not at all.

The rows go through the one import of the house (``core/transfer``), so the rules, the trail and the way back are those
of any other file.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.agronomy.models import Crop, Plot
from fofal_server.agronomy.plot_columns import Columns
from fofal_server.agronomy.resources.land import PLOTS
from fofal_server.agronomy.schemas.maps import Mistake, Outcome, PlotFileQuery, PlotFileReport, PlotOfFile
from fofal_server.contract.wire import ImportReport
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, Refused
from fofal_server.core.problems import field_problem
from fofal_server.core.transfer import importing
from fofal_server.core.transfer.references import found
from fofal_server.core.transfer.report import Coded
from fofal_server.core.transfer.table import Row, Table
from fofal_server.maps import outline
from fofal_server.maps.feature import Feature
from fofal_server.maps.formats import MapFile
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
    says: Mapping[str, Any] = field(default_factory=dict)
    mistakes: list[FieldError] = field(default_factory=list)
    same: bool = False


def run(
    session: Session, actor: Actor, file: MapFile, asked: PlotFileQuery, *, filename: str, language: str
) -> PlotFileReport:
    """Import a map file into the plots. 403 when it changes plots and the person may only create."""
    columns = Columns(PLOTS, actor, [one.properties for one in file.features])
    chosen = [one for one in file.features if not asked.only or one.number in asked.only]
    wanted = [_wanted(one, columns) for one in chosen]
    _meet(session, actor, wanted)
    rows = [_row(one, columns, asked) for one in wanted if not one.mistakes and not one.same]
    table = Table((*columns.names, "geometry"), 0, rows)
    spoilt = any(one.mistakes for one in wanted)
    report = importing.run(
        session, PLOTS, actor, table, filename=filename, language=language, dry_run=asked.dry_run or spoilt
    )
    return _told(file, columns, wanted, report, language)


def _wanted(one: Feature, columns: Columns) -> _Wanted:
    """What a feature says, its outline measured; its name is the code where no property is one."""
    says = columns.read(one.properties)
    wanted = _Wanted(one, str(says.get("code") or one.name), says=says)
    if not wanted.code:
        wanted.mistakes.append(FieldError("code", "agronomy.feature_without_code", "feature_without_code"))
    try:
        if one.flaw is not None:
            raise one.flaw
        wanted.drawn = outline.of(one.shape or {})
    except Refused as refusal:
        wanted.mistakes += refusal.errors
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
            one.plot, labels = meant[0]
            one.same = _says_nothing_new(one, one.plot, labels)


def _says_nothing_new(one: _Wanted, plot: Plot, labels: Mapping[str, str]) -> bool:
    """Whether outline and properties are those that the plot has; a new spelling of a reference counts as new."""
    if one.drawn is None or one.drawn.geometry != plot.geometry:
        return False
    said = {name: value for name, value in one.says.items() if value is not None and name != "code"}
    return all(str(value) in {Columns.text(plot, name), labels.get(name)} for name, value in said.items())


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
    file: MapFile, columns: Columns, wanted: list[_Wanted], report: ImportReport, language: str
) -> PlotFileReport:
    plots = [_plot(one, report, language) for one in wanted]
    counted = Counter(plot.outcome for plot in plots)
    return PlotFileReport(
        format=file.format,
        plots=plots,
        new=counted[Outcome.NEW],
        changed=counted[Outcome.CHANGED],
        same=counted[Outcome.SAME],
        refused=counted[Outcome.REFUSED] + counted[Outcome.OVERLAP],
        ignored=columns.ignored,
        stored=report.import_id is not None,
        import_id=report.import_id,
    )


def _plot(one: _Wanted, report: ImportReport, language: str) -> PlotOfFile:
    own = [field_problem(error, language) for error in one.mistakes]
    mistakes = [Mistake(field=told["field"] or None, message=told["message"], code=told["code"]) for told in own]
    mistakes += [
        Mistake(field=told.field, message=told.message, code=told.code)
        for told in report.errors
        if isinstance(told, Coded) and told.row == one.feature.number
    ]
    return PlotOfFile(
        number=one.feature.number,
        name=one.feature.name,
        code=one.plot.code if one.plot else one.code or None,
        plot_id=one.plot.id if one.plot else None,
        outcome=_outcome(one, mistakes),
        area_ha=one.drawn.area_ha if one.drawn else None,
        area_before_ha=one.plot.area_ha if one.plot else None,
        geometry=one.drawn.geometry if one.drawn else None,
        mistakes=mistakes,
    )


def _outcome(one: _Wanted, mistakes: list[Mistake]) -> Outcome:
    if mistakes:
        return Outcome.OVERLAP if any(told.code in _OVERLAPS for told in mistakes) else Outcome.REFUSED
    if one.same:
        return Outcome.SAME
    return Outcome.NEW if one.plot is None else Outcome.CHANGED
