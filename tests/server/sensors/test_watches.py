"""Who watches the sensors sees each trouble once a sensor, as grave as it is, and sees it end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.models import Alert, AlertState
from fofal_server.sensors.watches import WATCHES
from tests.server.sensors.field import SENSORS, ago, reading, send, sensor
from tests.support.api import Api, Json
from tests.support.servers import Server

LOOKS: dict[str, Callable[[Pools], Any]] = {one.code: one.look for one in WATCHES if one.look}


@pytest.fixture
def saw(server: Server) -> Callable[[str, Json], list[Sighting]]:
    """What a watch sees of one sensor."""
    return lambda watch, one: [found for found in LOOKS[watch](server.pools) if found.subject == one["code"]]


@pytest.fixture
def grown_old(server: Server) -> Callable[..., None]:
    """Puts a sensor so far back in time, with all it said."""

    def back(one: Json, **past: float) -> None:
        with transaction(server.engine) as session:
            values = {"id": one["id"], "past": dt.timedelta(**past)}
            session.execute(text("UPDATE sensors_sensor SET in_service_since = now() - :past WHERE id = :id"), values)
            session.execute(text("UPDATE sensors_newest SET at = now() - :past WHERE sensor_id = :id"), values)

    return back


def test_a_value_beyond_its_bounds_is_as_grave_as_the_bound(api: Api, saw: Any) -> None:
    one = sensor(api)
    for place, (value, severity) in enumerate([(36.25, Severity.WARNING), (40, Severity.CRITICAL)]):
        send(api, reading(one, value, ago(minutes=5 - place)))
        (seen,) = saw("sensor-bounds", one)
        assert (seen.severity, seen.subject) == (severity, one["code"])
    assert seen.values["value"] == "40 °C"
    send(api, reading(one, 20))
    assert saw("sensor-bounds", one) == []


def test_silence_is_three_intervals_and_ends_with_a_reading(api: Api, saw: Any, grown_old: Any) -> None:
    one = sensor(api, interval_seconds=60)
    send(api, reading(one, 45, ago(minutes=1)))
    assert saw("sensor-silent", one) == []
    grown_old(one, seconds=185)
    assert len(saw("sensor-silent", one)) == 1
    assert saw("sensor-bounds", one) == [], "an old value of a silent sensor says nothing of now"
    send(api, reading(one))
    assert saw("sensor-silent", one) == []


def test_one_that_never_spoke_is_silent_too_unless_nobody_waits_for_it(api: Api, saw: Any, grown_old: Any) -> None:
    one = sensor(api, interval_seconds=60)
    grown_old(one, minutes=4)
    assert len(saw("sensor-silent", one)) == 1
    resting = api.act(SENSORS, one, "maintain")
    assert saw("sensor-silent", one) == []
    api.act(SENSORS, resting, "put-in-service")
    assert saw("sensor-silent", one) == []


def test_late_readings_do_not_end_a_silence(api: Api, saw: Any, grown_old: Any) -> None:
    one = sensor(api, interval_seconds=60)
    send(api, reading(one, 20, ago(minutes=2)))
    grown_old(one, hours=1)
    send(api, reading(one, 20, ago(hours=5)))
    assert len(saw("sensor-silent", one)) == 1


def test_battery_and_signal(api: Api, saw: Any) -> None:
    one = sensor(api)
    send(api, reading(one, battery=19.5, signal=80))
    assert saw("sensor-battery", one)[0].values["percent"] == "19,5"
    assert saw("sensor-signal", one) == []
    send(api, reading(one, battery=90, signal=29))
    assert saw("sensor-battery", one) == []
    assert saw("sensor-signal", one)[0].values["percent"] == "29"


def test_a_sensor_that_flaps_is_one_alert_and_a_graver_one_is_told_anew(api: Api, server: Server, saw: Any) -> None:
    one = sensor(api)
    watch = next(each for each in WATCHES if each.code == "sensor-bounds")
    with transaction(server.engine) as session:
        rules.declare(session, [watch])
    for place, value in enumerate([36, 20, 36, 20, 36, 41]):
        send(api, reading(one, value, ago(minutes=20 - place)))
        with transaction(server.engine) as session:
            rule = rules.load(session, watch.code)[watch.code]
            seen = [Seen(found, dt.datetime.now(dt.UTC)) for found in saw(watch.code, one)]
            incidents.settle(session, rule, seen)
    with transaction(server.engine) as session:
        alerts = session.query(Alert).filter(Alert.subject == one["code"]).all()
        assert [(alert.status, alert.severity, alert.returns) for alert in alerts] == [
            (AlertState.ACTIVE, Severity.CRITICAL, 2)
        ]
        assert alerts[0].told.endswith("hors de ses bornes.")


def test_the_dashboard_counts_sensors_to_be_seen_to(api: Api, grown_old: Any) -> None:
    person = api.as_user("sensors.sensors:*@own", "settings.sites:read")
    site = sensor(api)["site_id"]
    well, hot, silent, resting = (sensor(person, site_id=site) for _ in range(4))
    send(api, reading(well), reading(hot, 39), reading(silent), reading(resting, 39))
    grown_old(silent, hours=2)
    api.act(SENSORS, api.read(SENSORS, resting["id"]), "maintain")
    (shown,) = person.get("/figures").json()["items"]
    assert (shown["code"], shown["value"], shown["level"]) == ("sensors.in-trouble", "2", "warning")
    person.close()
