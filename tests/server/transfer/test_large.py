"""Ten thousand rows with 137 bad ones, a long list out: bounded time, bounded memory, nothing left open."""

import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event, text

from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import snapshot
from fofal_server.core.listing import Asked
from fofal_server.core.transfer import exporting
from fofal_server.core.transfer.exporting import Export
from fofal_server.settings.resources import SITES
from tests.server.transfer.conftest import make_sites, table
from tests.support.patience import PATIENCE

ROWS = 20_000


@pytest.fixture(scope="module")
def many(server):
    make_sites(server.engine, ROWS)
    return ROWS


def test_ten_thousand_rows_with_137_bad_ones(api, send):
    bad = {n * 73 for n in range(137)}
    rows = [f"L{n:05d};Unité {n} (démo);mass;{'-1' if n in bad else '2,5'}" for n in range(10_000)]

    def sent(rows):
        started = time.process_time()
        report = send("settings.units", table("code;name;dimension;factor", *rows)).json()
        return report, time.process_time() - started

    _, tenth = sent(rows[:1_000])
    report, whole = sent(rows)
    assert whole < 30 * tenth  # it grows with the rows, not with their square
    assert (report["rows"], report["created"]) == (10_000, 10_000 - 137)
    assert [one["row"] for one in report["errors"]] == [n + 2 for n in sorted(bad)]
    assert api.items("settings.units", "code:startswith:L0") == []


def _reports_in_use(server):
    return server.pools.reports.pool.checkedout()


def test_a_client_that_goes_away_frees_the_connection_at_once(many, api, server, closed):
    place = urlsplit(server.url)
    head = f"GET /api/v1/settings/sites/export?format=csv HTTP/1.1\r\nHost: x\r\nAuthorization: {api.http.headers['Authorization']}\r\n\r\n"
    before = _reports_in_use(server)
    with socket.create_connection((place.hostname, place.port)) as line:
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 200")
        assert _reports_in_use(server) == before + 1
    assert closed.wait(PATIENCE)
    assert _reports_in_use(server) == before


@pytest.fixture
def closed(server):
    """Set as soon as a connection of the reports goes back to its pool."""
    seen = threading.Event()

    def back(*_):
        seen.set()

    event.listen(server.pools.reports, "checkin", back)
    yield seen
    event.remove(server.pools.reports, "checkin", back)


def test_no_connection_left_is_a_problem_with_a_status_not_half_a_file(api, server, monkeypatch):
    monkeypatch.setattr(server.pools.reports.pool, "_timeout", 0.1)
    held = [server.pools.reports.connect() for _ in range(server.pools.reports.pool.size() - _reports_in_use(server))]
    try:
        answer = api.get("/settings/sites/export")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    finally:
        for connection in held:
            connection.close()


def test_an_export_sees_one_moment(many, server, session):
    parts = exporting.answer(
        session, server.pools, SYSTEM, Export(SITES, Asked(search="X99"), "csv", "fr", Path())
    ).body
    first = next(parts)
    with server.engine.begin() as connection:
        connection.execute(text("UPDATE settings_site SET name = 'changé' WHERE code LIKE 'X99%'"))
    assert b"chang" not in first + b"".join(parts)
    with snapshot(server.pools.reports) as reading, pytest.raises(Exception, match="read-only"):
        reading.execute(text("UPDATE settings_site SET name = 'x'"))
