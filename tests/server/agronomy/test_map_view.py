"""The map in one answer: measures by which plots are coloured, for whom they are, and what it costs."""

import datetime as dt
import time
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.agronomy import map_view
from fofal_server.core import clock
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from tests.server.agronomy.farm import PLOTS, Farm, day, refusal
from tests.server.maps.shapes import BOW_TIE, Json, own_place, own_square, point, polygon
from tests.support.api import Api, code
from tests.support.servers import Server
from tests.support.statements import noted

PATH, POINTS = "/agronomy/map", "agronomy.map-points"


def seen(api: Api, plot: Json) -> Json:
    (found,) = [one for one in api.get(PATH).json()["plots"] if one["id"] == plot["id"]]
    return dict(found)


def test_a_plot_has_its_measures(land: Farm) -> None:
    planted = clock.today() - dt.timedelta(days=3652)
    plot = land.plot(planted_on=planted.isoformat(), net_area_ha="4")
    land.confirmed(plot, {"weight_kg": "1000"}, back=40)
    land.confirmed(plot, {"weight_kg": "600"}, back=9)
    land.confirmed(plot, {"weight_kg": "5000"}, back=400)
    land.harvest(plot, {"weight_kg": "900"}, back=1)
    found = seen(land.api, plot)
    assert (found["age_years"], found["days_since_harvest"], found["last_harvest_on"]) == ("10.0", 9, day(9))
    assert Decimal(found["kg_per_ha"]) == 400
    assert {
        name: found[name] for name in ("code", "name", "status", "version", "geometry", "area_ha", "planted_on")
    } == {name: plot[name] for name in ("code", "name", "status", "version", "geometry", "area_ha", "planted_on")}
    assert found["crop"] == land.palm["name"]


def test_what_is_not_known_is_null_and_never_zero(land: Farm) -> None:
    found = seen(land.api, land.plot(geometry=None, planted_on=None))
    names = ("geometry", "area_ha", "age_years", "days_since_harvest", "kg_per_ha", "last_harvest_on", "longitude")
    assert {name: found[name] for name in names} == dict.fromkeys(names)


def test_what_was_put_aside_is_not_drawn(land: Farm) -> None:
    plot = land.api.update(PLOTS, land.plot(), archived=True)
    assert plot["id"] not in [one["id"] for one in land.api.get(PATH).json()["plots"]]


def test_points_lie_on_it(land: Farm) -> None:
    longitude, latitude = own_place()
    plot = land.plot()
    made = land.api.create(
        POINTS, name="Pluviomètre 1", kind="gauge", longitude=str(longitude), latitude=str(latitude), plot_id=plot["id"]
    )
    (found,) = [one for one in land.api.get(PATH).json()["points"] if one["id"] == made["id"]]
    assert (found["name"], found["kind"], found["plot_id"]) == ("Pluviomètre 1", "gauge", plot["id"])
    assert (Decimal(found["longitude"]), Decimal(found["latitude"])) == (
        Decimal(str(longitude)),
        Decimal(str(latitude)),
    )


@pytest.mark.parametrize(
    ("place", "why"),
    [(("4.05", "9.7"), "point_swapped"), (("2.35", "48.85"), "point_outside"), (("0", "0"), "point_outside")],
)
def test_a_point_elsewhere_is_refused(land: Farm, place: tuple[str, str], why: str) -> None:
    sent = {"name": "Puits", "kind": "water", "longitude": place[0], "latitude": place[1]}
    answer = land.api.post("/agronomy/map-points", json=sent)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, why)


