"""Readings that come through a real mosquitto: how many a second are fetched, kept and acknowledged.

``python -m tests.benchmarks.readings_by_mqtt``. The job of the server fetches over TLS what lies ready at the broker, so
that no device is ever waited for. Writes what it measured into ``docs/performance.md``.
"""

import datetime as dt
import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import create_engine, text

from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.console import seeding
from fofal_server.core import clock, course, migrations
from fofal_server.core.course import Course
from fofal_server.core.db import Pools, open_pools
from fofal_server.sensors import subscriber
from tests.benchmarks import lent, report
from tests.benchmarks.readings import MADE, SENSORS
from tests.support.certificates import authority
from tests.support.mosquitto import Mosquitto, mosquitto
from tests.support.patience import PATIENCE

ACCOUNT = "passerelle"
READY = {1: 8_000, 10: 50_000, 100: 200_000}
"""Readings of a message, and how many of them lie ready."""
TITLE = "Readings through MQTT"
_DEVICE = text("""
    WITH made AS (
      INSERT INTO auth_user (id, version, created_at, updated_at, username, full_name, kind, active,
        must_change_password, second_factor, language, preferences)
      VALUES (gen_random_uuid(), 1, now(), now(), :name, 'Mesure', 'service', true, false, false, 'fr', '{}')
      RETURNING id
    ) UPDATE sensors_sensor SET account_id = made.id FROM made
""")
_SPAN = text("SELECT count(*), extract(epoch FROM max(received_at) - min(received_at)) FROM sensors_reading")


@dataclass(frozen=True)
class Kept:
    """So many readings by so many a message, within these seconds from the first that was kept to the last."""

    size: int
    count: int
    seconds: float

    def row(self) -> str:
        rate = self.count / self.seconds
        return f"| {self.size} | {self.count:,} | {self.seconds:.1f} | {rate:,.0f} |"


def messages(size: int, count: int) -> Iterator[bytes]:
    """Bodies of so many readings each, at moments that are never twice."""
    begun = clock.now() - dt.timedelta(hours=20)
    for first in range(0, count, size):
        readings = [
            {"sensor": f"M{n % SENSORS + 1}", "at": (begun + dt.timedelta(milliseconds=n)).isoformat(), "value": 20}
            for n in range(first, first + size)
        ]
        yield json.dumps({"readings": readings}).encode()


def pour(broker: Mosquitto, size: int, count: int) -> None:
    """What a gateway does that has a backlog: QoS 1, many under way."""
    device = Client(CallbackAPIVersion.VERSION2, "mesure")
    device.tls_set(str(broker.authority.file))
    device.username_pw_set(ACCOUNT, broker.passwords[ACCOUNT])
    device.connect("127.0.0.1", broker.port)
    device.loop_start()
    sent = [device.publish(f"fofal/readings/{ACCOUNT}", one, qos=1) for one in messages(size, count)]
    for one in sent:
        one.wait_for_publish(PATIENCE)
    device.disconnect()
    device.loop_stop()


def fetched(told: Settings, pools: Pools, count: int) -> tuple[int, float]:
    """Turns of the job until so many are kept; how many are, and the seconds from the first to the last."""
    at_work = Course()

    def turns() -> None:
        with course.followed(at_work):
            subscriber.listen(told, pools)
            while not at_work.ending.is_set():
                subscriber.listen(told, pools)

    thread = threading.Thread(target=turns, name="listener")
    thread.start()
    found, seconds = 0, 0.0
    while found < count and thread.is_alive():
        at_work.ending.wait(0.5)
        with pools.reports.connect() as connection:
            found, seconds = connection.execute(_SPAN).one()
    at_work.end()
    thread.join()
    return found, float(seconds or 0)


def measured(told: Settings, broker: Mosquitto, pools: Pools, owner_url: str) -> Iterator[Kept]:
    engine = create_engine(owner_url)
    for size, count in READY.items():
        with engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE sensors_reading, sensors_newest")
        fetched(told, pools, 0)  # from the first time on the broker keeps what nobody fetches
        pour(broker, size, count)
        yield Kept(size, *fetched(told, pools, count))
    engine.dispose()


def filled(cluster: Cluster) -> None:
    migrations.upgrade(cluster.owner_url)
    seeding.seed(cluster.app_url)
    engine = create_engine(cluster.owner_url)
    with engine.begin() as connection:
        connection.execute(MADE, {"count": SENSORS})
        connection.execute(_DEVICE, {"name": ACCOUNT})
    engine.dispose()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, Cluster(Path(folder) / "data") as cluster:
        place = Path(folder)
        (place / "broker").mkdir()
        filled(cluster)
        with mosquitto(place / "broker", authority(place), ACCOUNT) as broker:
            told = Settings(
                data_dir=place / "data", mqtt_host="127.0.0.1", mqtt_port=broker.port, mqtt_user="server",
                mqtt_password=broker.passwords["server"], mqtt_ca_file=broker.authority.file,
            )  # fmt: skip
            pools, before = open_pools(cluster.app_url), lent.ticks()
            rows = [one.row() for one in measured(told, broker, pools, cluster.owner_url)]
            pools.dispose()
        report.put(TITLE, [
            f"{report.measured('readings_by_mqtt')}; others took {lent.taken_since(before):.0%} of the processors.",
            "A real mosquitto over TLS, QoS 1, acknowledged after the commit; the messages lie ready. One process fetches, as on a server.",
            "",
            "| readings of a message | readings | s | readings/s |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "The job listens for nine of every ten seconds.",
        ])  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
