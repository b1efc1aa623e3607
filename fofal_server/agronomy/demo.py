"""An invented season for a demo database: crops, six plots, work and harvests; every name says so.

Needs the demo's site, staff and stock; the plots lie east of those of ``resources/demo/parcelles_demo.geojson``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy import rounds
from fofal_server.agronomy.models import Crop, Harvest, Plot
from fofal_server.agronomy.resources.harvest import BUNCH_WEIGHTS, HARVESTS, QUALITY_CHECKS
from fofal_server.agronomy.resources.land import CROPS, CYCLES, PLOTS
from fofal_server.agronomy.resources.work import FIELD_OPERATIONS, OBSERVATIONS
from fofal_server.agronomy.schemas.harvests import RoundsWanted
from fofal_server.core import clock, crud
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.models import Record
from fofal_server.core.resource import Resource
from fofal_server.hr.models import Employee, Team
from fofal_server.inventory.models import Item, Warehouse
from fofal_server.settings.models import Site

PALM, PAPAYA = "PALMIER", "PAPAYER"


class _Field(NamedTuple):
    """An invented plot: a rectangle whose south-west corner and sides are in units of 0.0001°."""

    code: str
    crop: str
    team: str
    planted_on: str
    plants: int
    corner: tuple[int, int]
    sides: tuple[int, int]


_FIELDS = (
    _Field("D01", PALM, "EQUIPE-A", "2009-05-20", 505, (0, 0), (18, 16)),
    _Field("D02", PALM, "EQUIPE-A", "2011-06-10", 505, (19, 0), (18, 16)),
    _Field("D03", PALM, "EQUIPE-B", "2014-04-28", 570, (0, 17), (18, 18)),
    _Field("D04", PALM, "EQUIPE-B", "2018-05-15", 565, (19, 17), (18, 18)),
    _Field("D05", PAPAYA, "EQUIPE-C", "2025-03-17", 5300, (0, 36), (18, 15)),
    _Field("D06", PALM, "EQUIPE-D", "", 0, (19, 36), (18, 15)),
)
_SOUTH_WEST = (9_740_037, 4_060_058)
"""In millionths of a degree, the least that a survey for the European Union has."""
_BUNCH_KG = {"D01": "17.2", "D02": "15.8", "D03": "12.4", "D04": "8.1"}


class _Book:
    """Ids of the demo's records by their codes."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of(self, model: Any, code: str) -> UUID:
        found: UUID = self.session.scalars(scoped(SYSTEM, model, model.id).where(model.code == code)).one()
        return found

    def add(self, resource: Resource, values: Mapping[str, Any]) -> Any:
        """A record under the rules that typed ones obey."""
        return crud.create(self.session, resource, SYSTEM, resource.create.model_validate(dict(values)))

    def act(self, resource: Resource, record: Record, name: str) -> None:
        action = next(one for one in resource.actions if one.name == name)
        crud.act(self.session, resource, SYSTEM, record.id, action, None, record.version)


def load(session: Session) -> None:
    """Add the demo's season, counted back from today."""
    book = _Book(session)
    plots = _plots(book)
    _seasons(book, plots)
    _work(book, plots)
    harvests = [_harvest(book, plots[code], back) for code in _BUNCH_KG for back in (31, 21, 11, 1)]
    papayas = [_papayas(book, plots["D05"], back) for back in (22, 15, 1)]
    for harvest in (*harvests[:-1], *papayas[:-1]):
        book.act(HARVESTS, harvest, "confirm")
    _look(book, plots, harvests[0])
    today = clock.today()
    rounds.plan(session, SYSTEM, RoundsWanted(from_on=today, to_on=today + dt.timedelta(days=30)))


def _day(back: int) -> dt.date:
    return clock.today() - dt.timedelta(days=back)


def _plots(book: _Book) -> dict[str, Plot]:
    palm = {"density_per_ha": 143, "harvest_interval_days": 10, "first_harvest_months": 30}
    papaya = {"density_per_ha": 1600, "harvest_interval_days": 7, "first_harvest_months": 9, "in_bunches": False}
    for code, name, item, more in (
        (
            PALM,
            "Palmier à huile (démo)",
            "REGIME",
            {**palm, "variety": "Tenera", "scientific_name": "Elaeis guineensis"},
        ),
        (PAPAYA, "Papayer (démo)", "PAPAYE", {**papaya, "variety": "Solo", "scientific_name": "Carica papaya"}),
    ):
        book.add(CROPS, {"code": code, "name": name, "item_id": book.of(Item, item), **more})
    return {field.code: _plot(book, field) for field in _FIELDS}


def _plot(book: _Book, field: _Field) -> Plot:
    values: dict[str, Any] = {
        "code": field.code,
        "name": f"Bloc {field.code} (démo)",
        "site_id": book.of(Site, "DEMO"),
        "crop_id": book.of(Crop, field.crop),
        "team_id": book.of(Team, field.team),
        "geometry": {"type": "Polygon", "coordinates": [_ring(field)]},
        "note": "Parcelle inventée pour la démonstration.",
    }
    if field.planted_on:
        values |= {"planted_on": field.planted_on, "plant_count": field.plants}
    else:
        values |= {"status": "in_preparation"}
    plot: Plot = book.add(PLOTS, values)
    return plot


