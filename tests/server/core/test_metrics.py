"""What ``/metrics`` says of one server: labels that callers cannot invent, a database that may be away."""

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from fofal_server.app import operations
from fofal_server.config import Settings
from fofal_server.core import metrics, slow_sql
from fofal_server.core.db import open_pools
from fofal_server.core.envelope import OUTSIDE
from fofal_server.core.measures import PATIENCE as LOOK
from fofal_server.core.measures import Eyes
from fofal_server.core.operation import API
from fofal_server.core.own_measures import everything
from tests.support.api import Api, code
from tests.support.databases import Database
from tests.support.metrics import names, numbers, summed
from tests.support.servers import Server, serving
from tests.support.until import until


@pytest.fixture(scope="module")
def server(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One to which every statement is slow."""
    with serving(database, tmp_path_factory.mktemp("data"), slow_sql_seconds=1e-9, slow_call_seconds=1e-9) as running:
        yield running


def test_calls_are_counted_by_the_pattern_of_their_route(api: Api) -> None:
    before = api.get("/metrics").text
    one = api.create("parties.parties", code=code(), name="Tiers", kind="other")
    for _ in range(3):
        api.read("parties.parties", one["id"])
    after = api.get("/metrics").text
    labels = {"method": "GET", "route": f"{API}/parties/parties/{{id}}"}
    for name, more in (
        ("fofal_calls_total", {"status": "200"}),
        ("fofal_call_seconds_count", {}),
        ("fofal_slow_calls_total", {}),
    ):
        assert summed(after, name, **labels, **more) - summed(before, name, **labels, **more) == 3
    assert summed(after, "fofal_call_seconds_bucket", le="+Inf", **labels) >= 3
    minutes = metrics.TALLY.take(sys.maxsize)
    assert 4 <= sum(sum(one.buckets) for one in minutes.values()) < summed(after, "fofal_calls_total") + 4
    metrics.TALLY.give_back(minutes)


def test_nobody_invents_a_label(api: Api) -> None:
    for path in ("/parties/gibt-es-nicht", "/../etc/passwd", "/parties/parties/x/y/z", "/%22%0a"):
        api.get(path)
    for method in ("BREW", "TRACE", "DELETE"):
        api.call(method, "/parties")
    known = {API + one.path for one in operations()} | OUTSIDE | {metrics.NOWHERE}
    seen = {
        dict(labels)["route"] for (name, labels) in numbers(api.get("/metrics").text) if name == "fofal_calls_total"
    }
    methods = {
        dict(labels)["method"] for (name, labels) in numbers(api.get("/metrics").text) if name == "fofal_calls_total"
    }
    assert metrics.NOWHERE in seen
    assert seen <= known
    assert methods <= {"GET", "HEAD", "POST", "PATCH", "DELETE", "OTHER"}


def test_every_declared_measure_has_its_name_and_those_of_the_database_their_numbers(api: Api) -> None:
    text = until(lambda: found if "fofal_job_failed{" in (found := api.get("/metrics").text) else None)
    assert {one.name for one in everything()} <= names(text)
    shown = {name for name, _ in numbers(text)}
    absent = {"fofal_job_running_seconds", "fofal_replication_slot_active", "fofal_replication_slot_lag_bytes"}
    absent |= {
        "fofal_replication_replay_lag_seconds",
        "fofal_database_damaged_pages_total",
        "fofal_recent_call_seconds",
        "fofal_outside_answer_age_seconds",
        "fofal_outside_closed",
        "fofal_outside_failures",
    }
    asked = {one.name for one in everything() if hasattr(one, "what")}
    assert asked - shown <= absent
    assert summed(text, "fofal_database_up") == 1
    assert summed(text, "fofal_sessions") >= 1


def test_a_slow_statement_says_whose_it_was_and_no_value(api: Api) -> None:
    with capture_logs() as lines:
        api.create("parties.parties", code=code(), name="Le nom que personne ne lit", kind="other")
    told = [line for line in lines if line["event"] == "sql.slow" and line["route"].startswith("POST /")]
    assert {line["route"] for line in told} == {f"POST {API}/parties/parties"}
    assert any("INSERT INTO parties_party" in line["statement"] for line in told)
    assert not any("personne" in line["statement"] or line["statement"].startswith("EXECUTE") for line in told)
    assert {line["request_id"] for line in told} == {line["request_id"] for line in lines if line["event"] == "call"}


@pytest.mark.parametrize(
    ("statement", "normal"),
    [
        ("SELECT a\n  FROM t1 WHERE b = 'it''s' AND c = 12.5", "SELECT a FROM t1 WHERE b = ? AND c = ?"),
        ("SELECT a FROM t WHERE b IN (%(x_1)s, %(x_2)s,  %s)", "SELECT a FROM t WHERE b IN (?, …)"),
        ("UPDATE t SET a = $1 WHERE b = $12", "UPDATE t SET a = ? WHERE b = ?"),
    ],
)
def test_a_statement_is_told_without_values(statement: str, normal: str) -> None:
    assert slow_sql.normal(statement) == normal


def test_a_statement_that_is_cut_off_is_slow_too(server: Server) -> None:
    before = metrics.SLOW_SQL.labels("none")._value.get()
    with server.pools.reports.connect() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 20")
        with pytest.raises(OperationalError, match="statement timeout"):
            connection.exec_driver_sql("SELECT pg_sleep(60)")
    assert metrics.SLOW_SQL.labels("none")._value.get() - before >= 2


def test_a_database_that_does_not_answer_is_told_in_time(tmp_path: Path) -> None:
    """It takes the connection and says nothing more: nothing fails, everything would hang."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pools = open_pools(f"postgresql+psycopg2://x:y@127.0.0.1:{silent.getsockname()[1]}/z")
        eyes = Eyes(pools, Settings(data_dir=tmp_path), everything())
        began = time.monotonic()
        text = metrics.answer(eyes.families()).body.decode()
        assert time.monotonic() - began < 3 * LOOK
    assert summed(text, "fofal_database_up") == 0
    assert {one.name for one in everything()} <= names(text)
    assert summed(text, "fofal_disk_free_bytes", place="data") > 0
    pools.dispose()
