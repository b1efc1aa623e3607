"""Readings go by whole months when they are old enough, and nobody but the job takes any away."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fofal_server.core import clock
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.errors import Refused
from fofal_server.ops import months
from fofal_server.sensors import jobs, limits
from fofal_server.settings.models import Parameter
from tests.server.sensors.field import ago, reading, send, sensor, taken
from tests.support.api import speaking
from tests.support.databases import Database, Databases
from tests.support.servers import serving


@pytest.fixture
def own(all_databases: Databases) -> Iterator[tuple[Pools, Database]]:
    """A database of its own: months that went do not come back."""
    with all_databases.fresh() as fresh:
        pools = open_pools(fresh.app, size=3)
        yield pools, fresh
        pools.dispose()


def parts(pools: Pools) -> list[str]:
    asked = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'sensors_reading'::regclass ORDER BY 1"
    with pools.calls.connect() as connection:
        return list(connection.scalars(text(asked)))


def test_a_year_of_parts_is_there_from_the_start(own: tuple[Pools, Database]) -> None:
    this = clock.now().date().replace(day=1)
    counted = [this.year * 12 + this.month - 1 + more for more in range(-12, 4)]
    named = [months.part_of("sensors_reading", dt.date(one // 12, one % 12 + 1, 1)) for one in counted]
    assert parts(own[0]) == [*named, "sensors_reading_other"]


def test_months_go_whole_and_never_before_their_time(own: tuple[Pools, Database]) -> None:
    pools, _ = own
    before = parts(pools)
    assert "–" in jobs.forget_readings(pools)
    this = clock.now().astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    with pools.calls.begin() as connection:
        gone = list(
            connection.scalars(text("SELECT forget_readings(:before)"), {"before": this - dt.timedelta(days=61)})
        )
    assert gone == before[: len(gone)]
    assert len(gone) == 10
    assert parts(pools) == before[len(gone) :]


def test_how_long_is_a_parameter_and_a_slip_of_the_finger_costs_nothing(own: tuple[Pools, Database]) -> None:
    pools, _ = own
    before = parts(pools)
    for days, gone in ((3, None), (120, 8)):
        with transaction(pools.calls) as session:
            row = session.query(Parameter).filter(Parameter.code == limits.READINGS.code).one()
            row.value = days
        if gone is None:
            with pytest.raises(Refused):
                jobs.forget_readings(pools)
        else:
            jobs.forget_readings(pools)
            assert len(before) - len(parts(pools)) in {gone, gone + 1}  # as the days of months fall


def test_the_servers_role_takes_no_reading_away(own: tuple[Pools, Database]) -> None:
    pools, _ = own
    part = parts(pools)[3]
    for statement in (
        "DELETE FROM sensors_reading", "UPDATE sensors_reading SET value = 1", "TRUNCATE sensors_reading",
        f"DELETE FROM {part}", f"DROP TABLE {part}", "DELETE FROM sensors_reading_other",
        "SELECT forget_readings(now() - interval '29 days')",
    ):  # fmt: skip
        with pytest.raises(DBAPIError), pools.calls.begin() as connection:
            connection.execute(text(statement))
    assert len(parts(pools)) == 17


def test_every_part_keeps_the_rules_of_its_table(
    own: tuple[Pools, Database], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pools, database = own
    with serving(database, tmp_path_factory.mktemp("data")) as server, speaking(server) as api:
        one = sensor(api)
        assert send(api, reading(one, at=ago(days=200))) == taken(stored=1)
    wrong = {"id": one["id"], "at": clock.now() - dt.timedelta(days=100)}
    insert = "INSERT INTO sensors_reading (sensor_id, at, value, received_at) VALUES (:id, :at, 'NaN', now())"
    with pytest.raises(DBAPIError, match="ck_sensors_reading_value"), pools.calls.begin() as connection:
        connection.execute(text(insert), wrong)
