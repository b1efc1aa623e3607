"""A server that is stopped in order in the middle of a drill: nothing is left, and the drill is made up at its next start."""

import time
from typing import Any

import pytest

from fofal_server.ops.backups import SCRATCH
from tests.faults.conftest import Survived
from tests.server.console.conftest import demo
from tests.server.console.launched import SERVE, launched
from tests.server.console.typing_in import Terminal
from tests.support.until import until

__all__ = ["demo"]  # a fixture of this module too


@pytest.fixture
def typed(demo: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(demo, monkeypatch, capsys)


def last(typed: Terminal) -> dict[str, Any]:
    """The newest run of the drill."""
    runs = typed("jobs", "history", "backup-drill", "-n", "1", "--json").json
    return dict(runs[0]) if runs else {"progress": None, "status": None}


def test_a_drill_that_the_end_of_the_server_cuts_is_made_up(typed: Terminal, survived: Survived) -> None:
    with launched(typed.folder, SERVE, FOFAL_WORKERS="1") as server:
        server.told()
        assert typed("backup", "now").code == 0
        until(lambda: typed("jobs", "run", "backup-drill").code == 0)
        until(lambda: last(typed)["progress"])
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 30
    assert list((typed.folder / SCRATCH).iterdir()) == []
    with launched(typed.folder, SERVE, FOFAL_WORKERS="1") as server:
        server.told()
        began = time.monotonic()
        assert last(typed)["status"] in {"lost", "running", "done"}
        until(lambda: last(typed)["status"] == "done")
        survived("arrêt du serveur pendant l'essai", lost=0, seconds=time.monotonic() - began)
        assert server.stop() == 0
