"""Whether a commit waits for a replica: as long as one is there to wait for, and never longer than somebody's patience.

A commit that waits cannot be timed out: ``statement_timeout`` does not fire, and cancelling it answers success although
no replica has it. So the waiting itself is ended, by a change of PostgreSQL's setting: those who wait go on at once.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from psycopg2.extensions import connection
from psycopg2.sql import SQL, Literal

from fofal_server.replica.asking import rows, tell
from fofal_server.replica.links import Links
from fofal_server.replica.standing import Standing, read

SETTING = "synchronous_standby_names"
CAUGHT_UP = 64 * 1024
"""Bytes behind from which waiting for it again costs nobody anything."""


def named(links: Links) -> str:
    """PostgreSQL's setting for: any one of our replicas; nothing when commits wait for none."""
    names = ", ".join(f'"{one.name}"' for one in links.peers)
    return f"ANY 1 ({names})" if links.synchronous and names else ""


@dataclass
class Judge:
    """Says what the setting should be now; remembers when each replica was last heard of.

    By our own clock: the moment in a reply is the replica's, and says only whether there was a new one.
    """

    clock: Callable[[], float] = time.monotonic
    _heard: dict[str, tuple[dt.datetime | None, float]] = field(default_factory=dict, init=False)

    def setting(self, links: Links, standing: Standing) -> str:
        wanted = named(links)
        if not wanted:
            return ""
        there = [one for one in links.peers if self._silence(one.name, standing) < links.patience]
        if standing.synchronous != wanted:  # degraded, or just switched on: only who has everything is waited for
            return wanted if any(_is_whole(standing, one.name) for one in there) else ""
        return wanted if there else ""

    def _silence(self, name: str, standing: Standing) -> float:
        """Seconds since it said anything new; one that is frozen stays connected and says nothing."""
        now = self.clock()
        replied = next((one.replied for one in standing.followers if one.name == name and one.streams), None)
        last, since = self._heard.get(name, (None, now))
        since = now if replied is not None and replied != last else since
        self._heard[name] = (replied or last, since)
        return now - since


def put(line: connection, setting: str) -> None:
    """Change the setting for everybody at once, those included who wait now.

    The superuser himself never waits: what each start makes sure of would hang before anybody could end the waiting.
    """
    tell(line, "ALTER ROLE CURRENT_USER SET synchronous_commit = 'local'")
    tell(line, SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(Literal(setting)))
    tell(line, "SELECT pg_reload_conf()")


def look(line: connection, links: Links, judge: Judge) -> str | None:
    """Look once and put the setting right; the new setting when it was changed."""
    standing = read(lambda question: rows(line, question))
    if standing.standby:
        return None
    setting = judge.setting(links, standing)
    if setting == standing.synchronous:
        return None
    put(line, setting)
    return setting


def _is_whole(standing: Standing, name: str) -> bool:
    found = [one for one in standing.followers if one.name == name]
    return any(one.streams and one.lag_bytes is not None and one.lag_bytes <= CAUGHT_UP for one in found)
