"""Both servers are restarted one after the other, also into a later version, and nobody who works notices."""

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.deployment.load import Work, at_work
from tests.deployment.pair import ROOT, Pair, later_version
from tests.server.console.launched import call
from tests.support.until import until

EXPAND = '''
"""A column more, which programs of the version before do not know of."""
from alembic import op
revision, down_revision, branch_labels, depends_on = "9001", "{before}", None, None
compatible_with_previous = True
def upgrade(): op.execute("ALTER TABLE parties_party ADD COLUMN proof varchar(10)")
def downgrade(): op.execute("ALTER TABLE parties_party DROP COLUMN proof")
'''


def all_well(both: Pair, work: Work) -> None:
    """No first try failed, and what was answered as made is there, once each."""
    assert work.failed == []
    engine = create_engine(both.people.database.app)
    with engine.connect() as connection:
        asked = text("SELECT count(*) FROM parties_party WHERE code = ANY(:codes)")
        assert connection.scalar(asked, {"codes": work.made}) == len(work.made) == len(set(work.made))
    engine.dispose()


def typed(both: Pair, *words: str) -> dict[str, object]:
    """A command of the program that is to run next."""
    environment = {**os.environ, **both.environment(both.ports[0])}
    done = subprocess.run(both.command(*words, "--json"), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_nobody_fails_while_both_servers_are_restarted(both: Pair) -> None:
    with at_work(both.people, str(both.nginx.authority.file)) as work:
        until(lambda: work.done > 50)
        both.restart_all()
        known = work.done
        until(lambda: work.done > known + 50)
    all_well(both, work)


def test_a_server_that_was_told_to_end_says_so_first_and_serves_on(both: Pair) -> None:
    port = both.ports[0]
    url = f"http://127.0.0.1:{port}"
    ended = threading.Thread(target=both.stop, args=(port,))
    ended.start()
    said = until(lambda: found[1] if (found := call(url, "GET", "/health/ready"))[0] == 503 else None)
    assert said["checks"]["process"] == "ending"
    assert call(url, "GET", "/health/live")[0] == 200
    ended.join()
    with pytest.raises(ConnectionRefusedError):
        call(url, "GET", "/health/live")
    both.start(port)


def test_a_version_that_only_adds_comes_in_under_people_who_work(both: Pair, tmp_path: Path) -> None:
    before = typed(both, "status")["migration"]
    assert isinstance(before, dict)
    both.program = later_version(tmp_path, "9001_proof", EXPAND.format(before=before["head"]))
    with at_work(both.people, str(both.nginx.authority.file)) as work:
        until(lambda: work.done > 50)
        steps = typed(both, "upgrade", "--backed-up")["steps"]
        assert isinstance(steps, list)
        assert [one["found"] for one in steps if one["name"] == "migrate"] == [f"{before['head']} → 9001"]
        for port in both.ports:  # the servers of the version before are ready all the same
            assert call(f"http://127.0.0.1:{port}", "GET", "/health/ready")[0] == 200
        both.restart_all()
        known = work.done
        until(lambda: work.done > known + 50)
    all_well(both, work)
    back_to_today(both)


def back_to_today(both: Pair) -> None:
    """Other tests of this room meet the version of today."""
    for port in both.ports:
        both.stop(port)
    typed(both, "migrate", "--down", "-1", "--yes")
    both.program = ROOT
    for port in both.ports:
        both.start(port)
