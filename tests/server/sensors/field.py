"""What tests of sensors need: a sensor of their own, readings as a device sends them, a device with its key."""

import datetime as dt
from typing import Any

from fofal_server.core import clock
from tests.factories import body_of, made
from tests.support.api import Api, Json, code

SENSORS, REJECTED = "sensors.sensors", "sensors.rejected-readings"
MINUTE = dt.timedelta(minutes=1)


def sensor(api: Api, **values: Any) -> Json:
    """An air thermometer (normal 15–35, critical 10 and 40), unless said otherwise."""
    first = {"name": "Essai", "code": code("TEMP"), "kind": "air_temperature", **values}
    name = first.pop("name")
    return api.create(SENSORS, **{**body_of(api, SENSORS, **first), "name": name})


def ago(**past: float) -> str:
    """A moment as a device writes it."""
    return (clock.now() - dt.timedelta(**past)).isoformat()


def reading(of: Json, value: Any = 25.0, at: str | None = None, **more: Any) -> Json:
    return {"sensor": of["code"], "at": at or ago(), "value": value, **more}


def send(api: Api, *readings: Json) -> Json:
    """What the server took; refused when it did not."""
    answer = api.post("/sensors/readings", json={"readings": readings})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def taken(stored: int = 0, known: int = 0, rejected: int = 0) -> Json:
    return {"stored": stored, "known": known, "rejected": rejected}


def rejected(api: Api, of: Json) -> list[tuple[str, str]]:
    """Reason and value of what was not believed of a sensor."""
    found = api.items(REJECTED, f"sensor_code:eq:{of['code']}", limit=500)
    return sorted((one["reason"], one["value_given"]) for one in found)


def device(api: Api) -> tuple[Json, Api]:
    """A service account of the role that comes with the program, and a client with its key."""
    role = api.items("auth.roles", "code:eq:sensor-device")[0]
    account = made(api, "auth.users", kind="service", role_ids=[role["id"]])
    ends = (clock.now() + dt.timedelta(days=1)).isoformat()
    scope = ["sensors.sensors:ingest@own"]
    key = api.create("auth.service-keys", user_id=account["id"], name=code("clé "), scopes=scope, expires_at=ends)
    secret = api.post(f"/auth/service-keys/{key['id']}/draw").json()["key"]
    return account, Api(api.server, secret)
