"""``fofal-server replica`` on two installations, as an administrator types it from the invitation to the change."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.cluster.cluster import Cluster
from tests.server.console.launched import Launched, open_folder
from tests.server.console.typing_in import Terminal
from tests.server.replica.pair import killed_for_good
from tests.support.until import until


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as found:
        yield found


def test_from_the_invitation_to_the_change_of_primary(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, file = folder / "un", folder / "deux", folder / "invitation.json"

    def typed(data_dir: Path, *words: str):
        return Terminal(data_dir, monkeypatch, capsys)("replica", *words)

    with Cluster(one) as primary:
        (one / "secrets").mkdir()
        (one / "secrets" / "proof").write_text("x", encoding="ascii")
        refused = typed(one, "invite", "deux", "--at", "192.0.2.1", "--standby", "127.0.0.1", "--to", str(file))
        assert (refused.code, "WireGuard" in refused.err) == (1, True)
        made = typed(
            one, "invite", "deux", "--at", "127.0.0.1", "--standby", "127.0.0.1", "--to", str(file), "--json"
        ).json
        assert file.stat().st_mode & 0o077 == 0
        file.chmod(0o644)
        assert "lisible par d’autres" in typed(two, "init", "--from", str(file)).err
        file.chmod(0o600)
        assert typed(two, "init", "--from", str(file)).code == 0
        assert (two / "secrets" / "proof").read_text(encoding="ascii") == "x"
        assert "est une réplique" in Terminal(two, monkeypatch, capsys)("serve").err
        follow = Launched(two, "replica", "follow", command=[sys.executable, "-m", "fofal_server.console.main"])
        try:
            until(
                lambda: [row for row in typed(one, "status", "--json").json["followers"] if row["state"] == "streaming"]
            )
            assert "streaming" in typed(one, "status").out
            assert typed(two, "status", "--json").json["standby"] is True
            assert typed(one, "synchronous", "true").code == 0
            alive = typed(two, "promote", "--fenced", made["primary"], "--yes")
            assert (alive.code, "répond encore" in alive.err) == (1, True)
            killed_for_good(primary)
            assert "Coupez d'abord" in typed(two, "promote", "--yes").err
            assert "Coupez d'abord" in typed(two, "promote", "--fenced", "autre", "--yes").err
            assert typed(two, "promote", "--fenced", made["primary"], "--yes", "--json").json == {
                "before": 1,
                "after": 2,
            }
            assert "fofal-server serve" in follow.said("maintenant la principale")
            assert follow.ended() == 0
        finally:
            follow.kill()
    with Cluster(two):
        superseded = Terminal(one, monkeypatch, capsys)("serve")
        assert (superseded.code, "replica rejoin" in superseded.err) == (1, True)
