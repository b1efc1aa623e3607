"""Who watches the sensors sees each trouble once a sensor, as grave as it is, and sees it end."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import About, Severity, Sighting
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
    return lambda watch, one: [found for found in LOOKS[watch](server.pools) if found.values["sensor"] == one["code"]]


@pytest.fixture
def grown_old(server: Server) -> Callable[..., None]:
    """Puts a sensor so far back in time, with all it said."""

    def back(one: Json, **past: float) -> None:
        with transaction(server.engine) as session:
            values = {"id": one["id"], "past": dt.timedelta(**past)}
            session.execute(text("UPDATE sensors_sensor SET in_service_since = now() - :past WHERE id = :id"), values)
            session.execute(
                text("UPDATE sensors_sensor SET maintenance_since = maintenance_since - :past WHERE id = :id"), values
            )
            session.execute(
                text("""
                UPDATE sensors_newest SET at = now() - :past, battery_low_since = battery_low_since - :past,
                  signal_low_since = signal_low_since - :past WHERE sensor_id = :id
            """),
                values,
            )

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


@pytest.mark.parametrize(
    ("said", "trouble", "within"),
    [({}, "silent", 1), ({"battery": 19, "signal": 9}, "battery", 3), ({"battery": 20, "signal": 29}, "signal", 5)],
)
def test_who_does_not_go_and_see_in_time_is_told(
    api: Api, saw: Any, grown_old: Any, said: Json, trouble: str, within: int
) -> None:
    """The silent one is so from three intervals on; the others speak, and stay weak."""
    one = sensor(api, interval_seconds=60)
    send(api, reading(one, at=ago(seconds=30), **said))
    grown_old(one, days=within - 1, hours=23)
    if said:
        send(api, reading(one, 21, **said))
    assert saw("sensor-overdue", one) == []
    assert saw(f"sensor-{trouble}", one)[0].values["by"]
    grown_old(one, days=within, minutes=4)
    if said:
        send(api, reading(one, 22, **said))
    (late,) = saw("sensor-overdue", one)
    assert (late.subject, late.about) == (f"{one['code']}:{trouble}", About(SENSORS, UUID(one["id"])))
    send(api, reading(one, 23, battery=90, signal=90))
    assert saw("sensor-overdue", one) == []


def test_a_weakness_begins_with_the_first_weak_reading(api: Api, server: Server) -> None:
    one = sensor(api)
    asked = text("SELECT battery_low_since, signal_low_since FROM sensors_newest WHERE sensor_id = :id")
    moments = [ago(minutes=9), ago(minutes=7), ago(minutes=5), ago(minutes=3)]
    first, second = (dt.datetime.fromisoformat(one) for one in moments[:2])
    steps = [({"battery": 10}, first, None), ({"signal": 10}, first, second), ({"battery": 9, "signal": 31}, first, None),
             ({"battery": 20}, None, None)]  # fmt: skip
    for at, (said, *since) in zip(moments, steps, strict=True):
        send(api, reading(one, at=at, **said))
        with transaction(server.engine) as session:
            assert list(session.execute(asked, {"id": one["id"]}).one()) == since


def test_maintenance_is_due_on_its_day_and_has_a_week(api: Api, saw: Any, grown_old: Any) -> None:
    today = clock.today()
    later = sensor(api, maintenance_due_on=(today + dt.timedelta(days=2)).isoformat())
    assert saw("sensor-maintenance", later) == []
    due = api.update(SENSORS, later, maintenance_due_on=(today - dt.timedelta(days=5)).isoformat())
    (seen,) = saw("sensor-maintenance", due)
    assert (seen.values["by"][:10], saw("sensor-overdue", due)) == (f"{today + dt.timedelta(days=2):%d/%m/%Y}", [])
    late = api.update(SENSORS, due, maintenance_due_on=(today - dt.timedelta(days=8)).isoformat())
    assert [one.subject for one in saw("sensor-overdue", late)] == [f"{late['code']}:due"]
    begun = api.act(SENSORS, late, "maintain")
    assert saw("sensor-maintenance", begun) == saw("sensor-overdue", begun) == []
    grown_old(begun, days=7, minutes=1)
    assert [one.subject for one in saw("sensor-overdue", begun)] == [f"{late['code']}:begun"]
    done = api.act(SENSORS, begun, "put-in-service")
    assert saw("sensor-maintenance", done) == saw("sensor-overdue", done) == []


def test_deadlines_are_dated_parameters(api: Api, saw: Any, grown_old: Any) -> None:
    (parameter,) = api.items("settings.parameters", "code:eq:sensors.silent_days")
    assert parameter["value"] == 1
    one = sensor(api, interval_seconds=60)
    grown_old(one, days=1, hours=1)
    assert len(saw("sensor-overdue", one)) == 1
    patient = api.update("settings.parameters", parameter, value=2)
    assert saw("sensor-overdue", one) == []
    api.update("settings.parameters", patient, value=1)


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
            incidents.settle(session, [(rule, seen)])
    with transaction(server.engine) as session:
        alerts = session.query(Alert).filter(Alert.subject == one["code"]).all()
        assert [(alert.status, alert.severity, alert.returns) for alert in alerts] == [
            (AlertState.ACTIVE, Severity.CRITICAL, 2)
        ]
        assert alerts[0].told.endswith("hors de ses bornes.")
        assert (alerts[0].resource, str(alerts[0].record_id)) == (SENSORS, one["id"])


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
