"""The three scripts of compose.yaml do what they say: on a PostgreSQL of this machine instead of a container's."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from fofal_server.cluster import account, foreign
from fofal_server.cluster import port as ports
from fofal_server.cluster.binaries import find
from fofal_server.cluster.url import connected
from tests.server.console.launched import open_folder
from tests.support.until import until

SERVER = Path(__file__).resolve().parents[2] / "installer" / "server"
SCRIPTS = SERVER / "compose"
SETTINGS = [
    one
    for one in yaml.safe_load((SERVER / "compose.yaml").read_text(encoding="utf-8"))["x-postgres"]["command"]
    if one.startswith("--")
]
LOCAL = ["--listen_addresses=127.0.0.1", "--shared_buffers=16MB"]


@dataclass(frozen=True)
class Container:
    """What a script finds where it runs: its secrets, its PGDATA, PostgreSQL's programs, an account that is not root."""

    folder: Path
    port: int

    @property
    def pgdata(self) -> Path:
        return self.folder / "18" / "docker"

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": f"{find().folder}:{os.environ['PATH']}", "PGDATA": str(self.pgdata), "LANG": "C.UTF-8", **more}

    def words(self, script: str, *more: str) -> list[str]:
        """Its places are those of the container in the file, and this folder's here."""
        text = (SCRIPTS / script).read_text(encoding="utf-8")
        copied = self.folder / script
        for place in ("/tmp/", "/run/secrets/"):  # noqa: S108 - those of a container
            text = text.replace(place, f"{self.folder}/")
        copied.write_text(text, encoding="utf-8")
        return ["sh", str(copied), *more]

    def postgres(self) -> list[str]:
        return [
            "postgres",
            f"--port={self.port}",
            f"--unix_socket_directories={self.folder}",
            *LOCAL,
            *SETTINGS,
            LOCAL[1],
        ]

    def run(self, *words: str, **environment: str) -> str:
        done = subprocess.run(
            words,
            env=self.environment(**environment),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **privileges(),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, *words: str, **environment: str) -> Iterator[None]:
        with (self.folder / "log").open("wb") as log:
            started = subprocess.Popen(
                words, env=self.environment(**environment), cwd=self.folder, stdout=log, stderr=log, **privileges()
            )
            try:
                yield
            finally:
                started.terminate()
                started.wait()


def privileges() -> dict[str, Any]:
    return account.privileges(_account())


def _account() -> account.Account | None:
    return account.choose(Path("/nowhere"))


def container(folder: Path, name: str, secrets: Mapping[str, str]) -> Container:
    """A folder of that account alone, with these secrets."""
    found = Container(folder / name, ports.choose(None))
    found.folder.mkdir(mode=0o700)
    for secret, text in secrets.items():
        (found.folder / secret).write_text(text, encoding="utf-8")
    for path in (found.folder, *found.folder.iterdir()):
        account.give(path, _account())
    return found


def asked(url: str, question: str) -> Any:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def answers(url: str) -> bool:
    try:
        return bool(asked(url, "SELECT 1"))
    except Exception:  # noqa: BLE001 - it is not there yet
        return False


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[str, str]]:
    """The company's database on both, as its owner sees it."""
    with open_folder() as folder, ExitStack() as held:
        primary = container(folder, "primary", {"owner-password": "a'b c", "replicator-password": "repeats"})
        standby = container(folder, "standby", {"replicator-password": "repeats"})
        primary.run(
            "initdb",
            "--username=postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        with (primary.pgdata / "pg_hba.conf").open("a", encoding="ascii") as rules:
            rules.write("host all all all scram-sha-256\n")  # as the entry point of the image does
        first, second = (f"postgresql://fofal_owner:a'b%20c@127.0.0.1:{one.port}/fofal" for one in (primary, standby))
        with primary.running(*primary.postgres()):
            place = {"PGHOST": str(primary.folder), "PGPORT": str(primary.port)}
            until(
                lambda: (
                    subprocess.run(["pg_isready", "-q"], env=primary.environment(**place), check=False).returncode == 0
                )
            )
            primary.run(*primary.words("primary.sh"), **place)
        held.enter_context(primary.running(*primary.postgres()))
        until(lambda: answers(first))
        follows = standby.words("standby.sh", *standby.postgres())
        held.enter_context(standby.running(*follows, PGHOST="127.0.0.1", PGPORT=str(primary.port)))
        until(lambda: answers(second))
        yield first, second


def test_the_owner_can_make_ready_what_a_server_needs(pair: tuple[str, str]) -> None:
    foreign.prepare(pair[0], "word of the application")
    assert foreign.lacking(pair[0]) == []
    assert not asked(pair[0], "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def test_the_standby_repeats_on_its_slot(pair: tuple[str, str]) -> None:
    first, second = pair
    assert (asked(first, "SELECT pg_is_in_recovery()"), asked(second, "SELECT pg_is_in_recovery()")) == (False, True)
    assert asked(first, "SELECT active FROM pg_replication_slots WHERE slot_name = 'standby'")
    assert asked(first, "SELECT current_setting('max_slot_wal_keep_size')") == "2GB"
    with connected(first) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told AS SELECT 7 AS number")
    until(lambda: answers_with(second, "SELECT number FROM told", 7))


def answers_with(url: str, question: str, wanted: int) -> bool:
    try:
        return bool(asked(url, question) == wanted)
    except Exception:  # noqa: BLE001 - the table is not there yet
        return False


def test_secrets_are_drawn_once_each_for_one_account(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away: sudo")
    folder = tmp_path / "secrets"
    draw = ["sh", str(SCRIPTS / "secrets.sh"), str(folder)]
    subprocess.run(draw, check=True)
    first = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}
    subprocess.run(draw, check=True)
    assert {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()} == first
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}
    declared = set(yaml.safe_load((SERVER / "compose.yaml").read_text(encoding="utf-8"))["secrets"])
    assert declared - set(first) == {"tls-cert", "tls-key"}
    assert set(first) <= declared
    assert {one.name for one in folder.iterdir() if one.stat().st_uid == 10001} == {
        "database-url", "redis-url", "metrics-token", "smtp-password",
    }  # fmt: skip
    assert first["database-url"].strip() == f"postgresql://fofal_owner:{first['owner-password']}@primary:5432/fofal"
    assert re.fullmatch(r"redis://:[0-9a-f]{48}@redis:6379/0\n", first["redis-url"])
    assert (
        len({first[name] for name in ("postgres-password", "owner-password", "replicator-password", "metrics-token")})
        == 4
    )
