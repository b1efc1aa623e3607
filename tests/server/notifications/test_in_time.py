"""On the real server: from the fault to the notice and the letter in no more than a minute, and told once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.auth.models import User
from fofal_server.contract.links import link_to
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.ops import records
from fofal_server.ops.drill import Proof, Report
from tests.server.mail.conftest import signer
from tests.support.api import Api
from tests.support.certificates import Authority
from tests.support.databases import Databases
from tests.support.people import holder_token
from tests.support.postbox import HOST, Postbox, postbox, said
from tests.support.servers import Server, serving
from tests.support.until import until

__all__ = ["signer"]
WITHIN, ADDRESS = 60.0, "administratrice@exemple.cm"
SUBJECT = "FOFAL : Restauration d'essai en échec (À voir tout de suite)"


@pytest.fixture
def box(signer: Authority) -> Iterator[Postbox]:
    with postbox(signer.server(HOST)) as found:
        yield found


@pytest.fixture
def running(all_databases: Databases, tmp_path: Path, box: Postbox, signer: Authority) -> Iterator[Server]:
    mail = {"smtp_host": HOST, "smtp_port": box.port, "smtp_from": "fofal@exemple.cm", "smtp_ca_file": signer.file}
    with all_databases.fresh() as database, serving(database, tmp_path, **mail) as found:
        yield found


def test_a_fault_reaches_screen_and_letter_within_a_minute(running: Server, box: Postbox, tmp_path: Path) -> None:
    person, token = holder_token(running, "administrator")
    with transaction(running.engine) as session:
        session.get_one(User, person).email = ADDRESS
    api = Api(running, token)
    with api.http:
        until(lambda: api.items("ops.jobs", "code:eq:alerts", "last_result:eq:done"))  # the watch has just looked
        known = api.get("/changes", params={"since": 0}).json()["last"]
        records.keep(tmp_path, Report("20261122T010000Z-abcd", clock.now(), 1.0, [Proof("rows", False, "…")]))
        began = time.monotonic()
        [alert] = until(lambda: api.items("notifications.alerts", "code:eq:drill-failed"))
        noticed = time.monotonic() - began
        # A machine that is slow has another letter to write before.
        letter = next(one for one in iter(lambda: box.next(ADDRESS), None) if one["Subject"] == SUBJECT)
        written = time.monotonic() - began
        told = until(lambda: api.get("/changes", params={"since": known}).json()["resources"])
        assert "notifications.alerts" in told
        assert max(noticed, written) <= WITHIN, (noticed, written)
        assert (alert["status"], alert["severity"]) == ("active", "critical")
        assert "docs/admin/incidents/drill-failed.md" in said(letter)
        assert "Lignes de chaque table" in said(letter)
        assert link_to("notifications.alerts", alert["id"]) in said(letter)
    assert [str(one["Subject"]) for one in box.came].count(SUBJECT) == 1
    print(f"notice {noticed:.1f} s, letter {written:.1f} s")  # noqa: T201 - what was measured
