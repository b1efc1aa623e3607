"""A replica of a PostgreSQL of the system, which speaks TLS: the line is closed, and proved by the authority."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fofal_server.cluster import binaries
from fofal_server.cluster.account import choose
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.replica import inviting, making
from fofal_server.replica.asking import value
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.line import Line
from tests.server.replica.pair import HERE, pgdata
from tests.support import certificates
from tests.support.programs import program
from tests.support.until import until

SENDER = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_replication USING (pid) WHERE state = 'streaming'"


@pytest.fixture
def of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        program("initdb", "postgresql")
    monkeypatch.setattr(binaries, "wheel_root", lambda: None)


@pytest.fixture
def primary(of_the_system: None, open_folder: Path) -> Iterator[Cluster]:
    with contextlib.ExitStack() as held:
        found = Cluster(open_folder / "un")
        with found:
            folder = pgdata(found)
        _given_tls(folder, certificates.authority(open_folder))
        held.enter_context(found)
        yield found


def _given_tls(folder: Path, authority: certificates.Authority) -> None:
    """What an administrator does: certificate, key, and a word in ``postgresql.conf``."""
    authority.write(folder / "server.crt", folder / "server.key", host=HERE)
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("ssl = on\n")
    account = choose(folder)
    assert account is None or (folder / "server.key").stat().st_uid == account.uid


def test_the_log_goes_through_tls_to_whoever_knows_the_authority(primary: Cluster, open_folder: Path) -> None:
    words = next(open_folder.glob("authority-*.pem")).read_text(encoding="ascii")
    asked = inviting.Asked("deux", HERE, HERE, "un", words)
    invitation = inviting.invite(primary.data_dir, primary.superuser_url, asked)
    stranger = certificates.authority(open_folder).file.read_text(encoding="ascii")
    wrong = replace(invitation, line=Line(HERE, invitation.line.port, stranger))
    with pytest.raises(ReplicaError, match="certificate verify failed"):
        making.make(wrong, open_folder / "deux")
    making.make(invitation, open_folder / "deux")
    with Cluster(open_folder / "deux"), connected(primary.superuser_url) as line:
        assert until(lambda: value(line, SENDER)) is True


def test_an_authority_for_a_base_without_tls_is_refused(open_folder: Path) -> None:
    with Cluster(open_folder / "un") as plain, pytest.raises(ReplicaError, match="ne parle pas TLS"):
        inviting.invite(plain.data_dir, plain.superuser_url, inviting.Asked("deux", HERE, HERE, "un", "PEM"))
