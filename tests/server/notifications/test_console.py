"""The console shows what is open, takes it in hand and ends it, in the trail as what it is."""

from pathlib import Path

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.core.db import open_pools
from fofal_server.core.watch import Severity
from tests.server.console.conftest import company, typed
from tests.server.console.typing_in import Terminal
from tests.server.notifications.conftest import NOON, Engine, Seeing

__all__ = ["company", "typed"]


@pytest.fixture
def ill(company: Cluster, tmp_path: Path) -> None:
    pools, disk = open_pools(company.app_url, size=2), Seeing("disk-low")
    disk.ill("data", Severity.CRITICAL, place="données", percent="7")
    Engine(tmp_path, pools, [disk.watch()]).at(NOON)
    pools.dispose()


def test_an_alert_is_shown_taken_in_hand_and_ended(typed: Terminal, ill: None) -> None:
    [told] = typed("incidents", "list", "--json").json
    assert (told["code"], told["severity"], told["status"]) == ("disk-low", "critical", "active")
    assert "Disque presque plein : données" in typed("incidents", "list").out
    assert "Ouverte" in typed("incidents", "show", told["id"][-8:]).out
    assert typed("incidents", "ack", "disk-low", "--json").json["status"] == "acknowledged"
    assert typed("incidents", "ack", "disk-low").code == 1
    ended = typed("incidents", "resolve", told["id"], "--note", "Disque agrandi", "--json").json
    assert ended["status"] == "resolved"
    assert "Aucune alerte ouverte" in typed("incidents", "list").out
    shown = typed("incidents", "show", "disk-low", "--json").json
    assert [one["what"] for one in shown["steps"]][-2:] == ["acknowledged", "resolved"]
    assert shown["steps"][-1]["words"] == "Disque agrandi"
    assert typed("incidents", "close", "disk-low", "--json").json["status"] == "closed"
    last = typed("audit", "tail", "-n", "3", "--json").json
    assert [(one["action"], one["username"]) for one in last] == [
        ("acknowledge", "console"), ("resolve", "console"), ("close", "console"),
    ]  # fmt: skip


def test_what_is_not_there_is_refused(typed: Terminal) -> None:
    assert "incidents list" in typed("incidents", "show", "rien").err
