"""What the log of a running server holds of everything that people send: who did what, and no secret."""

import json
import logging
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, text

from fofal_server.auth import services
from fofal_server.auth.keys import Keys
from fofal_server.auth.passwords import Passwords
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers
from fofal_server.core import clock, logs
from fofal_server.core.db import transaction
from fofal_server.core.log_keeping import Keeping, forget
from fofal_server.core.logfile import LogFile
from tests.support.databases import Database, Databases
from tests.support.patience import PATIENCE

FORGED = '{"event": "call", "user": "direction", "path": "/forged", "status": 200}'
BREAKS = ("\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")


@dataclass
class Traffic:
    """What was sent to a server, and everything that it wrote down."""

    secrets: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    written: str = ""
    refusals: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.written.splitlines() if line.startswith("{")]

    def calls(self, path: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == "call" and line["path"].startswith(path)]


@pytest.fixture(scope="module")
def traffic(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Traffic:
    """A server process that was used and misused, and has ended."""
    folder, seen = tmp_path_factory.mktemp("journaux"), Traffic()
    with (
        all_databases.fresh() as database,
        _stderr_into(folder / "stderr"),
        listen("127.0.0.1", None, None) as listener,
    ):
        ticket = _people(database, folder, seen)
        with Workers(Installation(folder, database.owner, database.app), listener) as workers:
            workers.start(1, (), threading.Event())
            _use(workers.url + "/api/v1", database, seen, ticket, folder)
    seen.written = (folder / "log" / "server.log").read_text(encoding="utf-8") + (folder / "stderr").read_text()
    return seen


@contextmanager
def _stderr_into(path: Path) -> Iterator[None]:
    saved = os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _people(database: Database, folder: Path, seen: Traffic) -> str:
    """Somebody with a password and a ticket."""
    passwords = Passwords(Keys.ensure(folder).pepper)
    engine = create_engine(database.app)
    with transaction(engine) as session:
        hashed = passwords.hashed("le mot de passe de départ")
        services.create_user(session, "direction", "Direction", ["administrator", "owner"], password_hash=hashed)
        ticket = services.create_ticket(session, "direction")
    engine.dispose()
    seen.secrets |= {"le mot de passe de départ", hashed, ticket}
    return ticket


def _use(base: str, database: Database, seen: Traffic, ticket: str, folder: Path) -> None:
    with requests.Session() as http:
        http.trust_env = False
        post = _posting(http, base, seen)
        for wrong in ("le mot de passe de mon chien", "direction2026!"):
            post("/auth/login", {"username": "direction", "password": wrong})
        post("/auth/login", {"username": "le nom que j'ai confondu", "password": "le mot de passe confondu"})
        post("/auth/ticket", {"ticket": secrets.token_urlsafe(32)})
        post("/auth/ticket", {"ticket": ticket})
        post("/auth/first-admin", {"code": "ABCD-EFGH-JKLM", "username": "un", "password": "p" * 30, "full_name": "x"})
        known = post("/auth/login", {"username": "direction", "password": "le mot de passe de départ"}).json()
        post("/auth/refresh", {"refresh_token": known["refresh_token"]})
        http.headers["Authorization"] = f"Bearer {known['access_token']}"
        fresh = {"current_password": "le mot de passe de départ", "new_password": "la phrase du lendemain"}
        post("/auth/password", {**fresh, "current_password": "pas le bon mot de passe"})
        _break(http, base, database, fresh, seen)
        post("/auth/password", fresh)
        _bodies(http, base, seen, folder)
        _forge(http, base)
        for header in ("Bearer un-jeton-tout-faux", "Basic ZGlyZWN0aW9uOnNlY3JldA=="):
            seen.secrets.add(header.split()[1])
            http.get(f"{base}/auth/me", headers={"Authorization": header, "Cookie": "session=un-biscuit-secret"})
        seen.secrets.add("un-biscuit-secret")
        post("/auth/logout", {})


def _posting(http: requests.Session, base: str, seen: Traffic) -> Any:
    def post(path: str, body: dict[str, str]) -> requests.Response:
        private = {"password", "ticket", "code", "refresh_token", "current_password", "new_password"}
        seen.secrets |= {value for name, value in body.items() if name in private}
        answer = http.post(base + path, json=body, timeout=PATIENCE)
        if answer.ok and answer.content:
            told = answer.json()
            seen.secrets |= {told[name] for name in ("access_token", "refresh_token") if name in told}
        return answer

    return post


def _break(http: requests.Session, base: str, database: Database, body: dict[str, str], seen: Traffic) -> None:
    """The database fails in the middle of storing a password: the log gets a traceback."""
    engine = create_engine(database.owner, isolation_level="AUTOCOMMIT")
    failing = (
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'x' USING ERRCODE = 'XX000'; END $$"
    )
    with engine.connect() as owner:
        owner.execute(text(failing))
        owner.execute(text("CREATE TRIGGER fails BEFORE UPDATE ON auth_user FOR EACH ROW EXECUTE FUNCTION fail()"))
        _fail(http.post(f"{base}/auth/password", json=body, timeout=PATIENCE), seen)
        owner.execute(text("DROP FUNCTION fail CASCADE"))
    engine.dispose()
    seen.secrets |= {"$2b$", *body.values()}


def _fail(answer: requests.Response, seen: Traffic) -> None:
    assert answer.status_code == 500
    seen.refusals.append(f"{answer.headers}\n{answer.text}")


def _bodies(http: requests.Session, base: str, seen: Traffic, folder: Path) -> None:
    """Files, records, malformed bodies and queries with things that are nobody's business; a file finds no folder."""
    plot = http.post(
        f"{base}/parties/parties", json={"code": "P1", "name": "Tiers très privé", "kind": "other"}, timeout=PATIENCE
    )
    assert plot.status_code == 201, plot.text
    query = {"resource": "parties.parties", "record_id": plot.json()["id"]}
    file = {"file": ("contrat secret.txt", b"le contenu du contrat", "text/plain")}
    blocked = folder / "attachments"
    blocked.touch()
    _fail(http.post(f"{base}/documents/attachments/upload", params=query, files=file, timeout=PATIENCE), seen)
    blocked.unlink()
    sent = http.post(f"{base}/documents/attachments/upload", params=query, files=file, timeout=PATIENCE)
    assert sent.status_code == 201, sent.text
    http.post(f"{base}/parties/parties", data=b'{"name": "un corps coup', headers={"Content-Type": "application/json"})
    http.get(f"{base}/parties/parties", params={"search": "une recherche intime", "filter": "x:eq:un filtre intime"})
    seen.secrets |= {"le contenu du contrat", "un corps coup", "une recherche intime", "un filtre intime"}


def _forge(http: requests.Session, base: str) -> None:
    """Line breaks wherever a text of the caller's could reach a line."""
    for mark in BREAKS:
        http.get(f"{base}/parties/" + requests.utils.quote(f"parties{mark}{FORGED}", safe=""), timeout=PATIENCE)
        http.post(
            f"{base}/auth/login", json={"username": f"direction{mark}{FORGED}", "password": "x" * 20}, timeout=PATIENCE
        )
    http.get(f"{base}/auth/me", headers={"X-Request-ID": "abc\tdef {forged}", "User-Agent": FORGED}, timeout=PATIENCE)


def test_no_line_holds_a_secret(traffic: Traffic) -> None:
    assert len(traffic.secrets) > 20
    assert {word for word in traffic.secrets if word in traffic.written} == set()


def test_each_call_says_who_what_how_and_how_long(traffic: Traffic) -> None:
    calls = traffic.calls("/api/v1")
    assert len(calls) > 30
    for call in calls:
        assert {"request_id", "user", "method", "path", "status", "ms", "address", "timestamp"} <= call.keys()
        assert isinstance(call["ms"], float)
        assert len(call["request_id"]) >= 8
        assert datetime.fromisoformat(call["timestamp"]).utcoffset() == timedelta(0)
    assert len({call["request_id"] for call in calls}) == len(calls)
    assert {call["user"] for call in traffic.calls("/api/v1/parties") if call["status"] != 404} == {"direction"}
    assert {call["status"] for call in traffic.calls("/api/v1/auth/login")} >= {200, 401}


def test_class_18_talkative_errors_the_caller_gets_an_id_and_the_log_the_traceback(traffic: Traffic) -> None:
    """A failure of the database, and one that nothing foresees (ASVS 16.5.1, 16.5.4)."""
    logged = {line["request_id"] for line in traffic.lines if "Traceback" in line.get("exception", "")}
    failed = logged & {call["request_id"] for call in traffic.calls("/api/v1") if call["status"] == 500}
    assert len(failed) == len(traffic.refusals) == 2
    inner = re.compile(
        r"Traceback|\.py|psycopg|sqlalchemy|XX000|RAISE|UPDATE|auth_user|fofal_server|Error\b|attachments['\"]"
    )
    for told in traffic.refusals:
        assert any(one in told for one in failed)
        assert inner.findall(told) == []


def test_nobody_forges_a_line(traffic: Traffic) -> None:
    assert "/forged" in traffic.written
    assert [line for line in traffic.lines if line.get("path") == "/forged"] == []
    assert all(line.startswith("{") for line in traffic.written.splitlines() if line.strip())


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Any]:
    """Makes handlers on one file, as several processes would."""
    made: list[LogFile] = []

    def handler(most_bytes: int = 300, kept: int = 10**6) -> LogFile:
        made.append(LogFile(tmp_path / "server.log", most_bytes, Keeping(most_bytes=kept)))
        return made[-1]

    yield handler
    for one in made:
        one.close()


