"""A sensor has bounds in their order, a true place, a device's account, and steps of service."""

from typing import Any

import pytest

from tests.factories import made
from tests.server.sensors.field import SENSORS, ago, reading, send, sensor
from tests.support.api import Api, Json


def refused(api: Api, one: Json, **values: Any) -> tuple[str, str]:
    answer = api.patch(f"/sensors/sensors/{one['id']}", json=values, version=one["version"])
    assert answer.status_code == 422, answer.text
    error = answer.json()["errors"][0]
    return error["field"], error["code"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"normal_min": "36"}, "normal_max"),
        ({"normal_max": "14"}, "normal_max"),
        ({"critical_max": "34"}, "critical_max"),
        ({"critical_min": "16"}, "normal_min"),
    ],
)
def test_bounds_follow_each_other_those_of_the_kind_included(api: Api, values: Json, field: str) -> None:
    assert refused(api, sensor(api), **values) == (field, "bounds_order")


def test_own_bounds_go_before_those_of_the_kind_and_judge_at_once(api: Api) -> None:
    one = sensor(api)
    send(api, reading(one, 30))
    assert api.read(SENSORS, one["id"])["level"] is None
    strict = api.update(SENSORS, one, normal_max="28")
    assert strict["level"] == "warning"
    assert api.update(SENSORS, strict, critical_max="30")["level"] == "critical"


@pytest.mark.parametrize(
    ("value", "level"),
    [(10, "critical"), (10.5, "warning"), (15, None), (35, None), (35.1, "warning"), (40, "critical")],
)
def test_a_normal_bound_is_passed_a_critical_one_is_reached(api: Api, value: float, level: str | None) -> None:
    one = sensor(api)
    send(api, reading(one, value))
    assert api.read(SENSORS, one["id"])["level"] == level


def test_bounds_of_a_kind_are_a_dated_parameter(api: Api) -> None:
    (parameter,) = api.items("settings.parameters", "code:eq:sensors.bounds_light")
    assert parameter["value"] == {"normal_min": "1000", "normal_max": "100000"}
    one = sensor(api, kind="light")
    api.update("settings.parameters", parameter, value={"normal_min": "1000", "normal_max": "50000"})
    send(api, reading(one, 60_000))
    assert api.read(SENSORS, one["id"])["level"] == "warning"


def test_what_was_measured_stays_what_it_is(api: Api) -> None:
    one = sensor(api)
    changed = api.update(SENSORS, one, kind="soil_temperature")
    send(api, reading(one))
    assert refused(api, changed, kind="rain") == ("kind", "kind_stays")
    assert api.delete(f"/sensors/sensors/{one['id']}", version=changed["version"]).status_code == 409


def test_a_place_is_whole_and_on_its_site(api: Api) -> None:
    one, elsewhere = sensor(api), made(api, "agronomy.plots")
    assert refused(api, one, latitude="4") == ("latitude", "half_a_point")
    assert refused(api, one, plot_id=elsewhere["id"]) == ("plot_id", "foreign_plot")
    there = api.update(SENSORS, one, plot_id=elsewhere["id"], site_id=elsewhere["site_id"])
    assert there["plot_label"].startswith(elsewhere["code"])


def test_a_person_is_no_device(api: Api) -> None:
    assert refused(api, sensor(api), account_id=made(api, "auth.users")["id"]) == ("account_id", "not_a_service")


def test_service_and_maintenance(api: Api) -> None:
    one = sensor(api)
    assert (one["status"], one["health"], one["unit"]) == ("in_service", "well", "°C")
    mended = api.act(SENSORS, one, "maintain")
    assert (mended["status"], mended["health"]) == ("maintenance", "off")
    back = api.act(SENSORS, mended, "put-in-service")
    assert (back["health"], back["in_service_since"] > one["in_service_since"]) == ("well", True)
    assert back["maintained_on"] is not None
    assert api.act(SENSORS, back, "take-out")["status"] == "out_of_service"


@pytest.mark.parametrize(
    ("more", "health"),
    [({}, "well"), ({"battery": 19.9}, "battery"), ({"battery": 20}, "well"), ({"signal": 29}, "signal"),
     ({"signal": 5, "battery": 5}, "battery")],
)  # fmt: skip
def test_health_names_the_gravest(api: Api, more: Json, health: str) -> None:
    one = sensor(api)
    send(api, reading(one, **more))
    assert api.read(SENSORS, one["id"])["health"] == health


def test_what_a_reading_leaves_out_is_known_from_before(api: Api) -> None:
    one = sensor(api)
    send(api, reading(one, at=ago(minutes=9), battery=80, signal=50))
    send(api, reading(one, 26))
    seen = api.read(SENSORS, one["id"])
    assert (seen["last_value"], seen["battery_percent"], seen["signal_percent"]) == ("26", "80", "50")


def test_lists_find_sensors_by_what_they_said(api: Api) -> None:
    hot, _ = sensor(api, name="Serre chaude"), sensor(api)
    send(api, reading(hot, 41))
    found = api.items(SENSORS, f"id:eq:{hot['id']}", "level:eq:critical", "health:eq:well", sort="-last_at")
    assert [one["last_value"] for one in found] == ["41"]
    assert api.items(SENSORS, f"id:eq:{hot['id']}", "health:eq:silent") == []
