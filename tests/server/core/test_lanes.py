"""Lanes: threads that are shared out, and the end of a caller's patience."""

import threading
from functools import partial

import anyio
import pytest
from anyio import CapacityLimiter

from fofal_server.core.errors import Unavailable
from fofal_server.core.lane import Lane
from tests.support.patience import PATIENCE

SHORT = 0.05


def test_who_has_waited_long_enough_is_told_to_come_back_and_work_that_began_is_not_given_up() -> None:
    gate = threading.Event()

    async def all_at_once() -> list[str]:
        lane, done = Lane(CapacityLimiter(1), 5, SHORT), list[str]()

        async def slow() -> None:
            done.append("slow" if await lane.run(partial(gate.wait, PATIENCE)) else "given up")

        async with anyio.create_task_group() as crowd:
            crowd.start_soon(slow)
            await anyio.wait_all_tasks_blocked()
            for _ in range(2):
                with pytest.raises(Unavailable) as refused:
                    await lane.run(lambda: done.append("let in"))
                assert refused.value.headers["Retry-After"] == "1"
            gate.set()
        await lane.run(lambda: done.append("next"))
        assert (lane.inside, lane.threads.borrowed_tokens) == (0, 0)
        return done

    assert anyio.run(all_at_once) == ["slow", "next"]


def test_who_would_wait_behind_too_many_does_not_wait_at_all() -> None:
    gate = threading.Event()

    async def crowded() -> None:
        lane = Lane(CapacityLimiter(1), 1)
        async with anyio.create_task_group() as crowd:
            for _ in range(2):
                crowd.start_soon(lane.run, partial(gate.wait, PATIENCE))
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(Unavailable):
                await lane.run(gate.set)
            gate.set()

    anyio.run(crowded)