def _say(handler: logging.Handler, words: str) -> None:
    handler.handle(logging.LogRecord("essai", logging.INFO, "", 0, words, None, None))


def test_a_full_file_is_put_aside_once_and_no_line_is_lost(log: Any, tmp_path: Path) -> None:
    first, second = log(), log()
    for number in range(40):
        _say(first if number % 2 else second, f"ligne {number:03} " + "x" * 20)
    files = list(tmp_path.iterdir())
    lines = sorted(line.split()[1] for path in files for line in path.read_text(encoding="utf-8").splitlines())
    assert lines == [f"{number:03}" for number in range(40)]
    assert 3 < len(files) < 9
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_all_files_together_take_no_more_than_their_room(log: Any, tmp_path: Path) -> None:
    handler = log(kept=1000)
    for number in range(200):
        _say(handler, f"ligne {number:03} " + "x" * 20)
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1000 + 300
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()))
    assert "ligne 199" in written
    assert "ligne 150" not in written


def test_each_day_has_its_file_and_goes_after_its_time(log: Any, tmp_path: Path) -> None:
    """A quiet office fills no file: its lines would stay for years."""
    first, second = log(), log()
    for days in (100, 95, 89, 1, 0):
        moment = clock.now() - timedelta(days=days)
        with clock.frozen(moment):
            for handler in (first, second):
                _say(handler, f"il y a {days} jours")
                os.utime(tmp_path / "server.log", (moment.timestamp(),) * 2)
    forget(tmp_path, Keeping())
    days_of = [
        [line.split()[3] for line in path.read_text(encoding="utf-8").splitlines()] for path in tmp_path.iterdir()
    ]
    assert sorted(days_of) == [["0", "0"], ["1", "1"], ["89", "89"]]


def test_what_could_not_be_written_is_counted_and_told_later(log: Any, tmp_path: Path, capfd: Any) -> None:
    folder = tmp_path / "absent"
    handler = LogFile(folder / "server.log", 10_000, Keeping())
    _say(handler, "perdue")
    _say(handler, "perdue aussi")
    folder.mkdir()
    _say(handler, "de nouveau")
    handler.close()
    told, line = (folder / "server.log").read_text(encoding="utf-8").splitlines()
    assert json.loads(told)["lines"] == 2
    assert line == "de nouveau"
    assert capfd.readouterr().err == ""


def test_half_a_character_is_no_obstacle() -> None:
    line = logs._json({"event": "call", "path": "/\ud800", "user": "zoé\u2028"})
    assert json.loads(line) == {"event": "call", "path": "/\ud800", "user": "zoé\u2028"}
    assert len(line.splitlines()) == 1
