"""Which programs a database serves: told by the migrations, remembered by the database."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from fofal_server.core.migrations import head_revision, oldest_served
from fofal_server.core.standing import STANDING, Standing
from tests.support.databases import Database

SCRIPT = """
revision, down_revision, branch_labels, depends_on = "{own}", {before}, None, None
compatible_with_previous = {borne}
def upgrade(): ...
def downgrade(): ...
"""


@pytest.mark.parametrize(
    ("standing", "head", "serves"),
    [
        (Standing("0009", "0009"), "0009", True),
        (Standing("0011", "0009"), "0009", True),
        (Standing("0011", "0010"), "0009", False),
        (Standing("0008", None), "0009", False),
        (Standing("0009", None), "0008", False),
        (Standing("0009", None), "0009", True),
        (Standing(), "0009", False),
    ],
)
def test_a_program_is_served_by_its_tables_and_by_later_ones_that_bear_it(
    standing: Standing, head: str, serves: bool
) -> None:
    assert standing.serves(head) is serves


def test_the_chain_ends_at_the_newest_migration_that_takes_something_away(tmp_path: Path) -> None:
    chain = (("0001", "None", False), ("0002", "'0001'", False), ("0003", "'0002'", True), ("0004", "'0003'", True))
    (tmp_path / "versions").mkdir()
    for own, before, borne in chain:
        (tmp_path / "versions" / f"{own}_x.py").write_text(SCRIPT.format(own=own, before=before, borne=borne))
    config = Config()
    config.set_main_option("script_location", str(tmp_path))
    scripts = ScriptDirectory.from_config(config)
    assert [oldest_served(scripts, own) for own, _, _ in chain] == ["0001", "0002", "0002", "0002"]


def test_a_migrated_database_remembers_it(database: Database) -> None:
    engine = create_engine(database.app)
    with engine.connect() as connection:
        revision, oldest = connection.execute(text(STANDING)).one()
    engine.dispose()
    assert revision == head_revision()
    assert oldest is not None
    assert oldest <= revision
