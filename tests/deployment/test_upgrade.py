"""An upgrade as an administrator types it, with the program of a later version, on a durable installation."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fofal_server.cluster import credentials
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import facts
from fofal_server.core import migrations
from tests.deployment.pair import Pair, later_version, running
from tests.server.console.launched import copied, open_folder
from tests.server.console.typing_in import HURRIED

HEAD = migrations.head_revision()
STEP = """
'''A step of a later version.'''
from alembic import op
from fofal_server.core.migrations import DataWouldBeLost
revision, down_revision, branch_labels, depends_on = "{own}", "{before}", None, None
compatible_with_previous = {borne}
def upgrade(): op.execute("{up}")
def downgrade(): {down}
"""
ADDS = {"up": "ALTER TABLE parties_party ADD COLUMN later varchar(10)", "borne": "True"}
BACK = "op.execute('ALTER TABLE parties_party DROP COLUMN later')"
STAYS = "raise DataWouldBeLost('Rien ne ramène ces lignes.')"
FAILS = {"up": "SELECT 1 / 0", "borne": "True", "down": "pass"}
NARROWS = {"up": "ALTER TABLE parties_party DROP COLUMN note", "borne": "False", "down": "pass"}
ALL_WELL = [(name, True) for name in ("preflight", "backup", "migrate", "verify")]
Steps = list[dict[str, Any]]


@pytest.fixture(scope="module")
def folder(at_rest: Path) -> Iterator[Path]:
    """An installation at rest, at the version of today."""
    with open_folder() as found:
        yield copied(at_rest, found / "data")


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., Path]:
    """The program with these migrations more, after ``before``."""

    def made(before: str, *more: dict[str, str]) -> Path:
        for number, one in enumerate(more, 9001):
            text = STEP.format(own=number, before=before, **one)
            if number == 9001:
                later_version(tmp_path, f"{number}_later", text)
            (tmp_path / "migrations" / "versions" / f"{number}_later.py").write_text(text, encoding="utf-8")
            before = str(number)
        return tmp_path

    return made


def upgraded(program: Path, *words: str, **environment: str) -> tuple[int, Steps]:
    """``fofal-server upgrade`` of that program: its code and its steps."""
    command = [sys.executable, "-P", "-m", "fofal_server.console.main", "upgrade", "--json", *words]
    known = {**os.environ, "FOFAL_BACKUP_RATE": HURRIED, **environment, **running(program)}
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)["steps"]


def names(steps: Steps) -> list[tuple[str, bool]]:
    return [(one["name"], one["ok"]) for one in steps]


def stands(folder: Path) -> tuple[str | None, bool]:
    """Where the database stands when it is started again, and whether the later column is there."""
    with Cluster(folder) as cluster, connected(cluster.owner_url) as connection, connection.cursor() as asking:
        asking.execute("SELECT count(*) FROM information_schema.columns WHERE column_name = 'later'")
        return facts.read(cluster.app_url).revision, asking.fetchone() != (0,)


def test_a_migration_that_fails_takes_back_those_before_it(folder: Path, later: Callable[..., Path]) -> None:
    code, steps = upgraded(later(HEAD, {**ADDS, "down": BACK}, FAILS), FOFAL_DATA_DIR=str(folder))
    assert (code, names(steps)) == (1, [*ALL_WELL[:2], ("migrate", False), ("rollback", True)])
    assert "division by zero" in steps[2]["found"]
    assert stands(folder) == (HEAD, False)


def test_what_cannot_be_taken_back_is_restored_from_the_set_just_taken(
    folder: Path, later: Callable[..., Path]
) -> None:
    code, steps = upgraded(later(HEAD, {**ADDS, "down": STAYS}, FAILS), FOFAL_DATA_DIR=str(folder))
    assert (code, names(steps)) == (1, [*ALL_WELL[:2], ("migrate", False), ("rollback", False), ("restore", True)])
    assert stands(folder) == (HEAD, False)
    assert [one for one in folder.parent.iterdir() if one.name.startswith("data-ecarte-")]
    assert (folder / "backups" / steps[1]["found"]).is_dir()


def test_an_upgrade_that_holds_is_verified_and_a_second_one_has_nothing_to_do(
    folder: Path, later: Callable[..., Path]
) -> None:
    program = later(HEAD, {**ADDS, "down": BACK})
    code, steps = upgraded(program, FOFAL_DATA_DIR=str(folder))
    assert (code, names(steps)) == (0, ALL_WELL)
    assert stands(folder) == ("9001", True)
    code, steps = upgraded(program, FOFAL_DATA_DIR=str(folder))
    assert (code, [one["found"] for one in steps]) == (0, ["la base est déjà à 9001"])


def test_nothing_is_taken_from_servers_that_run(both: Pair, later: Callable[..., Path]) -> None:
    here = both.environment(both.ports[0])
    code, steps = upgraded(later(HEAD, NARROWS), "--backed-up", **here)
    assert (code, names(steps)) == (1, [("preflight", False)])
    assert "arrêtez-les d'abord" in steps[0]["found"]


def test_servers_that_left_no_notes_here_are_seen_by_their_lines(
    both: Pair, later: Callable[..., Path], tmp_path: Path
) -> None:
    """As it is in a container beside theirs, or on another machine."""
    shutil.copy2(both.share / credentials.FILE, tmp_path / credentials.FILE)
    here = {**both.environment(both.ports[0]), "FOFAL_DATA_DIR": str(tmp_path)}
    code, steps = upgraded(later(HEAD, NARROWS), "--backed-up", **here)
    assert (code, names(steps)) == (1, [("preflight", False)])
    assert "(127.0.0.1)" in steps[0]["found"]


def test_a_database_of_somebody_else_has_to_be_backed_up_by_him(both: Pair, later: Callable[..., Path]) -> None:
    code, steps = upgraded(later(HEAD, {**ADDS, "down": BACK}), **both.environment(both.ports[0]))
    assert (code, names(steps)) == (1, [("preflight", False)])
    assert "--backed-up" in steps[0]["found"]
