"""From nothing to an installation that waits for its first administrator, and back where nothing is lost."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fofal_server.cluster import lock, role
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import installation, main
from fofal_server.core import migrations
from tests.server.console.launched import open_folder, processes
from tests.server.console.typing_in import Terminal

Ask = Callable[..., list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def nothing() -> Iterator[Cluster]:
    """A running database in which nothing has been made."""
    with open_folder() as folder, Cluster(folder / "vide", quick=True) as cluster:
        yield cluster


@pytest.fixture
def bare(nothing: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal at a database without tables."""
    nothing.drop_database(role.DATABASE)
    nothing.create_database(role.DATABASE)
    return Terminal(nothing.data_dir, monkeypatch, capsys)


@pytest.fixture(scope="module")
def migrated(nothing: Cluster) -> str:
    """What ``migrate`` makes of an empty database, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOFAL_DATA_DIR", str(nothing.data_dir))
        assert main.run(["migrate"]) == 0
    nothing.create_database("comme_neuve", role.DATABASE)
    return "comme_neuve"


@pytest.fixture
def ready(bare: Terminal, nothing: Cluster, migrated: str) -> Terminal:
    """A terminal at such a one."""
    nothing.drop_database(role.DATABASE)
    nothing.create_database(role.DATABASE, migrated)
    return bare


def test_an_empty_database_is_not_ready_for_other_commands(bare: Terminal) -> None:
    said = bare("user", "list")
    assert said.code == 1
    assert "fofal-server migrate" in said.err


def test_tables_come_and_go_while_nobody_is_there(bare: Terminal) -> None:
    assert bare("upgrade", "--json").json["steps"][0]["found"].endswith("fofal-server init")
    assert bare("migrate", "--json").json == {"before": None, "after": migrations.head_revision()}
    assert bare("migrate", "--down", "base").code == 2
    assert bare("migrate", "--down", "base", "--yes", "--json").json["after"] is None
    assert bare("init", "--json").json["revision"] == migrations.head_revision()
    assert bare("migrate", "--down", "nulle-part", "--yes").code == 1


def test_the_database_of_a_newer_program_is_left_alone(ready: Terminal, nothing: Cluster) -> None:
    with connected(nothing.owner_url) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("migrate",), ("init",), ("user", "list"), ("migrate", "--down", "base", "--yes")):
        said = ready(*words)
        assert (said.code, "plus récente" in said.err) == (1, True)


def test_init_draws_a_new_code_until_somebody_is_there(ready: Terminal) -> None:
    codes = [ready("init", "--json").json["first_admin_code"] for _ in range(2)]
    assert codes[0] != codes[1]
    assert ready("user", "create", "direction", "Direction", "--role", "administrator").code == 0
    assert ready("init", "--json").json["first_admin_code"] is None
    refused = ready("migrate", "--down", "base", "--yes")
    assert refused.code == 1
    assert "données" in refused.err


def test_the_demo_goes_into_an_empty_database_only(ready: Terminal, nothing: Cluster) -> None:
    assert len(ready("role", "list", "--json").json) > 5
    assert ready("seed", "--demo", "--json").json == {"seeded": True, "demo": True}
    with connected(nothing.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT demo, name FROM settings_company")
        assert cursor.fetchall() == [(True, "FOFAL (démo)")]
        cursor.execute("SELECT count(*) FROM auth_user WHERE password_hash IS NOT NULL OR full_name NOT LIKE '%(démo)'")
        assert cursor.fetchone() == (0,)
    again = ready("seed", "--demo")
    assert again.code == 1
    assert "n'est pas vide" in again.err
    assert ready("seed").code == 0
    assert ready("init").code == 1


def test_a_company_is_not_filled_with_a_demo(typed: Terminal) -> None:
    assert typed("seed", "--demo").code == 1


def test_a_migration_waits_for_who_uses_a_table(bare: Terminal, nothing: Cluster) -> None:
    """Somebody holds what the migration needs until it has been seen waiting twice: it gave way and came back."""
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'fofal_owner'"
    seen: set[int] = set()
    with connected(nothing.owner_url) as holder, holder.cursor() as held, ThreadPoolExecutor(1) as pool:
        held.execute("BEGIN; CREATE TABLE audit_event (id int)")
        migrating = pool.submit(migrations.upgrade, nothing.owner_url)
        with connected(nothing.superuser_url) as watching, watching.cursor() as cursor:
            while len(seen) < 2 and not migrating.done():
                cursor.execute(waiting)
                seen |= {row[0] for row in cursor.fetchall()}
        held.execute("ROLLBACK")
        migrating.result(60)
    assert len(seen) == 2


def test_no_installation_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path / "rien", monkeypatch, capsys)
    for words in (("user", "list"), ("audit", "verify"), ("migrate",), ("seed",), ("doctor",)):
        said = terminal(*words)
        assert (said.code, said.out) == (1, "")
        assert "FOFAL_DATA_DIR" in said.err
    assert terminal("status").code == 3
    assert not (tmp_path / "rien").exists()


def test_a_database_out_of_reach_is_exit_3(
    typed: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installation, "_TRIES", 2)
    for name in ("cluster.json", "cluster-secrets.json"):
        (tmp_path / name).write_bytes((typed.folder / name).read_bytes())
    (tmp_path / "cluster.json").write_text('{"port": 1}')
    terminal = Terminal(tmp_path, monkeypatch, capsys)
    with lock.hold(tmp_path):
        assert terminal("user", "list").code == 3
        found = terminal("doctor", "--json")
        assert (found.code, found.json["ok"]) == (3, False)
    monkeypatch.setenv("FOFAL_DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/none")
    assert terminal("user", "list").code == 3


def test_the_entry_point_works_on_a_stopped_installation(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is started for the length of the command, in a process of its own."""
    monkeypatch.setenv("FOFAL_DATA_DIR", str(demo))
    command = [str(Path(sys.executable).parent / "fofal-server"), "user", "list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "demo-responsable" in done.stdout
    assert processes(demo) == []
