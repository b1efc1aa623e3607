"""Matching people to seats gives the same as trying every way to seat them."""

from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fofal_server.approvals.seats import Seat, helps, missing

ROLES = [UUID(int=number) for number in range(1, 4)]
seats = st.lists(st.builds(Seat, st.integers(1, 3), st.sampled_from(ROLES), st.integers(1, 2)), max_size=3)
roles = st.frozensets(st.sampled_from(ROLES))
crowds = st.lists(roles, max_size=4).map(lambda held: {UUID(int=100 + n): one for n, one in enumerate(held)})


def _most(asked: list[Seat], people: dict[UUID, frozenset[UUID]]) -> int:
    """How many seats can be filled, by trying every order of the people."""
    places = [seat.role_id for seat in asked for _ in range(seat.persons)]
    nobody: frozenset[UUID] = frozenset()
    crowd = [*people.values(), *[nobody] * len(places)]
    return max(
        sum(role in held for role, held in zip(places, row, strict=True)) for row in permutations(crowd, len(places))
    )


def _places(asked: list[Seat]) -> int:
    return sum(seat.persons for seat in asked)


@given(seats, crowds)
def test_as_many_seats_are_filled_as_can_be(asked: list[Seat], people: dict[UUID, frozenset[UUID]]) -> None:
    assert _places(asked) - _places(missing(asked, people)) == _most(asked, people)


@given(seats, crowds, roles)
def test_one_more_helps_exactly_when_more_seats_are_filled(
    asked: list[Seat], people: dict[UUID, frozenset[UUID]], newcomer: frozenset[UUID]
) -> None:
    more = people | {UUID(int=99): newcomer}
    assert helps(asked, people, newcomer) == (_most(asked, more) > _most(asked, people))
