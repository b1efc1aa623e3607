"""An Alertmanager's messages, as it sends them: opened once, over when it says so, hostile ones refused."""

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.notifications import rules
from fofal_server.notifications.own_watches import WATCHES
from tests.support.api import Api, Json

PATH, ALERTS = "/notifications/alertmanager", "notifications.alerts"
# As Alertmanager 0.27 posts it, with the fields that we do not read.
MESSAGE: Json = {
    "receiver": "fofal",
    "status": "firing",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "DisqueLent", "instance": "serveur:9100", "severity": "critical"},
            "annotations": {"summary": "Le disque répond en 2 s", "description": "iowait\nélevé"},
            "startsAt": "2026-11-22T10:15:30.123456789Z",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://prometheus:9090/graph?g0.expr=up",
            "fingerprint": "c0ffee0123456789",
        }
    ],
    "groupLabels": {"alertname": "DisqueLent"},
    "commonLabels": {"alertname": "DisqueLent", "severity": "critical"},
    "commonAnnotations": {},
    "externalURL": "http://alertmanager:9093",
    "version": "4",
    "groupKey": '{}:{alertname="DisqueLent"}',
    "truncatedAlerts": 0,
}


def message(fingerprint: str, status: str = "firing", **changes: Any) -> Json:
    made = copy.deepcopy(MESSAGE)
    made["alerts"][0] |= {"fingerprint": fingerprint, "status": status, **changes}
    return made


@pytest.fixture
def feeder(api: Api, server: Any) -> Iterator[Api]:
    with transaction(server.engine) as session:
        rules.declare(session, WATCHES)
    found = api.as_user("notifications.alerts:feed")
    yield found
    found.close()


def named(api: Api, fingerprint: str) -> list[Json]:
    return api.items(ALERTS, f"subject:eq:{fingerprint}")


def test_a_firing_alert_opens_one_and_a_resolved_one_ends_it(api: Api, feeder: Api) -> None:
    began = (clock.now() - dt.timedelta(hours=1)).isoformat()
    for _ in range(3):
        assert feeder.post(PATH, json=message("aa01", startsAt=began)).status_code == 204
    [alert] = named(api, "aa01")
    assert (alert["title"], alert["told"]) == ("Alertmanager : DisqueLent", "Le disque répond en 2 s")
    assert (alert["severity"], alert["source"], alert["status"]) == ("critical", "alertmanager", "active")
    assert dt.datetime.fromisoformat(alert["since"]) == dt.datetime.fromisoformat(began)
    for _ in range(2):
        assert feeder.post(PATH, json=message("aa01", "resolved")).status_code == 204
    [alert] = named(api, "aa01")
    assert alert["status"] == "resolved"
    assert [one["what"] for one in api.read(ALERTS, alert["id"])["steps"]][-1] == "resolved"
    assert feeder.post(PATH, json=message("aa01")).status_code == 204
    [alert] = named(api, "aa01")
    assert (alert["status"], alert["returns"]) == ("active", 1)


def test_others_that_it_does_not_speak_of_stay_open(api: Api, feeder: Api) -> None:
    feeder.post(PATH, json=message("bb01"))
    feeder.post(PATH, json=message("bb02"))
    feeder.post(PATH, json=message("bb02", "resolved"))
    assert [one["status"] for one in (*named(api, "bb01"), *named(api, "bb02"))] == ["active", "resolved"]


def test_what_was_never_open_is_not_resolved(api: Api, feeder: Api) -> None:
    assert feeder.post(PATH, json=message("cc01", "resolved")).status_code == 204
    assert named(api, "cc01") == []


@pytest.mark.parametrize(("moment"), ["2199-01-01T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_a_moment_that_cannot_be_is_not_believed(api: Api, feeder: Api, moment: str) -> None:
    mark = f"dd{moment[:4]}"
    assert feeder.post(PATH, json=message(mark, startsAt=moment)).status_code == 204
    [alert] = named(api, mark)
    assert abs(clock.now() - dt.datetime.fromisoformat(alert["since"])) < dt.timedelta(minutes=5)


def test_a_break_in_a_name_reaches_no_subject_of_a_letter(api: Api, feeder: Api) -> None:
    labels = {"alertname": "Disque\r\nBcc: voleur@exemple.cm"}
    assert feeder.post(PATH, json=message("ee01", labels=labels)).status_code == 204
    [alert] = named(api, "ee01")
    assert "\n" not in alert["title"]


@pytest.mark.parametrize("hostile", [
    {}, [], {"version": "4"}, {**MESSAGE, "version": "3"}, {**MESSAGE, "alerts": "tout"},
    {**MESSAGE, "alerts": MESSAGE["alerts"] * 201},
    message("../../etc"), message("g" * 10), message("a" * 65), message("ff01", "exploding"),
    message("ff02", labels={f"l{n}": "x" for n in range(65)}), message("ff03", labels={"alertname": "x" * 4001}),
    message("ff04", labels={"alertname": {"deep": 1}}), message("ff05", startsAt="hier"),
])  # fmt: skip
def test_hostile_messages_are_refused(api: Api, feeder: Api, hostile: Any) -> None:
    answer = feeder.post(PATH, json=hostile)
    assert 400 <= answer.status_code < 500, answer.text
    assert named(api, "ff01") == []


def test_only_who_may_feed_it_does(api: Api, feeder: Api) -> None:
    reader = api.as_user("notifications.alerts:read", "notifications.alerts:resolve")
    assert reader.post(PATH, json=message("ab99")).status_code == 403
    assert feeder.get("/notifications/alerts").status_code == 403
    reader.close()
