"""The primary dies at work and the replica goes on: nothing acknowledged is lost, and the old one comes back."""

import dataclasses

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.contract.operations import Replication
from fofal_server.ops.replicas import told
from fofal_server.replica import inviting, links, making, promoting, rejoining
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.keeping import Keeper
from tests.server.replica.pair import Pair, Writer, asked, killed_for_good
from tests.support.until import until


def _told(pair: Pair) -> Replication:
    """What the page of operations is told on the primary."""
    return told(Settings(data_dir=pair.primary.data_dir, runtime_url=pair.primary.app_url))


def test_a_replica_follows_and_both_sides_say_so_and_no_other_may(pair: Pair) -> None:
    until(pair.streams)
    pair.ask(pair.primary, "CREATE TABLE seen AS SELECT 7 AS number; SELECT 1")
    assert until(lambda: pair.ask(pair.standby, "SELECT to_regclass('seen')")) == "seen"
    [follower] = pair.stands(pair.primary).followers
    assert (follower.name, follower.state, follower.sync_state, follower.slot) == (
        "deux",
        "streaming",
        "async",
        "reserved",
    )
    assert follower.kept_bytes is not None
    [shown] = _told(pair).replicas
    assert (shown.name, shown.state, shown.awaited, shown.slot) == ("deux", "streaming", False, "reserved")
    assert None not in (shown.since, shown.lag_bytes)
    own = pair.stands(pair.standby)
    assert own.following is not None
    assert (own.standby, own.timeline, own.following.status) == (True, 1, "streaming")
    with pytest.raises(ReplicaError, match="n'est pas vide"):
        making.make(pair.invitation, pair.standby.data_dir)
    with pytest.raises(ReplicaError, match="elle-même une réplique"):
        inviting.invite(pair.standby.data_dir, pair.standby.superuser_url, asked("trois", "deux"))
    with pytest.raises(ReplicaError, match="est ouverte"):
        inviting.invite(
            pair.primary.data_dir, pair.primary.superuser_url, inviting.Asked("trois", "192.0.2.1", "192.0.2.2", "un")
        )
    pair.standby.stop()
    [away] = until(lambda: [one for one in pair.stands(pair.primary).followers if not one.streams])
    assert (away.name, away.state, away.slot) == ("deux", None, "reserved")
    [shown] = _told(pair).replicas
    assert (shown.name, shown.state, shown.lag_bytes) == ("deux", None, None)
    pair.primary.stop()
    assert _told(pair).problem
    with pytest.raises(ReplicaError, match="ne répond pas"):
        making.make(pair.invitation, pair.folder / "trois")
    assert not (pair.folder / "trois").exists()


def test_no_acknowledged_write_is_lost_with_the_primary_and_the_old_one_comes_back(pair: Pair) -> None:
    known = links.load(pair.primary.data_dir)
    assert known is not None
    links.save(pair.primary.data_dir, dataclasses.replace(known, synchronous=True))
    until(pair.streams)
    with Keeper(pair.primary.data_dir, pair.primary.superuser_url):
        until(lambda: _told(pair).waits and _told(pair).replicas[0].awaited)
    own, password = links.load(pair.standby.data_dir), pair.invitation.credentials.superuser
    assert own is not None
    with pytest.raises(ReplicaError, match="répond encore comme base principale"):
        promoting.refuse_while_alive(pair.standby.data_dir, own, password)
    with pytest.raises(ReplicaError, match="elle vit"):
        promoting.promote(pair.standby.superuser_url)
    with Writer(pair.primary.owner_url) as writer:
        until(lambda: len(writer.acknowledged) > 200)
        killed_for_good(pair.primary)
    promoting.refuse_while_alive(pair.standby.data_dir, own, password)
    promoted = promoting.promote(pair.standby.superuser_url)
    assert (promoted.before, promoted.after) == (1, 2)
    assert pair.ask(pair.standby, "SELECT count(*) FROM written") >= len(writer.acknowledged)
    assert pair.ask(pair.standby, "SELECT max(number) FROM written") >= writer.acknowledged[-1]
    pair.ask(pair.standby, "INSERT INTO written VALUES (-1) RETURNING number")

    back = inviting.invite(pair.standby.data_dir, pair.standby.superuser_url, asked("un", "deux"))
    assert rejoining.rejoin(back, pair.primary.data_dir) == 2
    with Cluster(pair.primary.data_dir) as old:
        until(lambda: pair.stands(pair.standby).followers[0].streams)
        assert pair.ask(old, "SELECT count(*) FROM written WHERE number = -1") == 1
        assert pair.stands(old).timeline == 2
