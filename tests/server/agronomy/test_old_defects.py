"""Defects of the earlier system that concern production and must never come back (``docs``: domain, section 4)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.agronomy import limits, seasons
from fofal_server.agronomy.models import Plot
from fofal_server.core import clock
from tests.server.agronomy.farm import HARVESTS, Farm, refusal
from tests.server.maps.shapes import G2, polygon
from tests.support.api import code


def test_1_a_recorded_harvest_changes_the_balance(land: Farm) -> None:
    land.confirmed(land.plot(), {"weight_kg": "77"})
    assert [row["quantity"] for row in land.in_stock(land.bunches)] == ["77"]


def test_2_lots_of_two_plots_do_not_mix(land: Farm) -> None:
    one, other = land.confirmed(land.plot(), {"weight_kg": "10"}), land.confirmed(land.plot(), {"weight_kg": "20"})
    assert {row["lot_label"]: row["quantity"] for row in land.in_stock(land.bunches)} == {
        one["lot_code"]: "10",
        other["lot_code"]: "20",
    }


def test_4_a_draft_changes_no_balance(land: Farm) -> None:
    land.harvest(land.plot())
    land.treatment(land.plot(), item := land.product(), back=1)
    assert land.in_stock(land.bunches) == []
    assert [row["quantity"] for row in land.in_stock(item)] == ["100"]


def test_11_cancelling_gives_back_what_was_taken_once(land: Farm) -> None:
    item = land.product()
    work = land.treatment(land.plot(), item, back=1)
    work = land.api.act("agronomy.field-operations", work, "confirm")
    work = land.api.act("agronomy.field-operations", work, "cancel")
    again = land.api.post(f"/agronomy/field-operations/{work['id']}/cancel", version=work["version"])
    assert refusal(again, 409) == (None, "wrong_state")
    assert [row["quantity"] for row in land.in_stock(item)] == ["100"]


def test_13_a_confirmed_document_is_not_deleted(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    assert land.api.delete(f"/agronomy/harvests/{harvest['id']}", version=harvest["version"]).status_code == 409
    assert land.api.read(HARVESTS, harvest["id"])["status"] == "confirmed"


def test_16_no_weight_passes_through_a_float(land: Farm) -> None:
    harvest = land.confirmed(land.plot(), *({"weight_kg": "33333333.333"} for _ in range(3)))
    assert harvest["total_weight_kg"] == "99999999.999"


def test_17_the_day_is_the_companys_not_the_servers() -> None:
    late = dt.datetime(2026, 3, 12, 23, 30, tzinfo=dt.UTC)
    with clock.frozen(late):
        assert clock.today() == dt.date(2026, 3, 13)


def test_20_a_hectare_is_ten_thousand_square_metres(land: Farm) -> None:
    plot = land.plot(geometry=polygon(G2))
    assert plot["area_ha"] == "13.4143", "134,143 m²"
    measured = Plot(area_ha=Decimal(plot["area_ha"]), net_area_ha=None)
    assert seasons.yield_kg_ha(Decimal(134143), measured) == Decimal(10_000)


def test_a_plot_has_a_polygon_and_not_one_point_only(land: Farm) -> None:
    sent = {"code": code("B"), "name": "Essai", "site_id": land.site["id"], "crop_id": land.palm["id"]}
    sent |= {"geometry": {"type": "Point", "coordinates": [9.7, 4.05]}, "declared_area_ha": "70"}
    assert refusal(land.api.post("/agronomy/plots", json=sent)) == ("geometry", "polygon_due")


def test_thresholds_are_dated_parameters(session: Session) -> None:
    assert limits.number(session, limits.UNRIPE_MAX) == 5
    assert limits.day(session, limits.EUDR_CUTOFF) == dt.date(2020, 12, 31)
    assert list(limits.missing(session)) == [], "every installation has them as rows with their source"
