"""Readings are taken once, whenever and however they come; what cannot be true is kept apart with its reason."""

import datetime as dt
import gzip
import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.server.sensors.field import (
    MINUTE,
    REJECTED,
    SENSORS,
    ago,
    device,
    reading,
    rejected,
    send,
    sensor,
    taken,
)
from tests.support.api import Api, Json
from tests.support.servers import Server


def stored(server: Server, one: Json) -> list[tuple[dt.datetime, float]]:
    asked = text("SELECT at, value::float8 FROM sensors_reading WHERE sensor_id = :id ORDER BY at")
    with transaction(server.engine) as session:
        return [(row.at, row.value) for row in session.execute(asked, {"id": one["id"]})]


def test_a_batch_is_taken_once_however_often_it_comes(api: Api, server: Server) -> None:
    one, other = sensor(api), sensor(api)
    batch = [reading(of, 20 + minute, ago(minutes=minute)) for minute in range(10) for of in (one, other)]
    assert send(api, *batch) == taken(stored=20)
    assert send(api, *batch) == taken(known=20)
    assert send(api, *batch, reading(one, 5, ago(minutes=11))) == taken(stored=1, known=20)
    assert len(stored(server, one)) == 11


def test_twice_in_one_batch_is_once(api: Api, server: Server) -> None:
    one, at = sensor(api), ago()
    assert send(api, reading(one, 20, at), reading(one, 20, at), reading(one, 21, at)) == taken(stored=1, known=2)
    assert [value for _, value in stored(server, one)] == [20]


def test_late_ones_go_where_they_belong_and_the_newest_stays(api: Api, server: Server) -> None:
    one = sensor(api)
    days = [300, 31, 0, 92, 1]
    for day in days:
        assert send(api, reading(one, day / 10, ago(days=day))) == taken(stored=1)
    assert [value for _, value in stored(server, one)] == [day / 10 for day in sorted(days, reverse=True)]
    seen = api.read(SENSORS, one["id"])
    assert (seen["last_value"], seen["last_at"][:10]) == ("0", clock.now().date().isoformat())
    with transaction(server.engine) as session:
        assert session.scalar(text("SELECT count(*) FROM sensors_reading_other")) == 0


def test_two_batches_at_once_wait_for_each_other(api: Api, server: Server) -> None:
    many = [sensor(api) for _ in range(8)]
    batch = [reading(of, 20, ago(minutes=minute)) for minute in range(20) for of in many]
    shuffled = [random.Random(seed).sample(batch, len(batch)) for seed in range(6)]  # noqa: S311 - an order, no secret
    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(lambda one: send(api, *one), shuffled))
    assert sum(one["stored"] for one in told) == len(batch)
    assert sum(one["known"] for one in told) == 5 * len(batch)


@pytest.mark.parametrize(
    ("value", "reason", "shown"),
    [
        ("NaN", "not_a_number", "NaN"),
        ("-Infinity", "not_a_number", "-Infinity"),
        ("1e999", "not_a_number", "1e999"),
        ("warm", "unreadable", "warm"),
        ("a\u0000b", "unreadable", "a·b"),
        (None, "unreadable", ""),
        (-273.16, "out_of_range", "-273.16"),
        (70.001, "out_of_range", "70.001"),
    ],
)
def test_an_impossible_value_is_kept_apart(api: Api, server: Server, value: object, reason: str, shown: str) -> None:
    one = sensor(api)
    assert send(api, reading(one, 20, ago(minutes=1)), reading(one, value)) == taken(stored=1, rejected=1)
    assert rejected(api, one) == [(reason, shown)]
    assert len(stored(server, one)) == 1
    assert api.read(SENSORS, one["id"])["last_value"] == "20"


