"""What the doctor finds, and what it says to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fofal_server.auth.keys import FOLDER, PEPPER, Keys
from fofal_server.cluster import credentials
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected, with_database
from tests.server.console.typing_in import Terminal

Ask = Callable[..., list[tuple[object, ...]]]


def _ill(found: Any) -> set[str]:
    return {one["name"] for one in found["checks"] if not one["ok"]}


@pytest.fixture
def farm(demo: Path) -> Iterator[Cluster]:
    """The demo company with its database running."""
    with Cluster(demo) as cluster:
        yield cluster


@pytest.fixture
def healthy(farm: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(farm.data_dir, monkeypatch, capsys)


def test_all_is_well_with_a_company_as_it_was_made(healthy: Terminal, farm: Cluster) -> None:
    said = healthy("doctor", "--json")
    assert _ill(said.json) == set()
    assert said.code == 0
    names = [one["name"] for one in said.json["checks"]]
    assert {"disk", "secrets", "durability", "migration", "indexes", "clock", "audit", "inventory.proof"} <= set(names)
    assert "✗" not in healthy("doctor").out
    with connected(farm.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id, quantity FROM inventory_stock_balance WHERE quantity > 0 ORDER BY id LIMIT 1")
        key, quantity = cursor.fetchone() or (None, None)
        cursor.execute("UPDATE inventory_stock_balance SET quantity = quantity + 1 WHERE id = %s", (key,))
        wrong = healthy("doctor", "--json")
        cursor.execute("UPDATE inventory_stock_balance SET quantity = %s WHERE id = %s", (quantity, key))
    assert wrong.code == 1
    assert _ill(wrong.json) == {"inventory.proof"}


def test_a_database_without_durability_is_ill(typed: Terminal) -> None:
    said = typed("doctor", "--json")
    assert said.code == 1
    assert "durability" in _ill(said.json)
    told = typed("doctor").out
    assert "✗ Écritures sûres : fsync=off" in told
    assert "ALTER SYSTEM RESET fsync;" in told


def test_an_open_secret_and_an_invalid_index_are_ill(typed: Terminal, ask: Ask) -> None:
    Keys.ensure(typed.folder)
    secret = typed.folder / FOLDER / PEPPER
    index = "'ix_auth_failure_last_at'::regclass"
    secret.chmod(0o644)
    ask(f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = {index}")
    try:
        found = typed("doctor", "--json").json
    finally:
        secret.chmod(0o600)
        ask(f"UPDATE pg_index SET indisvalid = true WHERE indexrelid = {index}")
    assert {"secrets", "indexes"} <= _ill(found)
    remedies = {one["name"]: one["remedy"] for one in found["checks"]}
    assert remedies["indexes"] == "fofal-server db reindex"


def test_passwords_of_the_database_that_others_may_read_open_nothing(typed: Terminal) -> None:
    secret = typed.folder / credentials.FILE
    secret.chmod(0o640)
    try:
        said = typed("doctor", "--json")
    finally:
        secret.chmod(0o600)
    assert (said.code, _ill(said.json)) == (3, {"secrets", "database"})


def test_breached_passwords_that_cannot_be_searched_are_told(
    typed: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "divulgues.txt"
    monkeypatch.setenv("FOFAL_BREACHED_PASSWORDS", str(named))
    assert f"✗ Mots de passe divulgués : {named} : illisible" in typed("doctor").out
    named.write_text(f"{'A' * 40}:1\n{'B' * 40}:2\n", encoding="ascii")
    assert f"✓ Mots de passe divulgués : {named} (86 o)" in typed("doctor").out


def test_a_role_that_may_too_much_is_ill(typed: Terminal, ask: Ask) -> None:
    ask("ALTER ROLE fofal_app CREATEDB")
    try:
        assert "role" in _ill(typed("doctor", "--json").json)
    finally:
        ask("ALTER ROLE fofal_app NOCREATEDB")


def test_a_database_that_somebody_else_runs_is_administered_alike(
    farm: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, monkeypatch, capsys)
    (tmp_path / credentials.FILE).write_bytes((farm.data_dir / credentials.FILE).read_bytes())
    (tmp_path / credentials.FILE).chmod(0o600)
    farm.create_database("ailleurs")
    try:
        monkeypatch.setenv("FOFAL_DATABASE_URL", with_database(farm.owner_url, "ailleurs"))
        assert terminal("init", "--json").json["first_admin_code"]
        assert terminal("user", "list", "--json").json == []
        assert terminal("status", "--json").json["database"]["version"]
        assert _ill(terminal("doctor", "--json").json) == set()
    finally:
        farm.drop_database("ailleurs")


def test_mail_that_cannot_leave_is_told_with_its_reason(typed: Terminal, ask: Ask) -> None:
    ask(
        "INSERT INTO mail_message (id, version, created_at, updated_at, letter, recipient, language, subject, values,"
        " status, tries, error) VALUES (gen_random_uuid(), 1, now(), now(), 'password_changed', 'a@exemple.cm', 'fr',"
        " 'Essai', '{}', 'waiting', 0, 'Aucun serveur de courrier')"
    )
    assert "mail" in _ill(typed("doctor", "--json").json)
    assert typed("status", "--json").json["mail"] == {"waiting": 1, "given_up": 0, "why": "Aucun serveur de courrier"}
    assert "✗ Aucun serveur de courrier" in typed("status").out
    ask("DELETE FROM mail_message")
    assert "mail" not in _ill(typed("doctor", "--json").json)
