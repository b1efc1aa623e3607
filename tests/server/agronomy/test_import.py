"""The map of the demo comes in as a file: rehearsed, stored as a whole, measured by the server."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.server.agronomy.farm import CROPS, PLOTS
from tests.support.api import Api

MAP = Path(__file__).resolve().parents[3] / "resources" / "demo" / "parcelles_demo.geojson"
PATH = "/agronomy/plots/import"


@pytest.fixture
def ready(api: Api) -> Api:
    """The site and the crops that the map names."""
    if not api.items("settings.sites", "code:eq:DEMO"):
        api.create("settings.sites", code="DEMO", name="Site (démo)")
        for crop in ("PALMIER", "PAPAYER"):
            api.create(CROPS, code=crop, name=f"{crop} (démo)")
    return api


def send(api: Api, content: bytes, *, dry_run: bool) -> Any:
    files = {"file": ("parcelles.geojson", content, "application/geo+json")}
    return api.post(PATH, files=files, params={"dry_run": str(dry_run).lower()})


def test_28_plots_come_in_with_their_areas(ready: Api) -> None:
    rehearsed = send(ready, MAP.read_bytes(), dry_run=True)
    assert rehearsed.status_code == 200, rehearsed.text
    assert (rehearsed.json()["rows"], rehearsed.json()["errors"]) == (28, [])
    assert ready.items(PLOTS, "name:contains:(démo)") == []
    stored = send(ready, MAP.read_bytes(), dry_run=False).json()
    assert (stored["created"], stored["errors"]) == (28, [])
    plots = ready.items(PLOTS, "name:contains:(démo)", limit=100)
    whole = sum(Decimal(plot["area_ha"]) for plot in plots)
    assert abs(whole - 80) < Decimal("0.5")
    assert {plot["status"] for plot in plots} == {"active"}
    undone = ready.post(f"/imports/{stored['import_id']}/undo")
    assert undone.status_code == 200, undone.text
    assert ready.items(PLOTS, "name:contains:(démo)") == []


def test_one_crossed_outline_keeps_the_whole_file_out(ready: Api) -> None:
    plots = json.loads(MAP.read_text(encoding="utf-8"))
    ring = plots["features"][4]["geometry"]["coordinates"][0]
    ring[1], ring[3] = ring[3], ring[1]
    report = send(ready, json.dumps(plots).encode(), dry_run=False).json()
    (error,) = report["errors"]
    assert (error["row"], error["field"], report["import_id"]) == (5, "geometry", None)
    assert "se croise" in error["message"]
    assert ready.items(PLOTS, "name:contains:(démo)") == []
