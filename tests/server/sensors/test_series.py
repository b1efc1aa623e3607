"""A sensor over time is thinned to what a screen has room for, and nothing of what happened is lost in it."""

import datetime as dt

import pytest

from fofal_server.core import clock
from tests.server.sensors.field import MINUTE, ago, reading, send, sensor
from tests.support.api import Api, Json


def series(api: Api, one: Json, **asked: object) -> Json:
    answer = api.get(f"/sensors/sensors/{one['id']}/series", params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_few_readings_are_shown_as_they_are(api: Api) -> None:
    one = sensor(api)
    send(api, *(reading(one, 20 + hour, ago(hours=hour)) for hour in range(5)))
    shown = series(api, one, points=1000)
    assert shown["mean"] == shown["low"] == shown["high"] == [24, 23, 22, 21, 20]
    assert (shown["unit"], shown["sums"]) == ("°C", None)
    assert shown["bounds"] == {"normal_min": "15", "normal_max": "35", "critical_min": "10", "critical_max": "40"}


def test_many_are_thinned_and_no_peak_is_lost(api: Api) -> None:
    one, now = sensor(api), clock.now()
    moments = [now - minute * MINUTE for minute in range(3000)]
    send(api, *(reading(one, 45 if place == 1234 else 20, at.isoformat()) for place, at in enumerate(moments)))
    shown = series(api, one, since=(now - dt.timedelta(days=3)).isoformat(), points=100)
    assert 60 <= len(shown["at"]) <= 100
    assert shown["step_seconds"] == 2593
    assert shown["at"] == sorted(shown["at"])
    assert (max(shown["high"]), min(shown["low"])) == (45, 20)
    assert 20 < max(shown["mean"]) < 45
    assert {len(shown[name]) for name in ("at", "low", "mean", "high")} == {len(shown["at"])}


def test_rain_adds_up(api: Api) -> None:
    gauge = sensor(api, kind="rain")
    send(api, *(reading(gauge, 1.5, ago(minutes=5 * place)) for place in range(20)))
    shown = series(api, gauge, points=10)
    assert sum(shown["sums"]) == 30
    assert max(shown["sums"]) > 1.5


def test_a_sensor_that_said_nothing_has_an_empty_series(api: Api) -> None:
    shown = series(api, sensor(api))
    assert (shown["at"], shown["mean"]) == ([], [])


@pytest.mark.parametrize(
    "asked",
    [
        {"points": 1001}, {"points": 9}, {"since": "2026-11-02T00:00:00Z", "until": "2026-11-01T00:00:00Z"},
        {"since": "2001-01-01T00:00:00Z"}, {"since": "hier"}, {"since": "2026-11-02T00:00:00"},
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(api: Api, asked: Json) -> None:
    assert api.get(f"/sensors/sensors/{sensor(api)['id']}/series", params=asked).status_code == 422


def test_the_series_of_a_foreign_sensor_is_not_there(api: Api) -> None:
    stranger = api.as_user("sensors.sensors:read@own")
    for one in (sensor(api)["id"], "00000000-0000-7000-8000-000000000000"):
        assert stranger.get(f"/sensors/sensors/{one}/series").status_code == 404
    stranger.close()


def test_all_sensors_at_a_glance(api: Api) -> None:
    person = api.as_user("sensors.*:*@own", "settings.sites:read")
    site = sensor(api)["site_id"]
    hot, quiet = sensor(person, site_id=site, name="Serre"), sensor(person, site_id=site, interval_seconds=60)
    sensor(api)
    send(api, reading(hot, 41, battery=12, signal=70))
    cards = person.get("/sensors/overview").json()
    assert cards["total"] == 2
    shown = {one["code"]: one for one in cards["items"]}
    assert shown.keys() == {hot["code"], quiet["code"]}
    card = shown[hot["code"]]
    assert (card["last_value"], card["unit"], card["level"], card["health"]) == ("41.000", "°C", "critical", "battery")
    assert (card["kind_label"], card["health_label"]) == ("Température de l'air", "Batterie faible")
    assert shown[quiet["code"]]["last_value"] is None
    person.close()
