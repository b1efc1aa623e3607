"""What the pages of the weather read: series, the water deficit, yields beside it, flags of planned work."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from fofal_server.contract.weather import Origin
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.weather.models import RainReading, WeatherDay
from tests.server.agronomy.farm import Farm
from tests.server.weather.test_balance import EXAMPLE
from tests.support.api import Api, Json
from tests.support.servers import Server

STARTS = dt.date(2023, 11, 1)


@pytest.fixture
def farm(api: Api) -> Farm:
    return Farm(api)


@pytest.fixture
def site(farm: Farm) -> Json:
    return farm.site


def _put(server: Server, *rows: Any) -> None:
    with transaction(server.engine) as session:
        session.add_all(rows)


def _reading(site: Json, day: dt.date, rain: object) -> RainReading:
    return RainReading(site_id=UUID(site["id"]), day=day, rain_mm=rain, name=f"Essai {day}")


def _modelled(site: Json, day: dt.date, rain: object, **more: object) -> WeatherDay:
    first = {"origin": Origin.MODEL, "provider": "open-meteo", "fetched_at": clock.now()}
    return WeatherDay(site_id=UUID(site["id"]), day=day, rain_mm=rain, **{**first, **more})


def _month(n: int) -> tuple[dt.date, int]:
    """The n-th month of the season of the example, two years back, with its number of days."""
    start = dt.date(STARTS.year + (10 + n) // 12, (10 + n) % 12 + 1, 1)
    following = (start + dt.timedelta(days=32)).replace(day=1)
    return start, (following - start).days


def _example(site: Json) -> Iterator[RainReading]:
    """The rain of the worked example, spread evenly over its rainy days; every other day was read and dry."""
    for n, (_, rain, wet) in enumerate(EXAMPLE):
        start, days = _month(n)
        for day in range(days):
            amount = (rain // wet if day else rain - rain // wet * (wet - 1)) if day < wet else 0
            yield _reading(site, start + dt.timedelta(days=day), amount)


def _deficit(api: Api, site: Json, **asked: Any) -> Json:
    answer = api.get("/weather/deficit", params={"site_id": site["id"], **asked})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_v24_from_the_book_to_the_page(api: Api, server: Server, site: Json) -> None:
    _put(server, *_example(site))
    found = _deficit(api, site, last="2024-10-31")
    assert [one["deficit_mm"] for one in found["months"]][2:4] == ["15.000", "75.000"]
    assert found["months"][6]["drainage_mm"] == "150.000"
    (season,) = found["seasons"]
    assert (season["starts"], season["deficit_mm"], season["suitability"]) == (
        "2023-11-01",
        "90.000",
        "very_favourable",
    )
    assert {one["standing"] for one in found["months"]} == {"known"}
    assert [one["gauge_days"] for one in found["months"]][:2] == [30, 31]


def test_a_rule_that_is_dated_otherwise_counts(api: Api, server: Server, site: Json) -> None:
    _put(server, *_example(site))
    (rule,) = api.items("settings.parameters", "code:eq:weather.rainy_days_rule")
    changed = api.update("settings.parameters", rule, value="<=")
    assert _deficit(api, site, last="2024-10-31")["seasons"][0]["deficit_mm"] == "100.000"
    api.update("settings.parameters", changed, value="<")


def test_a_missing_day_is_told_and_no_zero(api: Api, server: Server, site: Json) -> None:
    _put(server, *_example(site))
    lost = RainReading.site_id == UUID(site["id"]), RainReading.day == dt.date(2024, 3, 20)
    with transaction(server.engine) as session:
        session.execute(delete(RainReading).where(*lost))
    found = _deficit(api, site, rain="gauge", last="2024-10-31")
    assert [one["standing"] for one in found["months"]][3:6] == ["known", "incomplete", "soil_unknown"]
    assert (found["months"][4]["missing_days"], found["seasons"][0]["deficit_mm"]) == (1, None)
    assert (found["seasons"][0]["known_months"], found["seasons"][0]["so_far_mm"]) == (4, "90.000")
    _put(server, _modelled(site, dt.date(2024, 3, 20), 0))
    completed = _deficit(api, site, last="2024-10-31")
    assert (completed["months"][4]["model_days"], completed["seasons"][0]["deficit_mm"]) == (1, "90.000")


def test_the_gauge_goes_before_the_model(api: Api, server: Server, site: Json) -> None:
    day = dt.date(2024, 1, 15)
    _put(server, _reading(site, day, 40), _modelled(site, day, 3))
    asked = {"site_id": site["id"], "first": str(day), "last": str(day), "step": "day"}
    for rain, value, origin in (
        ("completed", "40.000", "gauge"),
        ("model", "3.000", "model"),
        ("gauge", "40.000", "gauge"),
    ):
        (point,) = api.get("/weather/series", params={**asked, "rain": rain}).json()["points"]
        assert (point["value"], point["origins"]) == (value, [origin])


def test_a_series_says_how_much_of_a_month_is_known(api: Api, server: Server, site: Json) -> None:
    start = dt.date(2024, 2, 1)
    _put(server, *(_reading(site, start + dt.timedelta(days=n), 2) for n in range(29)))
    _put(server, _reading(site, dt.date(2024, 3, 1), 5))
    asked = {"site_id": site["id"], "first": "2024-01-01", "last": "2024-03-31", "step": "month"}
    points = api.get("/weather/series", params=asked).json()["points"]
    assert [(one["value"], one["so_far"], one["known"]) for one in points] == [
        (None, None, 0), ("58.000", "58.000", 29), (None, "5.000", 1),
    ]  # fmt: skip


def test_the_month_that_goes_on_is_not_taken_for_a_whole_one(api: Api, server: Server, site: Json) -> None:
    today = clock.today()
    first = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    _put(server, *(_modelled(site, first + dt.timedelta(days=n), 2) for n in range((today - first).days)))
    asked = {"site_id": site["id"], "first": str(first), "last": str(today), "step": "month"}
    points = api.get("/weather/series", params=asked).json()["points"]
    whole = points[0]
    assert (whole["over"], whole["value"]) == (True, whole["so_far"])
    for running in points[1:]:  # none on the first of a month, when no day of it is over
        assert (running["over"], running["value"], running["known"]) == (False, None, running["days"])


def test_temperatures_are_means_and_nobody_adds_the_gauge_to_them(api: Api, server: Server, site: Json) -> None:
    day = dt.date(2024, 1, 1)
    _put(server, *(_modelled(site, day + dt.timedelta(days=n), None, temperature_max_c=30 + n) for n in range(3)))
    asked = {"site_id": site["id"], "measure": "temperature_max_c", "first": "2024-01-01", "last": "2024-01-03"}
    (point,) = api.get("/weather/series", params=asked).json()["points"]
    assert (point["value"], point["origins"]) == ("31.00", ["model"])


@pytest.mark.parametrize(
    "asked",
    [{"first": "2024-01-02", "last": "2024-01-01"}, {"first": "1950-01-01", "last": "2024-01-01", "step": "day"},
     {"first": "x", "last": "2024-01-01"}, {"first": "2024-01-01", "last": "2024-02-01", "measure": "sun"}],
)  # fmt: skip
def test_questions_that_make_no_sense_are_refused(api: Api, site: Json, asked: Json) -> None:
    assert api.get("/weather/series", params={"site_id": site["id"], **asked}).status_code == 422


def test_yields_stand_beside_the_water_that_was_lacking_before(api: Api, server: Server, farm: Farm) -> None:
    _put(server, *_example(farm.site))
    plot = farm.plot()
    farm.confirmed(plot, back=0)
    today = clock.today()
    asked = {"site_id": farm.site["id"], "first": "2025-11-01", "last": str(today)}
    months = api.get("/agronomy/yield-weather", params=asked).json()["months"]
    by_month = {one["month"]: one for one in months}
    nothing = by_month["2026-01-01"]  # palms bear, but no harvest of it is written down: that is no nought
    assert (nothing["deficit_24_mm"], nothing["over"]) == ("15.000", True)
    assert (nothing["harvested_kg"], nothing["kg_per_ha"]) == (None, None)
    this = by_month[str(today.replace(day=1))]
    assert (this["harvested_kg"], this["deficit_mm"], this["over"]) == ("500.000", None, False)
    area = float(this["bearing_ha"])
    assert float(this["kg_per_ha"]) == pytest.approx(500 / area, abs=0.06)
    early = {**asked, "first": "2024-10-01", "last": "2025-01-31"}
    months = api.get("/agronomy/yield-weather", params=early).json()["months"]
    assert [one["deficit_9_11_mm"] for one in months] == ["15.000", "90.000", "90.000", "75.000"]


def test_the_dashboard_tells_the_week_only_when_all_of_it_is_known(api: Api, server: Server, site: Json) -> None:
    today = clock.today()
    _put(server, *(_reading(site, today - dt.timedelta(days=n), n) for n in range(1, 7)))
    shown = {one["code"]: one for one in api.get("/figures").json()["items"]}
    assert (shown["weather.rain-week"]["value"], shown["weather.deficit"]["value"]) == (None, None)
    _put(server, _modelled(site, today - dt.timedelta(days=7), 10))
    shown = {one["code"]: one for one in api.get("/figures").json()["items"]}
    assert (shown["weather.rain-week"]["value"], shown["weather.rain-week"]["unit"]) == ("31.000", "mm")


class TestFlags:
    @pytest.fixture
    def storm(self, server: Server, site: Json) -> dt.date:
        day = clock.today() + dt.timedelta(days=2)
        _put(server, _modelled(site, day, 35, origin=Origin.FORECAST, wind_max_kmh=25))
        return day

    def test_planned_rounds_and_drafted_work_of_that_day_are_flagged(
        self, api: Api, farm: Farm, storm: dt.date
    ) -> None:
        plot = farm.plot()
        due = api.create("agronomy.harvest-rounds", plot_id=plot["id"], due_on=str(storm))
        calm = api.create("agronomy.harvest-rounds", plot_id=plot["id"], due_on=str(storm + dt.timedelta(days=1)))
        found = api.get("/agronomy/forecast-flags").json()
        mine = {one["record_id"]: one for one in found["flags"]}
        assert calm["id"] not in mine
        flag, path = mine[due["id"]], "agronomy.harvest-rounds"
        assert [api.read(path, one["id"])["forecast"] for one in (due, calm)] == ["stop", None]
        told = [f"plot_id:eq:{plot['id']}", "forecast:in:stop|restrict"]
        assert [one["id"] for one in api.items(path, *told)] == [due["id"]]
        drafted = api.create("agronomy.field-operations", plot_id=plot["id"], kind="weeding", done_on=str(storm))
        assert api.read("agronomy.field-operations", drafted["id"])["forecast"] == "stop"
        api.act(path, due, "cancel")
        assert api.read(path, due["id"])["forecast"] is None
        assert (flag["advice"], flag["day"]) == ("stop", str(storm))
        assert [(one["what"], one["value"], one["limit"]) for one in flag["reasons"]] == [
            ("rain", "35.000", "30"), ("wind", "25.000", "20"),
        ]  # fmt: skip
        assert "Site d'essai" in {one["site_name"] for one in found["states"]}

    def test_only_what_one_may_see(self, api: Api, farm: Farm, storm: dt.date) -> None:
        api.create("agronomy.harvest-rounds", plot_id=farm.plot()["id"], due_on=str(storm))
        person = api.as_user("weather.stations:read")
        assert person.get("/agronomy/forecast-flags").json()["flags"] == []
        person.close()
