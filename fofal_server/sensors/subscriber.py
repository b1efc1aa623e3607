"""Readings that wait at the broker, fetched by whoever leads the jobs: kept first, acknowledged afterwards.

The last word of a topic is the user name of the service account whose device wrote there; the broker sees to it that
no other does.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from paho.mqtt.client import MQTTMessage
from pydantic import ValidationError
from sqlalchemy import false
from sqlalchemy.orm import Session

from fofal_server.auth.models import AccountKind, User
from fofal_server.config import Settings
from fofal_server.core import clock, course
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, in_transaction
from fofal_server.core.jobs import Job
from fofal_server.sensors import intake, judging
from fofal_server.sensors.intake import Sender
from fofal_server.sensors.judging import Doubted
from fofal_server.sensors.models import RejectReason, Way
from fofal_server.sensors.mqtt import Line, broker
from fofal_server.sensors.schemas import ReadingGiven, ReadingsGiven, Taken

EVERY, STAY, WAIT = 10.0, 9.0, 0.5
"""Seconds between two turns, of a turn, and that one look of it waits: who loses the lead soon lets go."""
LARGEST = 1024 * 1024


def listen(settings: Settings, pools: Pools) -> None:
    """Fetch what waits and what comes for the length of a turn; what could not be kept comes again."""
    where, ending, until = broker(settings), course.current().ending, time.monotonic() + STAY
    if where is None:
        return
    with Line(where) as line:
        while not ending.is_set() and time.monotonic() < until:
            if messages := line.next(WAIT):
                in_transaction(pools.calls, partial(_keep, messages))
                line.done(messages)


def _keep(messages: Iterable[MQTTMessage], session: Session) -> Taken:
    """Store what these messages say, all in one transaction; nobody could be told of a refusal, so nothing is."""
    said: dict[str, list[ReadingGiven]] = defaultdict(list)
    strange: dict[str, list[Doubted]] = defaultdict(list)
    for one in messages:
        account = one.topic.rpartition("/")[2]
        try:
            said[account] += _read(one.payload)
        except ValueError:
            strange[account].append(_unreadable(one))
    total = Taken()
    accounts = _accounts(session, {*said, *strange})
    for name in sorted({*said, *strange}):
        total = _add(total, _of_account(session, accounts.get(name), said[name], strange[name]))
    return total


def _of_account(
    session: Session, account_id: UUID | None, readings: list[ReadingGiven], strange: list[Doubted]
) -> Taken:
    sender = Sender(Way.MQTT, account_id, device=account_id, may=false() if account_id is None else None)
    intake.refuse(session, sender, strange, clock.now())
    by = intake.standing(session, sender, (one.sensor for one in readings))
    return intake.take(session, sender, readings, by)


def _read(payload: bytes | bytearray) -> list[ReadingGiven]:
    """The same body as the door over HTTP takes; ValueError when it is none."""
    if len(payload) > LARGEST:
        raise ValueError(len(payload))
    try:
        return ReadingsGiven.model_validate_json(payload).readings
    except (ValidationError, RecursionError) as error:
        raise ValueError(len(payload)) from error


def _unreadable(message: MQTTMessage) -> Doubted:
    begun = message.payload[: judging.SHOWN].decode("utf-8", "replace")
    return judging.doubted(message.topic, "", begun, RejectReason.UNREADABLE, {"what": "readings"})


def _accounts(session: Session, names: set[str]) -> Mapping[str, UUID]:
    """Active service accounts by their user names."""
    asked = scoped(SYSTEM, User, User.username, User.id)
    active = User.username.in_(sorted(names)), User.active, User.kind == AccountKind.SERVICE
    return {row.username: row.id for row in session.execute(asked.where(*active))}


def _add(one: Taken, other: Taken) -> Taken:
    return Taken(
        stored=one.stored + other.stored, known=one.known + other.known, rejected=one.rejected + other.rejected
    )


def job(settings: Settings) -> Job:
    """The subscriber, with the broker of the configuration."""
    return Job("sensor-messages", EVERY, partial(listen, settings))
