"""Readings that wait at a real broker are fetched over TLS, kept once, and acknowledged afterwards."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fofal_server.core import course
from fofal_server.core.course import Course
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.errors import FofalError
from fofal_server.sensors import subscriber
from fofal_server.sensors.mqtt import BrokerLost, BrokerRefused
from tests.server.sensors.field import SENSORS, ago, device, reading, rejected, sensor
from tests.support.api import Api, Json
from tests.support.certificates import Authority, authority
from tests.support.mosquitto import Mosquitto, mosquitto
from tests.support.patience import PATIENCE
from tests.support.servers import Server
from tests.support.until import until


@pytest.fixture
def account(api: Api) -> Json:
    """The service account of a device."""
    found, client = device(api)
    client.close()
    return found


@pytest.fixture
def house(tmp_path: Path) -> Authority:
    return authority(tmp_path)


@pytest.fixture
def broker(tmp_path: Path, house: Authority, account: Json) -> Iterator[Mosquitto]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with mosquitto(folder, house, account["username"]) as found:
        yield found


def settings(server: Server, broker: Mosquitto, **changes: Any) -> Any:
    known = {
        "mqtt_host": "127.0.0.1", "mqtt_port": broker.port, "mqtt_user": "server",
        "mqtt_password": broker.passwords["server"], "mqtt_ca_file": broker.authority.file,
    }  # fmt: skip
    return server.settings.model_copy(update={**known, **changes})


def listened(told: Any, pools: Pools, until_so: Callable[[], object]) -> None:
    """A turn of the job, ended once it is so."""
    at_work, failures = Course(), []

    def turn() -> None:
        with course.followed(at_work):
            try:
                subscriber.listen(told, pools)
            except Exception as error:  # noqa: BLE001 - told to the test below
                failures.append(error)

    thread = threading.Thread(target=turn, name="listener")
    thread.start()
    try:
        until(lambda: until_so() or failures)
    finally:
        at_work.end()
        thread.join(PATIENCE)
    if failures:
        raise failures[0]


def body(*readings: Json) -> bytes:
    return json.dumps({"readings": readings}).encode()


def count(server: Server, one: Json) -> int:
    asked = text("SELECT count(*) FROM sensors_reading WHERE sensor_id = :id")
    with transaction(server.engine) as session:
        found: int = session.scalar(asked, {"id": one["id"]}) or 0
    return found


def topic(account: Json) -> str:
    return f"fofal/readings/{account['username']}"


def test_what_waits_is_kept_once_even_if_the_database_was_away(
    api: Api, server: Server, broker: Mosquitto, account: Json
) -> None:
    one, told = sensor(api, account_id=account["id"]), settings(server, broker)
    listened(told, server.pools, lambda: True)  # from the first time on the broker keeps what nobody fetches
    for minute in range(30):
        broker.publish(account["username"], topic(account), body(reading(one, 20, ago(minutes=minute))))
    nowhere = open_pools(server.database.app.replace(server.database.name, "no_such_database"), size=1)
    with pytest.raises(FofalError):
        listened(told, nowhere, lambda: None)
    nowhere.dispose()
    assert count(server, one) == 0
    listened(told, server.pools, lambda: count(server, one) == 30)
    broker.publish(account["username"], topic(account), body(reading(one, 21)))
    listened(told, server.pools, lambda: count(server, one) == 31)
    assert api.read(SENSORS, one["id"])["last_value"] == "21"


def test_a_device_writes_for_its_own_sensors_and_nonsense_stops_nobody(
    api: Api, server: Server, broker: Mosquitto, account: Json
) -> None:
    one, foreign = sensor(api, account_id=account["id"]), sensor(api)
    told, name = settings(server, broker), account["username"]
    listened(told, server.pools, lambda: True)
    half = body(reading(one))[:20]
    broker.publish(
        name, topic(account), half, b"\xff\x00", b"", body(reading(foreign)), body(reading(one, float("nan")))
    )
    broker.publish(
        name, "fofal/readings/somebody-else", body(reading(one, 30))
    )  # the broker's own rights stop this one
    broker.publish(name, topic(account), body(reading(one, 22)))
    listened(told, server.pools, lambda: count(server, one) == 1)
    assert count(server, foreign) == 0
    assert [why for why, _ in rejected(api, foreign)] == ["unknown_sensor"]
    assert [why for why, _ in rejected(api, one)] == ["not_a_number"]
    unread = api.items("sensors.rejected-readings", f"sensor_code:eq:{topic(account)[:50]}")
    assert {one["reason"] for one in unread} == {"unreadable"}
    assert len(unread) == 3
    assert {one["way"] for one in unread} == {"mqtt"}


@pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")  # paho drops a line it does not trust
def test_a_wrong_password_a_foreign_certificate_and_no_broker_are_told(
    api: Api, server: Server, broker: Mosquitto, tmp_path: Path
) -> None:
    with pytest.raises(BrokerRefused, match=r"Not authorized|Bad user name"):
        subscriber.listen(settings(server, broker, mqtt_password="wrong"), server.pools)
    other = authority(tmp_path, "Une autre autorité")
    with pytest.raises(ssl.SSLCertVerificationError):
        subscriber.listen(settings(server, broker, mqtt_ca_file=other.file), server.pools)
    told = settings(server, broker)
    broker.stop()
    with pytest.raises(OSError, match="refused"):
        subscriber.listen(told, server.pools)
    subscriber.listen(settings(server, broker, mqtt_host=None), server.pools)


def test_a_broker_that_goes_away_ends_the_turn_and_is_told(
    api: Api, server: Server, broker: Mosquitto, account: Json
) -> None:
    one, told = sensor(api, account_id=account["id"]), settings(server, broker)
    listened(told, server.pools, lambda: True)
    broker.publish(account["username"], topic(account), body(reading(one)))

    def stopped_once_it_spoke() -> None:
        if count(server, one):
            broker.stop()

    with pytest.raises(BrokerLost):
        listened(told, server.pools, stopped_once_it_spoke)
