"""What is seen of replicas, from how PostgreSQL stands and how it should stand."""

import pytest

from fofal_server.ops import replica_watches
from fofal_server.ops.replicas import Seen
from fofal_server.replica.standing import Follower, Standing


def _follower(
    *, state: str | None = "streaming", lag: int = 0, seconds: float = 0.0, slot: str | None = "reserved"
) -> Follower:
    return Follower("deux", "10.90.0.2", state, "sync", lag, seconds, None, slot, 0)


def _codes(standing: Standing, *, waits: bool = False) -> set[str]:
    now = Seen(standing, frozenset({"deux"}), waits)
    return {code for code, _, look, _ in replica_watches._LOOKS if list(look(now))}


@pytest.mark.parametrize(
    ("follower", "synchronous", "codes"),
    [
        (_follower(), "ANY 1", set()),
        (_follower(), "", {"replica-not-awaited"}),
        (_follower(state=None), "ANY 1", {"replica-away"}),
        (_follower(seconds=31), "ANY 1", {"replica-behind"}),
        (_follower(lag=65 * 1024 * 1024), "ANY 1", {"replica-behind"}),
        (_follower(state=None, slot="lost"), "", {"replica-away", "replica-lost", "replica-not-awaited"}),
    ],
)
def test_each_thing_that_is_wrong_is_seen_for_what_it_is(follower: Follower, synchronous: str, codes: set[str]) -> None:
    assert _codes(Standing(False, 1, synchronous, (follower,)), waits=True) == codes


def test_who_was_invited_and_has_never_come_is_away() -> None:
    assert _codes(Standing(False, 1, "")) == {"replica-away"}
