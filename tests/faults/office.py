"""An office at work on a real installation: PostgreSQL, two server processes, bad links to both, clerks who never stop."""

import json
import os
import signal
import threading
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from fofal_server.auth.keys import Keys
from fofal_server.cluster import orphan, state
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import seeding
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers, health
from fofal_server.core import migrations
from tests.benchmarks.open_loop import servers
from tests.benchmarks.stand import HIGH, person
from tests.faults import clerks
from tests.faults.bad_link import BadLink
from tests.faults.clerks import Errand, Work
from tests.support.patience import PATIENCE
from tests.support.until import until

CLERKS = 6
PLACE = """
INSERT INTO inventory_warehouse (id, version, created_at, updated_at, code, name, kind, archived)
VALUES (gen_random_uuid(), 1, now(), now(), 'PANNES', 'Magasin des pannes', 'dry', false) RETURNING id::text
"""
ARTICLE = """
INSERT INTO inventory_item (id, version, created_at, updated_at, code, name, category, unit, valuation, archived)
VALUES (gen_random_uuid(), 1, now(), now(), 'PANNES', 'Article des pannes', 'input', 'kg', 'average', false) RETURNING id::text
"""
GAPS = """
SELECT coalesce(sum(last - many), 0) FROM (
  SELECT max(substring(number from '[0-9]+$')::int) AS last, count(*) AS many FROM inventory_stock_move
  WHERE number IS NOT NULL GROUP BY regexp_replace(number, '[0-9]+$', '')
) series
"""
NAME = "mesure"


@dataclass(frozen=True)
class Office:
    """The insides of the installation, for doing it harm."""

    cluster: Cluster
    url: str
    to_server: BadLink
    to_database: BadLink
    token: str
    password: str
    article: str
    place: str

    @contextmanager
    def at_work(self, count: int = CLERKS, errands: Sequence[Errand] = ()) -> Iterator[Work]:
        """So many clerks, who enter receipts unless they are given other errands, in turn."""
        receipt = {"kind": "receipt", "destination_id": self.place, "unit_cost": "100"}
        given = [{"item_id": self.article, "quantity": "1", **one} for one in errands or (receipt,)]
        with clerks.at_work(self.to_server.port, self.signed_in, given, count) as work:
            work.wait_for_more(2 * count)
            yield work

    def signed_in(self, old: str | None = None) -> str:
        """The token of the person who measures; a fresh one by the password for who was refused with the old one."""
        if old is None:
            return self.token
        try:
            return str(self.call("POST", "/auth/login", {"username": NAME, "password": self.password})["access_token"])
        except OSError:
            return old

    def call(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """One call on a good line; what it answers. urllib.error.HTTPError, an OSError, for a refusal."""
        raw = None if body is None else json.dumps(body).encode()
        return json.loads(self.sent(method, path, raw, token, {"Content-Type": "application/json"}) or b"null")

    def sent(self, method: str, path: str, raw: bytes | None, token: str | None, headers: Mapping[str, str]) -> bytes:
        """The same with bytes, each way."""
        more = {"Authorization": f"Bearer {token}"} if token else {}
        asked = urllib.request.Request(f"{self.url}/api/v1{path}", raw, {**headers, **more}, method=method)  # noqa: S310 - ours
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            found: bytes = answer.read()
        return found

    def postgresql(self) -> int:
        """The process that leads PostgreSQL."""
        place = state.place_of(self.cluster.data_dir)
        return until(lambda: orphan.leader_of(place / "postgres"))

    def servers(self) -> list[int]:
        return [int(entry.name) for entry in servers(self.cluster.data_dir)]

    def ready(self) -> bool:
        said = health(self.url, timeout=2)
        return bool(said and said["ready"])

    def missing(self, work: Work) -> int:
        """Acknowledged moves that are not there, or not posted under the number that was told."""
        query = "SELECT reference, number FROM inventory_stock_move WHERE reference LIKE %s"
        kept = dict(self.rows(query, f"{work.mark}%"))
        return sum(kept.get(reference) != number for reference, number in work.acknowledged.items())

    def doubled(self, work: Work) -> int:
        """Moves that stand there more than once for one that was typed."""
        return sum(
            count - 1
            for _, count in self.rows(
                "SELECT reference, count(*) FROM inventory_stock_move WHERE reference LIKE %s GROUP BY reference",
                f"{work.mark}%",
            )
        )

    def gaps(self) -> int:
        """Numbers that were skipped in any series of stock moves."""
        [(missing,)] = self.rows(GAPS)
        return int(missing)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database itself says, on a line of its own."""
        with connected(self.cluster.superuser_url) as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    def heal(self) -> None:
        """Links are well, nobody is frozen; returns once all is ready again."""
        for link in (self.to_server, self.to_database):
            link.become("well")
        for number in self.servers():
            os.kill(number, signal.SIGCONT)
        until(self.ready)


@contextmanager
def opened(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Office]:
    """Everything up for the block, nothing left afterwards; ``environment`` is for the server processes alone."""
    data_dir = folder / "data"
    with ExitStack() as held:
        cluster = held.enter_context(Cluster(data_dir))
        migrations.upgrade(cluster.owner_url)
        seeding.seed(cluster.app_url)
        token, password = person(cluster.app_url, Keys.ensure(data_dir))
        article, place = _things(cluster.owner_url)
        to_database = held.enter_context(BadLink(make_url(cluster.app_url).port or 5432))
        led_astray = make_url(cluster.app_url).set(port=to_database.port).render_as_string(hide_password=False)
        listener = held.enter_context(listen("127.0.0.1", None, None))
        installation = Installation(data_dir, cluster.owner_url, led_astray)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {**HIGH, **(environment or {})}.items():
                patch.setenv(name, value)
            workers = held.enter_context(Workers(installation, listener))
        workers.start(2, (), threading.Event())
        to_server = held.enter_context(BadLink(listener.getsockname()[1]))
        yield Office(cluster, workers.url, to_server, to_database, token, password, article, place)


def _things(owner_url: str) -> tuple[str, str]:
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        found = connection.scalar(text(ARTICLE)), connection.scalar(text(PLACE))
    engine.dispose()
    return found  # type: ignore[return-value]  # both are texts
