"""The trail by months: parts made ahead, nothing refused, and every part guarded like the whole."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected, with_database
from fofal_server.core import audit, changes, clock, history, migrations, seal
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.prepared import run
from fofal_server.ops import months
from tests.server.console.conftest import UNSEEDED

Ask = Callable[..., list[tuple[object, ...]]]
LAST_MINUTES = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)


@pytest.fixture
def trail(company: Cluster) -> Iterator[tuple[Pools, Ask]]:
    """A database of its own: months that are made cannot be taken back. Pools as the server, statements as the owner."""
    company.create_database("mois", UNSEEDED)
    pools = open_pools(with_database(company.app_url, "mois"))

    def ask(statement: str) -> list[tuple[object, ...]]:
        with connected(with_database(company.owner_url, "mois")) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    yield pools, ask
    pools.dispose()
    company.drop_database("mois")


def _write(pools: Pools, moment: dt.datetime) -> None:
    with clock.frozen(moment), transaction(pools.calls) as session:
        audit.tell(session, "sign_in", "auth.users", label=f"{moment:%Y-%m-%d}")


def _where(ask: Ask) -> list[tuple[object, ...]]:
    return ask("SELECT tableoid::regclass::text, record_label FROM audit_event ORDER BY id")


def _seal(pools: Pools) -> seal.Verdict:
    with transaction(pools.calls) as session:
        seal.seal(session)
    with transaction(pools.calls) as session:
        return seal.verify(session)


def test_months_are_those_of_utc_also_in_the_last_minutes_of_one() -> None:
    assert months.coming(LAST_MINUTES) == [dt.date(2026, month, 1) for month in (11, 12)] + [
        dt.date(2027, month, 1) for month in (1, 2)
    ]
    assert months.coming(LAST_MINUTES + dt.timedelta(minutes=30), 0) == [dt.date(2026, 12, 1)]
    douala = LAST_MINUTES.astimezone(clock.COMPANY_ZONE)
    assert (douala.day, months.coming(douala, 0)) == (1, [dt.date(2026, 11, 1)])


def test_each_event_lies_in_its_month_and_the_chain_goes_over_all_of_them(trail: tuple[Pools, Ask]) -> None:
    pools, ask = trail
    now = clock.now()
    this, *following = months.coming(now)
    ends = dt.datetime.combine(following[0], dt.time(), dt.UTC)
    beyond = dt.datetime.combine(following[-1], dt.time(), dt.UTC) + dt.timedelta(days=40)
    moments = [now, ends - dt.timedelta(minutes=30), ends, beyond, dt.datetime(2001, 1, 1, tzinfo=dt.UTC)]
    for moment in moments:
        _write(pools, moment)
    part = months.part_of("audit_event", following[0])
    places = ["audit_event_first", "audit_event_first", part, "audit_event_other", "audit_event_first"]
    assert [place for place, _ in _where(ask)] == places
    assert this < following[0]
    verdict = _seal(pools)
    assert (verdict.whole, verdict.sealed, verdict.unsealed) == (True, 5, 0)
    _write(pools, now)
    assert _seal(pools).sealed == 6


def test_the_job_makes_what_is_missing_ahead_and_says_so(trail: tuple[Pools, Ask]) -> None:
    pools, _ = trail
    assert months.run(pools) == "Toutes les parties des trois mois à venir sont faites."
    assert list(months.look(pools)) == []
    later = clock.now() + dt.timedelta(days=62)
    with clock.frozen(later):
        told = months.run(pools)
        made = [months.part_of(table, month) for table in months.TABLES for month in months.coming(later)[-2:]]
        assert told == f"Parties faites : {', '.join(made)}."
        assert list(months.look(pools)) == []


def test_a_month_that_was_missed_stays_with_the_others_and_is_told(trail: tuple[Pools, Ask]) -> None:
    pools, ask = trail
    missed = dt.datetime.combine(months.coming(clock.now(), 5)[-1], dt.time(12), dt.UTC)
    _write(pools, missed)
    with clock.frozen(missed):
        lacking = {months.part_of(table, months.coming(missed, 1)[1]) for table in months.TABLES}
        assert {one.subject for one in months.look(pools)} == {*lacking, "audit_event_other"}
        told = months.run(pools)
        assert f"ils y restent : {months.part_of('audit_event', missed.date())}." in told
        assert months.part_of("audit_event", months.coming(missed, 1)[1]) in told
    assert _where(ask)[-1][0] == "audit_event_other"
    assert _seal(pools).whole


REFUSED = (
    "UPDATE {} SET username = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE",
)  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED)
def test_no_part_is_rewritten_not_even_by_the_owner(trail: tuple[Pools, Ask], statement: str) -> None:
    pools, ask = trail
    part = months.part_of("audit_event", months.coming(clock.now(), 1)[1])
    starts = dt.datetime.combine(months.coming(clock.now(), 1)[1], dt.time(12), dt.UTC)
    for moment in (clock.now(), starts, starts + dt.timedelta(days=400)):
        _write(pools, moment)
    for name in ("audit_event", "audit_event_first", "audit_event_other", part):
        with pytest.raises(Exception, match="append_only"):
            ask(statement.format(name))
        with pytest.raises(DBAPIError), pools.calls.begin() as connection:
            connection.execute(text(statement.format(name)))


def test_the_servers_role_writes_the_whole_and_no_part(trail: tuple[Pools, Ask]) -> None:
    pools, _ = trail
    part = months.part_of("audit_event", months.coming(clock.now(), 1)[1])
    for name in ("audit_event_first", "audit_event_other", part):
        values = f"INSERT INTO {name} (at, username, action, resource) VALUES (now(), 'x', 'x', 'x')"
        with pytest.raises(DBAPIError, match="permission denied"), pools.calls.begin() as connection:
            connection.execute(text(values))


def test_what_is_asked_again_and_again_is_planned_once(trail: tuple[Pools, Ask]) -> None:
    """Planning over all months anew would cost many times the answer, more with each of them."""
    pools, _ = trail
    with pools.calls.connect() as connection, Session(connection) as session:
        for _ in range(3):
            run(connection, changes.TOUCHED, 1, 2)
            run(connection, history.CHANGES, str(uuid4()), "auth.users")
            seal.seal(session)
        told = connection.execute(
            text("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%audit_event%'")
        )
        assert told.all() == [(3, 0)] * 4


def test_a_part_with_seals_cannot_be_taken_away(trail: tuple[Pools, Ask]) -> None:
    pools, ask = trail
    _write(pools, clock.now())
    assert _seal(pools).whole
    with pytest.raises(Exception, match="violates foreign key"):
        ask("ALTER TABLE audit_event DETACH PARTITION audit_event_first")
    with pytest.raises(Exception, match="depend"):
        ask("DROP TABLE audit_event_first")


@pytest.mark.parametrize(
    ("table", "month"),
    [("auth_user", "now()"), ("audit_event", "now() + interval '2 years'"), ("pg_catalog.pg_class", "now()")],
)
def test_the_server_makes_months_of_tables_in_parts_and_nothing_else(
    trail: tuple[Pools, Ask], table: str, month: str
) -> None:
    pools, _ = trail
    with pytest.raises(DBAPIError, match="partition_refused"), pools.calls.begin() as connection:
        connection.execute(text(f"SELECT make_partition('{table}', ({month})::date)"))


def test_nobody_else_makes_any(trail: tuple[Pools, Ask]) -> None:
    assert trail[1](
        "SELECT has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc WHERE proname = 'make_partition'"
    ) == [(False,)]


def test_going_back_and_on_keeps_events_seals_and_numbers(trail: tuple[Pools, Ask], company: Cluster) -> None:
    pools, ask = trail
    owner = with_database(company.owner_url, "mois")
    for days in (0, 40, 400):
        _write(pools, clock.now() + dt.timedelta(days=days))
    head = _seal(pools).head
    pools.calls.dispose()
    migrations.downgrade(owner, "0014")
    assert ask("SELECT count(*), max(id) FROM audit_event") == [(3, 3)]
    with pytest.raises(Exception, match="append_only"):
        ask("DELETE FROM audit_event")
    migrations.upgrade(owner)
    assert len({place for place, _ in _where(ask)}) == 3
    engine = create_engine(with_database(company.app_url, "mois"))
    with transaction(engine) as session:
        assert (seal.verify(session).head, seal.verify(session).whole) == (head, True)
    engine.dispose()
    _write(pools, clock.now())
    assert ask("SELECT max(id) FROM audit_event") == [(4,)]
    assert _seal(pools).whole