def test_nothing_new_is_304_and_anything_new_is_told(land: Farm) -> None:
    plot, gone = land.plot(), land.plot()
    answer = land.api.get(PATH)
    tag = {"If-None-Match": answer.headers["ETag"]}
    again = land.api.get(PATH, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    changes = (
        lambda: land.api.update(PLOTS, plot, name="Autre nom"),
        lambda: land.confirmed(plot),
        lambda: land.api.create(POINTS, name="Arbre", kind="tree", longitude="9.7", latitude="4.05"),
        lambda: land.api.update("agronomy.crops", land.palm, name="Palmier élaeis"),
        lambda: land.api.remove(PLOTS, gone),
        lambda: land.api.update("settings.sites", land.site, geometry=own_square(0.004)),
        lambda: land.api.create(
            "settings.parameters", code=code("e"), name="Essai", value="1", valid_from=day(), source="Essai"
        ),
    )
    for change in changes:
        change()
        answer = land.api.get(PATH, headers=tag)
        assert answer.status_code == 200, change
        tag = {"If-None-Match": answer.headers["ETag"]}


def test_ages_are_counted_anew_each_day(session: Session) -> None:
    """What the desktop kept of yesterday no longer holds, though no row has changed."""
    today = clock.today()
    assert map_view._tag(session, SYSTEM, today) == map_view._tag(session, SYSTEM, today)
    assert map_view._tag(session, SYSTEM, today) != map_view._tag(session, SYSTEM, today - dt.timedelta(days=1))


def test_who_sees_some_harvests_gets_no_yield_rather_than_a_wrong_one(land: Farm) -> None:
    plot = land.plot()
    land.confirmed(plot)
    for rights in (("agronomy.plots:read",), ("agronomy.plots:read", "agronomy.harvests:read@team")):
        person = land.api.as_user(*rights)
        found = seen(person, plot)
        assert (found["kg_per_ha"], found["days_since_harvest"], found["last_harvest_on"]) == (None, None, None)
        assert found["area_ha"] == plot["area_ha"]
        person.close()


def test_plots_of_others_are_not_drawn(land: Farm) -> None:
    land.plot()
    person = land.api.as_user("agronomy.plots:read@own")
    assert person.get(PATH).json()["plots"] == []
    assert person.get(PATH).json()["points"] == []
    person.close()


def test_how_far_a_site_goes_is_drawn_for_who_sees_sites(land: Farm) -> None:
    site, shape = land.api.create("settings.sites", code=code("L"), name="Ferme (essai)"), own_square(0.004)
    land.api.update("settings.sites", site, geometry=shape)
    told = {"id": site["id"], "code": site["code"], "name": site["name"], "geometry": shape}
    assert told in land.api.get(PATH).json()["sites"]
    person = land.api.as_user("agronomy.plots:read")
    assert person.get(PATH).json()["sites"] == []
    person.close()


@pytest.mark.parametrize(
    ("shape", "why"), [(point(9.7, 4.05), "site_area_due"), (polygon(BOW_TIE), "geometry_crossing")]
)
def test_the_outline_of_a_site_is_a_sound_area(land: Farm, shape: Json, why: str) -> None:
    sent = {"code": code("L"), "name": "Ferme (essai)", "geometry": shape}
    assert refusal(land.api.post("/settings/sites", json=sent)) == ("geometry", why)


def test_what_is_usual_is_told_with_it(land: Farm) -> None:
    assert land.api.get(PATH).json()["usual"] == {"min_ha": "0.1", "max_ha": "200", "beyond_percent": "1"}


def test_as_many_questions_whatever_there_is(land: Farm, server: Server) -> None:
    def asked() -> int:
        with noted(server.engine) as statements:
            land.api.get(PATH)
        return len(statements)

    land.plot()
    before = asked()
    for _ in range(5):
        land.confirmed(land.plot(code=code("B")))
    assert asked() == before


FARM = """
INSERT INTO agronomy_plot (id, version, created_at, updated_at, code, name, site_id, crop_id, status, geometry, area_ha,
  longitude, latitude, west, south, east, north, eudr_state, archived)
SELECT gen_random_uuid(), 1, now(), now(), 'G' || n, 'Bloc ' || n, :site, :crop, 'active',
  jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array((
    SELECT jsonb_agg(jsonb_build_array(round((11 + n * 0.001 + 0.0004 * cos(radians(k * 1.8)))::numeric, 7),
      round((5 + 0.0004 * sin(radians(k * 1.8)))::numeric, 7)) ORDER BY k) FROM generate_series(0, 200) k))),
  0.6, 11, 5, 11 + n * 0.001 - 0.0004, 4.9996, 11 + n * 0.001 + 0.0004, 5.0004, 'missing', false
FROM generate_series(1, 500) n
"""


def test_five_hundred_plots_with_a_hundred_thousand_corners_are_one_quick_answer(land: Farm) -> None:
    """90 ms on two shared cores, 8 ms when nothing is new; the bounds are for a busy machine."""
    keys = {"site": land.site["id"], "crop": land.palm["id"]}
    with transaction(land.api.server.engine) as session:
        session.execute(text(FARM), keys)
    began = time.monotonic()
    answer = land.api.get(PATH)
    took = time.monotonic() - began
    corners = sum(len(one["geometry"]["coordinates"][0]) for one in answer.json()["plots"] if one["geometry"])
    assert corners > 100_000
    began = time.monotonic()
    again = land.api.get(PATH, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert (took < 5, time.monotonic() - began < 1) == (True, True)
