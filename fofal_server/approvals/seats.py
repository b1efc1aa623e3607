"""Who sits where: whether these people fill the seats of a request, each of them one seat at most.

Somebody with two roles may fill the seat of either, so people are matched to seats (augmenting paths) and not seated in
the order in which they came.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID


class Seat(NamedTuple):
    """So many people with this role, at this level of the ladder."""

    level: int
    role_id: UUID
    persons: int


def missing(seats: Sequence[Seat], people: Mapping[UUID, frozenset[UUID]]) -> list[Seat]:
    """What is left of the seats when as many as possible are filled by these people with these roles."""
    places = [seat for seat in sorted(seats) for _ in range(seat.persons)]
    taken: dict[int, UUID] = {}
    for person in people:
        _seated(person, people, places, taken, set())
    left = Counter(place for number, place in enumerate(places) if number not in taken)
    return [seat._replace(persons=count) for seat, count in left.items()]


def helps(seats: Sequence[Seat], people: Mapping[UUID, frozenset[UUID]], roles: Iterable[UUID]) -> bool:
    """Whether one more person with these roles fills a seat that was empty."""
    newcomer = {UUID(int=0): frozenset(roles)}
    return _count(missing(seats, {**people, **newcomer})) < _count(missing(seats, people))


def _count(seats: Iterable[Seat]) -> int:
    return sum(seat.persons for seat in seats)


def _seated(
    person: UUID,
    people: Mapping[UUID, frozenset[UUID]],
    places: Sequence[Seat],
    taken: dict[int, UUID],
    tried: set[int],
) -> bool:
    """Seat the person, asking those who sit already to move where they can."""
    for number, place in enumerate(places):
        if number in tried or place.role_id not in people[person]:
            continue
        tried.add(number)
        if number not in taken or _seated(taken[number], people, places, taken, tried):
            taken[number] = person
            return True
    return False
