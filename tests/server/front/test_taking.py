"""Processes that share a socket share the people who come."""

import asyncio
import socket

from fofal_server.front.connection import Bounds
from fofal_server.front.taking import MOST, Taking
from tests.support.patience import PATIENCE

PEOPLE, CROWD = 20, 400


class _House:
    """What a process would hold; ``full`` is set once everybody has been let in somewhere."""

    held = 0

    def __init__(self, others: list["_House"], full: asyncio.Event) -> None:
        self._others, self._full = others, full

    def guest(self) -> asyncio.Protocol:
        self.held += 1
        if sum(one.held for one in self._others) == PEOPLE:
            self._full.set()
        return asyncio.Protocol()


async def _come(listener: socket.socket) -> list[int]:
    """Everybody at once; answers how many each of two houses has let in."""
    full, houses = asyncio.Event(), list[_House]()
    houses += [_House(houses, full), _House(houses, full)]
    # Two houses in one loop need a descriptor each; processes have their own anyway.
    doors = [listener.dup() for _ in houses]
    taking = [
        Taking(door, one.guest, None, lambda one=one: one.held, Bounds())
        for door, one in zip(doors, houses, strict=True)
    ]  # type: ignore[misc]  # a lambda with a default
    people = await asyncio.gather(*(asyncio.open_connection(*listener.getsockname()) for _ in range(PEOPLE)))
    await asyncio.wait_for(full.wait(), PATIENCE)
    for one in taking:
        one.close()
        await one.wait_closed()
    for door in doors:
        door.close()
    for _, writer in people:
        writer.close()
        await writer.wait_closed()
    return [one.held for one in houses]


def test_nobody_takes_all_who_wait() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=PEOPLE) as listener:
        shares = asyncio.run(_come(listener))
    assert sum(shares) == PEOPLE
    assert min(shares) >= PEOPLE // 4


async def _rush(listener: socket.socket) -> float:
    """A crowd at the door of a house that is full already; seconds until all of them are in."""
    full, houses = asyncio.Event(), list[_House]()
    house = _House(houses, full)
    houses.append(house)
    house.held = PEOPLE - CROWD
    taking = Taking(listener, house.guest, None, lambda: house.held + 2 * CROWD, Bounds())
    began = asyncio.get_running_loop().time()
    people = await asyncio.gather(*(asyncio.open_connection(*listener.getsockname()) for _ in range(CROWD)))
    await asyncio.wait_for(full.wait(), PATIENCE)
    taken = asyncio.get_running_loop().time() - began
    taking.close()
    await taking.wait_closed()
    for _, writer in people:
        writer.close()
        await writer.wait_closed()
    return taken


def test_a_crowd_does_not_stand_at_the_door_one_by_one() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=CROWD) as listener:
        assert asyncio.run(_rush(listener)) < CROWD * MOST
