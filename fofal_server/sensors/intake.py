"""Taking readings in: each once, whenever and however often it comes, and what a sensor said last stays the newest.

A batch is as many statements as one reading, whatever its size. Rows are written in one order, so that two batches
wait for each other and never in a circle.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.prepared import Prepared, run
from fofal_server.sensors import bounds, judging, limits
from fofal_server.sensors.judging import Believed, Doubted, Known, Span
from fofal_server.sensors.models import RejectedReading, Sensor, Way
from fofal_server.sensors.schemas import ReadingGiven, Taken

_STORE = Prepared(
    """
    INSERT INTO sensors_reading (sensor_id, at, value, signal_percent, battery_percent, received_at)
    SELECT id, at, value, signal, battery, $2 FROM json_to_recordset($1)
      AS told (id uuid, at timestamptz, value numeric, signal numeric, battery numeric)
    ORDER BY id, at ON CONFLICT (sensor_id, at) DO NOTHING
    """,
    ("json", "timestamptz"),
)
_NEWEST = Prepared(
    """
    INSERT INTO sensors_newest (sensor_id, at, value, level, signal_percent, battery_percent, received_at)
    SELECT id, at, value, level, signal, battery, $2 FROM json_to_recordset($1)
      AS told (id uuid, at timestamptz, value numeric, signal numeric, battery numeric, level text)
    ORDER BY id ON CONFLICT (sensor_id) DO UPDATE SET
      at = excluded.at, value = excluded.value, level = excluded.level, received_at = excluded.received_at,
      signal_percent = coalesce(excluded.signal_percent, sensors_newest.signal_percent),
      battery_percent = coalesce(excluded.battery_percent, sensors_newest.battery_percent)
    WHERE excluded.at > sensors_newest.at
    """,
    ("json", "timestamptz"),
)


@dataclass(frozen=True)
class Sender:
    """Who sends, how, and the rows of sensors whose readings he may write."""

    way: Way
    account_id: UUID | None
    may: ColumnElement[bool]


def known(session: Session, sender: Sender, codes: Iterable[str]) -> Mapping[str, Known]:
    """The sensors of these codes that the sender may write for, with the bounds that hold today."""
    own = [getattr(Sensor, name) for name in bounds.NAMES]
    asked = scoped(SYSTEM, Sensor, Sensor.code, Sensor.id, Sensor.kind, *own)
    rows = session.execute(asked.where(Sensor.code.in_(sorted(set(codes))), sender.may)).all()
    kinds = bounds.by_kind(session)
    return {code: Known(key, kind, kinds[kind].over(mine)) for code, key, kind, *mine in rows}


def take(session: Session, sender: Sender, readings: Sequence[ReadingGiven], sensors: Mapping[str, Known]) -> Taken:
    """Store what can be believed and keep the rest apart; of what is there already nothing changes."""
    now = clock.now()
    span = Span.at(now, limits.days(session, limits.READINGS))
    verdicts = [judging.judged(one, sensors.get(one.sensor), span) for one in readings]
    believed = [one for one in verdicts if isinstance(one, Believed)]
    stored = store(session, believed, now)
    refuse(session, sender, [one for one in verdicts if isinstance(one, Doubted)], now)
    return Taken(stored=stored, known=len(believed) - stored, rejected=len(verdicts) - len(believed))


def store(session: Session, believed: Sequence[Believed], now: dt.datetime) -> int:
    """Store these; answers how many are new."""
    if not believed:
        return 0
    connection = session.connection()
    count = run(connection, _STORE, _json(believed), now).rowcount
    newest = {one.sensor.id: one for one in sorted(believed, key=lambda one: one.at)}
    run(connection, _NEWEST, _json(newest.values()), now)
    return count


def refuse(session: Session, sender: Sender, doubted: Sequence[Doubted], now: dt.datetime) -> None:
    """Keep these apart with their reasons, each once."""
    if not doubted:
        return
    beside = {"received_at": now, "way": sender.way, "account_id": sender.account_id}
    rows = {(one.sensor_code, one.at_given, one.value_given, one.reason): asdict(one) | beside for one in doubted}
    adding = insert(RejectedReading).on_conflict_do_nothing()
    session.execute(adding, [rows[key] for key in sorted(rows)])


def _json(believed: Iterable[Believed]) -> str:
    return orjson.dumps([_row(one) for one in believed]).decode()


def _row(one: Believed) -> dict[str, object]:
    level = one.sensor.bounds.level(one.value)
    return {
        "id": str(one.sensor.id),
        "at": one.at.isoformat(),
        "value": str(one.value),
        "signal": None if one.signal is None else str(one.signal),
        "battery": None if one.battery is None else str(one.battery),
        "level": level.value if level else None,
    }
