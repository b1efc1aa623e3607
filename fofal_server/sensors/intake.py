"""Taking readings in: each once, whenever and however often it comes, and what a sensor said last stays the newest.

A batch is one trip to the database, as one reading is, after one to read what holds. Rows are written in one order, so
that two batches wait for each other and never in a circle.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.prepared import Prepared, run
from fofal_server.sensors import bounds, dated, judging, limits
from fofal_server.sensors.judging import Believed, Doubted, Known, Span
from fofal_server.sensors.kinds import SensorKind
from fofal_server.sensors.models import BATTERY_LOW, SIGNAL_LOW, RejectedReading, Sensor, Way
from fofal_server.sensors.schemas import ReadingGiven, Taken

_NAMED = Prepared(
    """
    SELECT code, id, kind, normal_min, normal_max, critical_min, critical_max FROM sensors_sensor
    WHERE code = ANY($1) AND ($2 IS NULL OR account_id = $2)
    """,
    ("text[]", "uuid"),
)
_STORE = Prepared(
    """
    WITH told AS MATERIALIZED (
      SELECT * FROM ROWS FROM (json_to_recordset($1)
        AS (id uuid, at timestamptz, value numeric, level text, signal numeric, battery numeric, far bool, empty bool))
        WITH ORDINALITY AS told (id, at, value, level, signal, battery, far, empty, place)
    ), stored AS (
      INSERT INTO sensors_reading (sensor_id, at, value, signal_percent, battery_percent, received_at)
      SELECT id, at, value, signal, battery, $2 FROM told ORDER BY id, at, place
      ON CONFLICT (sensor_id, at) DO NOTHING RETURNING at
    ), newest AS (
      INSERT INTO sensors_newest (sensor_id, at, value, level, signal_percent, battery_percent, signal_low_since,
        battery_low_since, received_at)
      SELECT DISTINCT ON (id) id, at, value, level, signal, battery,
        CASE WHEN far THEN at END, CASE WHEN empty THEN at END, $2
      FROM told ORDER BY id, at DESC, place
      ON CONFLICT (sensor_id) DO UPDATE SET
        at = excluded.at, value = excluded.value, level = excluded.level, received_at = excluded.received_at,
        signal_percent = coalesce(excluded.signal_percent, sensors_newest.signal_percent),
        battery_percent = coalesce(excluded.battery_percent, sensors_newest.battery_percent),
        signal_low_since = CASE
          WHEN excluded.signal_percent IS NULL THEN sensors_newest.signal_low_since
          WHEN excluded.signal_low_since IS NOT NULL
          THEN coalesce(sensors_newest.signal_low_since, excluded.signal_low_since) END,
        battery_low_since = CASE
          WHEN excluded.battery_percent IS NULL THEN sensors_newest.battery_low_since
          WHEN excluded.battery_low_since IS NOT NULL
          THEN coalesce(sensors_newest.battery_low_since, excluded.battery_low_since) END
      WHERE excluded.at > sensors_newest.at
    )
    SELECT count(*) FROM stored
    """,
    ("json", "timestamptz"),
)
"""Readings first, then what was said last, each in the order of its key: what the query reads from comes first."""


@dataclass(frozen=True)
class Sender:
    """Who sends, how, and for which sensors: those of ``device``, or the rows ``may``; all of them without both."""

    way: Way
    account_id: UUID | None
    device: UUID | None = None
    may: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class Standing:
    """What readings are judged by today: the sensors that the sender may write for, and how long readings are kept."""

    sensors: Mapping[str, Known]
    kept: dt.timedelta


def standing(session: Session, sender: Sender, codes: Iterable[str]) -> Standing:
    """What holds for readings of the sensors of these codes."""
    today = dated.in_force(session)
    kinds = bounds.of_each(today)
    rows = _named(session, sender, sorted(set(codes)))
    sensors = {code: Known(key, kind, kinds[kind].over(mine)) for code, key, kind, *mine in rows}
    return Standing(sensors, limits.read(limits.READINGS, today))


def _named(session: Session, sender: Sender, codes: list[str]) -> Iterable[Sequence[Any]]:
    """Code, key, kind and own bounds of the sender's sensors; prepared for devices, which ask all day long."""
    if sender.may is None:
        device = None if sender.device is None else str(sender.device)
        rows = run(session.connection(), _NAMED, codes, device)
        return [(row.code, UUID(str(row.id)), SensorKind(row.kind), *tuple(row)[3:]) for row in rows]
    own = [getattr(Sensor, name) for name in bounds.NAMES]
    asked = scoped(SYSTEM, Sensor, Sensor.code, Sensor.id, Sensor.kind, *own)
    return session.execute(asked.where(Sensor.code.in_(codes), sender.may)).all()


def take(session: Session, sender: Sender, readings: Sequence[ReadingGiven], by: Standing) -> Taken:
    """Store what can be believed and keep the rest apart; of what is there already nothing changes."""
    now = clock.now()
    span = Span.at(now, by.kept)
    verdicts = [judging.judged(one, by.sensors.get(one.sensor), span) for one in readings]
    believed = [one for one in verdicts if isinstance(one, Believed)]
    stored = store(session, believed, now)
    refuse(session, sender, [one for one in verdicts if isinstance(one, Doubted)], now)
    return Taken(stored=stored, known=len(believed) - stored, rejected=len(verdicts) - len(believed))


def store(session: Session, believed: Sequence[Believed], now: dt.datetime) -> int:
    """Store these; answers how many are new."""
    if not believed:
        return 0
    return int(run(session.connection(), _STORE, _json(believed), now).scalar_one())


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
        "far": one.signal is not None and one.signal < SIGNAL_LOW,
        "empty": one.battery is not None and one.battery < BATTERY_LOW,
    }
