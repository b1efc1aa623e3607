"""How a PostgreSQL stands to the others, asked of itself: who follows it and how far behind, or whom it follows."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], Iterable[Mapping[str, Any]]]
"""Puts a question to the database; rows by their columns. Whoever asks needs ``pg_read_all_stats`` to see all of it."""

_SELF = """
SELECT pg_is_in_recovery() AS standby,
       (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
       current_setting('synchronous_standby_names') AS synchronous,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees
"""
_FOLLOWERS = """
SELECT coalesce(r.application_name, substr(s.slot_name, 7)) AS name, host(r.client_addr) AS address, r.state,
       r.sync_state, pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn)::bigint AS lag_bytes,
       CASE WHEN r.replay_lsn >= pg_current_wal_lsn() THEN 0 ELSE extract(epoch FROM r.replay_lag) END AS lag_seconds,
       r.reply_time AS replied, s.wal_status AS slot,
       pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint AS kept_bytes,
       coalesce(r.backend_start, (to_jsonb(s) ->> 'inactive_since')::timestamptz) AS since
FROM (SELECT * FROM pg_stat_replication WHERE state <> 'backup' AND NOT starts_with(application_name, 'pg_')) r
FULL JOIN (SELECT * FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT temporary
           AND starts_with(slot_name, 'fofal_') AND slot_name <> 'fofal_log'
           AND NOT starts_with(slot_name, 'fofal_backup_')) s
  ON s.active_pid = r.pid
WHERE r.pid IS NOT NULL OR s.slot_name IS NOT NULL
ORDER BY 1
"""
_FOLLOWING = """
SELECT status, sender_host AS host, sender_port AS port, received_tli AS timeline,
       pg_wal_lsn_diff(coalesce(latest_end_lsn, pg_last_wal_receive_lsn()), pg_last_wal_replay_lsn())::bigint
           AS lag_bytes,
       extract(epoch FROM clock_timestamp() - last_msg_receipt_time) AS silent_seconds
FROM pg_stat_wal_receiver
"""


@dataclass(frozen=True)
class Follower:
    """One that repeats our log. ``state`` None: it is away; ``slot``: what PostgreSQL still keeps for it.

    ``slot`` is reserved, extended, unreserved or lost, None where it follows without one; ``lag_seconds``: age of what
    it shows, None while unknown; ``replied``: when it last said something, by its own clock; ``kept_bytes``: of log
    that waits for it; ``since``: from when on it is there, or away (which PostgreSQL remembers from 17 on).
    """

    name: str
    address: str | None
    state: str | None
    sync_state: str | None
    lag_bytes: int | None
    lag_seconds: float | None
    replied: dt.datetime | None
    slot: str | None
    kept_bytes: int | None
    since: dt.datetime | None = None

    @property
    def streams(self) -> bool:
        return self.state == "streaming"


@dataclass(frozen=True)
class Following:
    """Whom we follow: ``silent_seconds`` since anything was heard, ``lag_bytes`` received and not yet repeated."""

    status: str
    host: str | None
    port: int | None
    timeline: int | None
    lag_bytes: int | None
    silent_seconds: float | None


@dataclass(frozen=True)
class Standing:
    """``following`` None on a standby: the line to its primary is down. ``synchronous``: PostgreSQL's own setting.

    ``sees``: whoever asked may know who follows; otherwise no follower only means that none was shown.
    """

    standby: bool
    timeline: int
    synchronous: str
    followers: tuple[Follower, ...] = ()
    following: Following | None = None
    sees: bool = True


def read(ask: Ask) -> Standing:
    """How this server stands now."""
    [own] = ask(_SELF)
    known = Standing(bool(own["standby"]), int(own["timeline"]), str(own["synchronous"]))
    if known.standby:
        found = [Following(**_numbers(row)) for row in ask(_FOLLOWING)]
        return Standing(True, known.timeline, known.synchronous, following=found[0] if found else None)
    followers = tuple(Follower(**_numbers(row)) for row in ask(_FOLLOWERS))
    return Standing(False, known.timeline, known.synchronous, followers, sees=bool(own["sees"]))


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    seconds = ("lag_seconds", "silent_seconds")
    return {key: float(found) if key in seconds and found is not None else found for key, found in row.items()}
