"""The invented season loads under the rules of a real one, and the file of plots is what it says."""

import itertools
import json
import runpy
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func
from sqlalchemy.orm import Session

from fofal_server.agronomy import demo
from fofal_server.agronomy.models import Crop, FieldOperation, Harvest, HarvestRound, HarvestStatus, Plot
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Unit
from fofal_server.hr import demo as staff
from fofal_server.inventory import demo as stock
from fofal_server.inventory.models import StockBalance
from fofal_server.maps import outline
from fofal_server.settings import demo as site
from tests.support.databases import Database

FILES = Path(__file__).resolve().parents[3] / "resources" / "demo"


@pytest.fixture(scope="module")
def season(database: Database) -> Iterator[Session]:
    """Loaded once, for tests that only read; never committed."""
    engine = create_engine(database.app)
    with Unit(engine, autoflush=False, expire_on_commit=False) as session:
        for load in (site.load, staff.load, stock.load, demo.load):
            load(session)
        session.flush()
        yield session
    engine.dispose()


def rows(session: Session, model: Any) -> list[Any]:
    return list(session.scalars(scoped(SYSTEM, model)))


def test_demo_is_marked_and_whole(season: Session) -> None:
    for model in (Plot, Crop):
        assert rows(season, model), model
        assert all("(démo)" in one.name for one in rows(season, model))
    states = {one.status for one in rows(season, Harvest)}
    assert states == {HarvestStatus.DRAFT, HarvestStatus.CONFIRMED}
    assert {one.status.value for one in rows(season, FieldOperation)} == {"draft", "confirmed"}
    assert len(rows(season, HarvestRound)) > 10


def test_every_confirmed_kilogram_lies_in_stock(season: Session) -> None:
    confirmed = [one for one in rows(season, Harvest) if one.status is HarvestStatus.CONFIRMED]
    in_lots = scoped(SYSTEM, StockBalance, func.sum(StockBalance.quantity)).where(
        StockBalance.lot_id.in_([one.lot_id for one in confirmed])
    )
    assert season.scalars(in_lots).one() == sum((one.total_weight_kg for one in confirmed), Decimal(0))


def test_a_warning_shows_what_it_looks_like(season: Session) -> None:
    assert any(one.unripe_warnings for one in rows(season, Harvest))


@pytest.fixture(scope="module")
def features() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FILES / "parcelles_demo.geojson").read_text(encoding="utf-8"))["features"]
    return found


def test_file_is_what_the_script_draws() -> None:
    drawn = runpy.run_path(str(FILES / "make_plots.py"))["text"]()
    assert (FILES / "parcelles_demo.geojson").read_text(encoding="utf-8") == drawn


def test_file_has_28_invented_plots_of_70_and_10_hectares(features: list[dict[str, Any]]) -> None:
    areas: dict[str, list[Decimal]] = defaultdict(list)
    for feature in features:
        area = outline.of(feature["geometry"]).area_ha
        assert area is not None
        areas[feature["properties"]["crop"]].append(area)
    assert {crop: len(found) for crop, found in areas.items()} == {"PALMIER": 25, "PAPAYER": 3}
    assert abs(sum(areas["PALMIER"]) - 70) < Decimal("0.5")
    assert abs(sum(areas["PAPAYER"]) - 10) < Decimal("0.2")
    assert all("(démo)" in feature["properties"]["name"] for feature in features)
    assert len({feature["properties"]["code"] for feature in features}) == 28


def test_plots_of_the_file_and_of_the_demo_never_overlap(features: list[dict[str, Any]], season: Session) -> None:
    shapes = [outline.shape_of(one) for one in (feature["geometry"] for feature in features)]
    shapes += [outline.shape_of(plot.geometry) for plot in rows(season, Plot)]
    assert all(one.intersection(other).area == 0 for one, other in itertools.combinations(shapes, 2))


def test_coordinates_have_seven_decimals(features: list[dict[str, Any]]) -> None:
    numbers = [n for one in features for ring in one["geometry"]["coordinates"] for position in ring for n in position]
    assert all(round(number, 7) == number for number in numbers)
