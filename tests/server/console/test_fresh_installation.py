"""What an installation holds and shows before its first person: no account, nothing invented, no secret within reach."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fofal_server.app import operations
from fofal_server.auth.keys import Keys
from fofal_server.cluster.url import connected
from fofal_server.console.installation import reached
from tests.server.console.launched import SERVE, call, launched, open_folder, processes

PREPARED = {"alembic_version", "audit_event", "audit_event_first", "auth_role", "auth_setup_code"}
SETTINGS = {"settings_currency", "settings_parameter", "settings_unit"}
WORKING = {
    "job_run", "notifications_heartbeat", "notifications_recipient", "notifications_rule", "ops_service_minute",
    "scheduled_job",
}  # fmt: skip
"""What a running server writes of its own work, as soon as it comes to it."""
"""All that a new company begins with: roles, units, currencies, rates of the law, and the trail of their making."""


@dataclass
class Fresh:
    """A company as its first start leaves it, while it runs."""

    folder: Path
    url: str
    code: str
    rows: dict[str, int]
    invented: list[str]
    commands: dict[int, bytes]


@pytest.fixture(scope="module")
def fresh() -> Iterator[Fresh]:
    with open_folder() as place, launched(place / "société", SERVE, "--empty") as start:
        told = start.told()
        assert len(start.workers()) == 2
        counted = dict(_counted(place / "société"))
        rows = {name: count for name, (count, _) in counted.items() if count}
        invented = [name for name, (_, count) in counted.items() if count]
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes(place)}
        yield Fresh(place / "société", told["url"], told["first_admin_code"], rows, invented, commands)


def _counted(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each table with how many rows it has, and how many of them speak of a demo."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    with reached(folder, None) as found, connected(found.owner_url) as connection, connection.cursor() as cursor:
        cursor.execute(tables)
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE t::text ~* 'd[ée]mo') FROM {name} t")
            yield name, cursor.fetchone()  # type: ignore[misc]  # a count is always one row


def test_class_14_demo_accounts_and_data_are_in_no_fresh_installation(fresh: Fresh) -> None:
    assert fresh.rows.keys() - WORKING == PREPARED | SETTINGS
    assert fresh.invented == []


@pytest.mark.parametrize("word", ["demo", "seed", "install", "debug", "test", "fixture", "reset-all"])
def test_class_14_leftovers_no_door_serves_a_demo_or_a_trial(word: str) -> None:
    assert [one.path for one in operations() if word in one.path or word in one.name] == []


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/redoc", "/openapi.json", "/api/v1/openapi.json", "/debug", "/demo", "/.git/config", "/static"],
)
def test_class_14_leftovers_nothing_answers_outside_the_contract(fresh: Fresh, path: str) -> None:
    """ASVS 13.4.1, 13.4.3, 13.4.5: neither the API's description, nor folders, nor what developers left."""
    assert call(fresh.url, "GET", path)[0] == 404


def test_class_17_secrets_lie_in_files_that_only_their_owner_reads(fresh: Fresh) -> None:
    """Whatever file of the installation holds a secret, and every folder on the way to the keys."""
    words, found = _secrets(fresh), set()
    for path in fresh.folder.rglob("*"):
        if path.is_file() and "postgres" not in path.parts and any(word in path.read_bytes() for word in words):
            found.add(path.name)
            assert path.stat().st_mode & 0o077 == 0, path
    assert found == {"cluster-secrets.json", "password-pepper", "token-keys.json"}
    assert [one for one in (fresh.folder / "secrets").glob("**/") if one.stat().st_mode & 0o077] == []


def test_class_17_secrets_are_in_no_argument_of_a_running_process(fresh: Fresh) -> None:
    """Arguments are shown to everybody on the machine; secrets go by files and by the environment of the process."""
    everything = b"\n".join(fresh.commands.values())
    assert b"fofal_server.console.serving" in everything
    assert b"fofal_app" in everything
    assert [word for word in _secrets(fresh) if word in everything] == []


def _secrets(fresh: Fresh) -> list[bytes]:
    """Passwords of the database, pepper, keys that sign (as kept and as used), and the code of the first person."""
    kept: dict[str, Any] = json.loads((fresh.folder / "cluster-secrets.json").read_bytes())
    keys = Keys.load(fresh.folder)
    drawn = [keys.pepper, *keys.signing.values()]
    words = [*(word.encode() for word in kept.values()), *drawn, *map(base64.b64encode, drawn), fresh.code.encode()]
    assert min(map(len, words)) >= 14
    return words