def test_nan_as_json_writes_it_is_none_either(api: Api) -> None:
    one = sensor(api)
    body = json.dumps({"readings": [reading(one, float("nan")), reading(one, float("inf"), ago(minutes=2))]})
    answer = api.post("/sensors/readings", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (200, taken(rejected=2))
    assert rejected(api, one) == [("not_a_number", "inf"), ("not_a_number", "nan")]


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2099-01-01T00:00:00Z", "future"),
        ("2020-01-01T00:00:00Z", "too_old"),
        ("2026-11-23T06:00:00", "unreadable"),
        ("0001-01-01T00:00:00+14:00", "unreadable"),
        ("hier", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_an_impossible_moment_is_kept_apart(api: Api, server: Server, at: str, reason: str) -> None:
    one = sensor(api)
    assert send(api, {**reading(one), "at": at}) == taken(rejected=1)
    assert [why for why, _ in rejected(api, one)] == [reason]
    assert stored(server, one) == []


def test_a_clock_may_be_a_little_fast(api: Api) -> None:
    one = sensor(api)
    soon = (clock.now() + 4 * MINUTE).isoformat()
    assert send(api, reading(one, at=soon)) == taken(stored=1)


@pytest.mark.parametrize("more", [{"battery": 3700}, {"signal": -61}, {"battery": "full"}])
def test_a_battery_in_another_unit_is_told_and_not_believed(api: Api, more: Json) -> None:
    one = sensor(api)
    assert send(api, reading(one, **more)) == taken(rejected=1)
    (told,) = api.items(REJECTED, f"sensor_id:eq:{one['id']}")
    assert next(iter(more)) in told["told"]


def test_what_is_rejected_again_is_one_row(api: Api) -> None:
    one = sensor(api)
    wrong = reading(one, 1000, ago(minutes=3))
    assert [send(api, wrong, wrong)["rejected"] for _ in range(3)] == [2, 2, 2]
    assert len(rejected(api, one)) == 1


def test_an_unknown_sensor_refuses_the_call_and_names_itself(api: Api, server: Server) -> None:
    one = sensor(api)
    answer = api.post("/sensors/readings", json={"readings": [reading(one), {**reading(one), "sensor": "NIENTE"}]})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["readings.1.sensor"]
    assert stored(server, one) == []


def test_a_key_writes_the_readings_of_its_sensors_only(api: Api, server: Server) -> None:
    account, program = device(api)
    mine, foreign = sensor(api, account_id=account["id"]), sensor(api)
    assert send(program, reading(mine)) == taken(stored=1)
    for wrong in ([reading(foreign)], [reading(mine, at=ago(minutes=1)), reading(foreign)]):
        assert program.post("/sensors/readings", json={"readings": wrong}).status_code == 422
    assert (len(stored(server, mine)), stored(server, foreign)) == (1, [])
    assert program.get("/sensors/sensors").status_code == 403
    assert program.get("/sensors/overview").status_code == 403
    program.close()


def test_half_a_body_is_no_body(api: Api) -> None:
    whole = json.dumps({"readings": [reading(sensor(api))]})
    for body, status in ((whole[: len(whole) // 2], 422), ("", 422), ("[]", 422), ('{"readings": []}', 422)):
        answer = api.post("/sensors/readings", data=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, status}, body


def test_a_call_is_bounded_in_bytes_and_in_readings(api: Api, server: Server) -> None:
    one = sensor(api)
    many = [reading(one, 20, f"2026-11-01T00:00:00.{number:06d}Z") for number in range(100_000)]
    assert api.post("/sensors/readings", json={"readings": many}).status_code == 413
    short = json.dumps({"readings": [{"sensor": "A", "at": "", "value": 1}] * 10_001}).encode()
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    packed = gzip.compress(short)
    answer = api.post("/sensors/readings", data=packed, headers=headers)
    assert (answer.status_code, len(short) < 1024**2) == (413, True)
    assert stored(server, one) == []


@pytest.mark.parametrize(
    "body", [{"readings": [{"sensor": "X"}]}, {"readings": [{"sensor": "X", "at": 5, "value": []}]}]
)
def test_what_has_not_the_shape_of_a_reading_is_refused(api: Api, body: Json) -> None:
    assert api.post("/sensors/readings", json=body).status_code == 422
