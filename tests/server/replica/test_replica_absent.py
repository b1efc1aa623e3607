"""A replica that is waited for and does not come: the office goes on after a while, and waits again once it is back."""

import contextlib
import dataclasses
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from fofal_server.cluster.orphan import processes_of
from fofal_server.console.installation import opened
from fofal_server.replica import keeping, links
from fofal_server.replica.keeping import Keeper
from tests.server.replica.pair import Pair, Writer, killed_for_good, pgdata
from tests.support.until import until

PATIENCE, EVERY = 3.0, 0.5
WAITED_FOR = 'ANY 1 ("deux")'


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "EVERY", EVERY)


@contextlib.contextmanager
def waiting(pair: Pair) -> Iterator[None]:
    """Commits wait for the replica."""
    known = links.load(pair.primary.data_dir)
    assert known is not None
    links.save(pair.primary.data_dir, dataclasses.replace(known, synchronous=True, patience=PATIENCE))
    until(pair.streams)
    with Keeper(pair.primary.data_dir, pair.primary.superuser_url):
        until(lambda: pair.stands(pair.primary).synchronous == WAITED_FOR)
        yield


def test_writing_goes_on_without_the_replica_and_waits_again_for_it(pair: Pair) -> None:
    with waiting(pair), Writer(pair.primary.owner_url) as writer:
        for leave, come_back in (_stops(pair), _freezes(pair)):
            before = len(writer.acknowledged)
            until(lambda count=before: len(writer.acknowledged) > count + 20)
            leave()
            assert 1 < _stood(writer) < PATIENCE + 2 * EVERY + 10
            assert pair.stands(pair.primary).synchronous == ""
            come_back()
            until(lambda: pair.stands(pair.primary).synchronous == WAITED_FOR)
    assert pair.ask(pair.primary, "SELECT count(*) FROM written") >= len(writer.acknowledged)


def test_the_primary_starts_alone_after_a_power_cut_of_both(pair: Pair) -> None:
    with waiting(pair):
        pass
    pair.standby.stop()
    killed_for_good(pair.primary)
    with opened(pair.primary.data_dir, None) as installation:
        assert pair.stands(pair.primary).synchronous == WAITED_FOR
        with Writer(installation.owner_url) as writer:
            until(lambda: writer.acknowledged)
        assert pair.stands(pair.primary).synchronous == ""


def _stops(pair: Pair) -> tuple[Callable[[], None], Callable[[], None]]:
    return pair.standby.stop, pair.standby.start


def _freezes(pair: Pair) -> tuple[Callable[[], None], Callable[[], None]]:
    """Its lines stay open and nothing comes: PostgreSQL by itself would take that for health for another while."""

    def send(number: signal.Signals) -> None:
        for process in processes_of(pgdata(pair.standby)):
            os.kill(process, number)

    return partial(send, signal.SIGSTOP), partial(send, signal.SIGCONT)


def _stood(writer: Writer) -> float:
    """Seconds for which nothing was acknowledged, once that began."""
    until(lambda: _is_still(writer))
    began, before = time.monotonic(), len(writer.acknowledged)
    until(lambda: len(writer.acknowledged) > before + 5)
    return time.monotonic() - began


def _is_still(writer: Writer) -> bool:
    before, since = len(writer.acknowledged), time.monotonic()
    until(lambda: time.monotonic() - since > 1 or len(writer.acknowledged) != before, every=0.02)
    return len(writer.acknowledged) == before
