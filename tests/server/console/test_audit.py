"""The trail from the console: verified, shown, and copied so that another tool can verify it."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from fofal_server.cluster.cluster import Cluster
from fofal_server.core import seal
from fofal_server.core.db import transaction
from tests.server.console.typing_in import Terminal

Ask = Callable[..., list[tuple[object, ...]]]
OFF, ON = (f"ALTER TABLE audit_event {word} TRIGGER audit_event_append_only" for word in ("DISABLE", "ENABLE"))


@pytest.fixture
def sealed(company: Cluster, typed: Terminal) -> Terminal:
    """A terminal at an installation whose whole trail is sealed."""
    typed("user", "list")
    engine = create_engine(company.app_url)
    with transaction(engine) as session:
        seal.seal(session)
    engine.dispose()
    return typed


@pytest.fixture
def tampered(sealed: Terminal, ask: Ask) -> Iterator[int]:
    """The number of an event that somebody with all rights rewrote."""
    ((number, name),) = ask("SELECT id, username FROM audit_event ORDER BY id LIMIT 1 OFFSET 1")
    ask(OFF)
    ask("UPDATE audit_event SET username = 'quelqu''un' WHERE id = %s", number)
    yield int(str(number))
    ask("UPDATE audit_event SET username = %s WHERE id = %s", name, number)
    ask(ON)


def test_a_whole_chain_is_verified_and_its_tail_counted(sealed: Terminal) -> None:
    told = sealed("audit", "verify", "--json").json
    assert told["whole"] is True
    assert told["unsealed"] == 0
    assert sealed("role", "grant", "consultant", "hr.teams:read").code == 0
    later = sealed("audit", "verify", "--json").json
    assert (later["head"], later["unsealed"]) == (told["head"], 1)
    assert "1 à sceller" in sealed("audit", "verify").out


def test_the_first_broken_event_is_named(sealed: Terminal, tampered: int) -> None:
    said = sealed("audit", "verify", "--json")
    assert said.code == 1
    assert said.json["broken"]["id"] == tampered
    assert said.json["broken"]["username"] == "quelqu'un"
    assert f"n° {tampered}" in sealed("audit", "verify").out


def test_the_last_events_are_shown(sealed: Terminal) -> None:
    told = sealed("audit", "tail", "-n", "3", "--json").json
    assert len(told) == 3
    assert [one["id"] for one in told] == sorted(one["id"] for one in told)


def test_a_copy_can_be_verified_without_us(sealed: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    told = sealed("audit", "export", "--output", str(path), "--json").json
    assert path.stat().st_mode & 0o077 == 0
    head, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    link = bytes(32)
    for place, line in enumerate(lines, 1):
        link = hashlib.sha256(link + line["text"].encode()).digest()
        assert (line["place"], line["hash"]) == (place, link.hex())
    assert (len(lines), link.hex()) == (told["events"], told["head"])
    assert dict(zip(head["columns"], json.loads(lines[0]["text"]), strict=True))["id"] == 1
    assert sealed("audit", "export", "--output", str(path)).code == 2
    rest = tmp_path / "suite.jsonl"
    assert sealed("audit", "export", "--output", str(rest), "--after", "1", "--json").json["events"] == len(lines) - 1
    assert sealed("audit", "tail", "-n", "1", "--json").json[0]["action"] == "export"


FORGED = "Zoé\n2026-01-01  direction  suppression\x1b[2J\u2028\u202e=1+1"


@pytest.fixture
def forged(sealed: Terminal, ask: Ask, company: Cluster) -> str:
    """An event whose name tries to be a line, an order to the terminal and a formula."""
    name = f"=cmd|' /C calc'!A0 {FORGED}"
    ask(
        "INSERT INTO audit_event (at, username, action, resource, record_label) VALUES (now(), %s, 'create', 'auth.users', %s)",
        name,
        name,
    )
    engine = create_engine(company.app_url)
    with transaction(engine) as session:
        seal.seal(session)
    engine.dispose()
    return name


def test_no_name_forges_a_line_on_the_screen(sealed: Terminal, forged: str) -> None:
    for words in (("audit", "tail", "-n", "1"), ("audit", "tail", "-n", "1", "--json"), ("audit", "verify")):
        said = sealed(*words).out
        assert not set(said) & set("\x1b\x9b\u2028\u202e")
        assert not any(line.startswith("2026-01-01  direction") for line in said.splitlines())
    assert len(sealed("audit", "tail", "-n", "1").out.splitlines()) == 2
    assert FORGED in {one["username"][-len(FORGED) :] for one in sealed("audit", "tail", "-n", "5", "--json").json}


def test_no_name_forges_a_line_of_a_copy(sealed: Terminal, forged: str, tmp_path: Path) -> None:
    whole, sheet = tmp_path / "a.jsonl", tmp_path / "a.csv"
    events = sealed("audit", "export", "--output", str(whole), "--json").json["events"]
    assert len(whole.read_text(encoding="utf-8").splitlines()) == events + 1
    assert forged in [
        json.loads(line)["text"] and json.loads(json.loads(line)["text"])[4]
        for line in whole.read_text(encoding="utf-8").splitlines()[1:]
    ]
    told = sealed("audit", "export", "--output", str(sheet), "--format", "csv", "--json").json
    text = sheet.read_text(encoding="utf-8")
    assert sheet.stat().st_mode & 0o077 == 0
    assert len(text.splitlines()) == told["events"] + 1
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+@\t\r"]
    assert any(row["username"].startswith("'=cmd|") and "\\u001b" in row["username"] for row in rows)
    assert rows[-1]["hash"] == told["head"]


def test_an_end_that_was_taken_away_is_seen_with_the_head(sealed: Terminal) -> None:
    head = sealed("audit", "verify", "--json").json["head"]
    assert sealed("audit", "verify", "--head", head).code == 0
    said = sealed("audit", "verify", "--head", "ab" * 32, "--json")
    assert (said.code, said.json["cut"], said.json["whole"]) == (1, True, False)
    assert "Chaîne coupée" in sealed("audit", "verify", "--head", "ab" * 32).out
    assert sealed("audit", "verify", "--head", "rien").code == 2