def _ring(field: _Field) -> list[list[float]]:
    (x, y), (width, depth) = field.corner, field.sides
    steps = ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0))
    west, south = _SOUTH_WEST
    return [[(west + 100 * (x + dx)) / 1_000_000, (south + 100 * (y + dy)) / 1_000_000] for dx, dy in steps]


def _seasons(book: _Book, plots: Mapping[str, Plot]) -> None:
    year = clock.today().year
    for code, plot in plots.items():
        if plot.planted_on is not None:
            season = {"code": f"{code}-{year}", "plot_id": plot.id, "crop_id": plot.crop_id, "stage": "harvest"}
            aim = "12000" if code in _BUNCH_KG else "30000"
            book.add(CYCLES, {**season, "started_on": dt.date(year - 1, 12, 1), "target_yield_kg_ha": aim})
    for code, kilograms in _BUNCH_KG.items():
        for back in (0, 31):
            sample = {"plot_id": plots[code].id, "month": _day(back).replace(day=1), "sample_bunches": 10}
            if back == 0 or sample["month"] != _day(0).replace(day=1):
                book.add(BUNCH_WEIGHTS, {**sample, "sample_kg": f"{kilograms.replace('.', '')}"})


def _work(book: _Book, plots: Mapping[str, Plot]) -> None:
    workers = {code: book.of(Employee, code) for code in ("DEMO02", "DEMO03", "DEMO12", "DEMO22")}
    fertiliser = {"item_id": book.of(Item, "NPK"), "quantity": "700", "pre_harvest_days": 0}
    spray = {"item_id": book.of(Item, "INSECTICIDE"), "quantity": "1.5", "dose_per_ha": "0.5", "target": "Cochenilles"}
    sheets: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("D01", 40, {"kind": "fertilisation", "warehouse_id": book.of(Warehouse, "MAGASIN"), "inputs": [fertiliser]}),
        ("D05", 12, {
            "kind": "treatment", "warehouse_id": book.of(Warehouse, "PHYTO"), "inputs": [spray],
            "operator_id": workers["DEMO22"], "protective_equipment": True, "reason": "Cochenilles sur jeunes fruits",
        }),
        ("D02", 6, {"kind": "weeding", "labour": [
            {"employee_id": workers["DEMO02"], "hours": "8"}, {"employee_id": workers["DEMO03"], "hours": "7.5"},
        ]}),
        ("D03", -4, {"kind": "pruning", "labour": [{"employee_id": workers["DEMO12"], "hours": "8"}]}),
    )  # fmt: skip
    for code, back, values in sheets:
        work = book.add(FIELD_OPERATIONS, {"plot_id": plots[code].id, "done_on": _day(back), **values})
        if back > 0:
            book.act(FIELD_OPERATIONS, work, "confirm")


def _gang(book: _Book, plot: Plot) -> list[UUID]:
    query = scoped(SYSTEM, Employee, Employee.id).where(Employee.team_id == plot.team_id).order_by(Employee.code)
    return list(book.session.scalars(query.limit(4)))


def _harvest(book: _Book, plot: Plot, back: int) -> Harvest:
    lines = [
        {
            "employee_id": worker,
            "bunches_ripe": 22 + 3 * place + back % 5,
            "bunches_underripe": place % 2,
            "bunches_unripe": 3 if (place, back) == (3, 11) else 0,
            "bunches_empty": place % 2,
            "loose_fruit_kg": f"{4 + place}.5",
        }
        for place, worker in enumerate(_gang(book, plot))
    ]
    harvest: Harvest = book.add(HARVESTS, _sheet(book, plot, back, "QUAI", lines))
    return harvest


def _papayas(book: _Book, plot: Plot, back: int) -> Harvest:
    lines = [
        {"employee_id": worker, "weight_kg": f"{140 + 12 * place}.5"} for place, worker in enumerate(_gang(book, plot))
    ]
    harvest: Harvest = book.add(HARVESTS, _sheet(book, plot, back, "FROID", lines))
    return harvest


def _sheet(book: _Book, plot: Plot, back: int, warehouse: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    store = book.of(Warehouse, warehouse)
    return {"plot_id": plot.id, "harvested_on": _day(back), "warehouse_id": store, "weather": "dry", "lines": lines}


def _look(book: _Book, plots: Mapping[str, Plot], harvest: Harvest) -> None:
    """What was seen on the plots, and one lot that was checked."""
    seen = {"plot_id": plots["D02"].id, "observed_at": clock.now() - dt.timedelta(days=3), "kind": "pest"}
    pest = {"organism": "Coelaenomenodera (mineuse des feuilles)", "severity": "low"}
    book.add(OBSERVATIONS, {**seen, **pest, "sample_count": 48, "affected_count": 5})
    verdict = {"grade": "a", "conform": True, "checked_at": clock.now() - dt.timedelta(hours=2)}
    criteria = [{"criterion": "unripe", "value": "1.5", "limit_value": "5", "unit": "%"}]
    book.add(QUALITY_CHECKS, {**verdict, "harvest_id": harvest.id, "criteria": criteria})
