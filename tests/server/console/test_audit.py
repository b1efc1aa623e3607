"""The trail from the console: verified, shown, and copied so that another tool can verify it."""

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
