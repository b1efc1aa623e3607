"""Whatever happens in whatever order, the books are those of a ledger that was written a second time, simply."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Unit
from fofal_server.core.errors import Refused
from fofal_server.inventory import posting, reversal
from fofal_server.inventory.check import differences
from fofal_server.inventory.models import (
    Item,
    ItemCategory,
    Lot,
    MoveKind,
    StockBalance,
    StockMove,
    Valuation,
    Warehouse,
)
from fofal_server.inventory.moves import drafted
from tests.server.inventory.ledger import Ledger, No
from tests.support.api import code
from tests.support.databases import Database

LETTERS = ("A", "B", None)
places = st.integers(0, 1)
letters = st.sampled_from(LETTERS)
amounts = st.integers(1, 9).flatmap(lambda n: st.sampled_from([n, n * 100, n * 333, n * 1000]))
francs = st.integers(0, 5000)
steps = st.one_of(
    st.tuples(st.just("receive"), places, letters, amounts, francs),
    st.tuples(st.just("receive"), places, letters, amounts, francs),
    st.tuples(st.just("find"), places, letters, amounts, francs),
    st.tuples(st.just("issue"), places, amounts),
    st.tuples(st.just("transfer"), places, amounts),
    st.tuples(st.just("lose"), places, letters, amounts),
    st.tuples(st.just("miss"), places, letters, amounts),
    st.tuples(st.just("cancel"), st.integers(0, 20)),
)


Twice = tuple[Callable[[], None], Callable[[], None]]
"""The same step in the simple books and in the real ones."""


@dataclass
class Room:
    """One item in two warehouses and two lots, kept in both books."""

    session: Session
    item: Item
    sheds: list[UUID]
    lots: dict[str | None, UUID | None]
    ledger: Ledger
    moves: dict[int, StockMove] = field(default_factory=dict)

    def step(self, name: int, step: tuple[Any, ...]) -> None:
        """Do it in both books; either both do it or both refuse."""
        simple, real = getattr(self, step[0])(name, *step[1:])
        assert _does(simple) == self._does_whole(real), step

    def _does_whole(self, real: Callable[[], None]) -> bool:
        saved = self.session.begin_nested()
        if _does(real):
            saved.commit()
            return True
        saved.rollback()
        return False

    def receive(self, name: int, place: int, letter: str | None, quantity: int, value: int) -> Twice:
        simple = partial(self.ledger.come, name, (place, letter), quantity, value)
        return simple, self._posting(name, MoveKind.RECEIPT, quantity, to=place, letter=letter, amount=Decimal(value))

    def find(self, name: int, place: int, letter: str | None, quantity: int, value: int) -> Twice:
        simple = partial(self.ledger.come, name, (place, letter), quantity, value)
        return simple, self._posting(
            name, MoveKind.ADJUSTMENT, quantity, to=place, letter=letter, amount=Decimal(value)
        )

    def issue(self, name: int, place: int, quantity: int) -> Twice:
        simple = lambda: self.ledger.go(name, self.ledger.pick(place, quantity))  # noqa: E731 - one deed, done later
        return simple, self._posting(name, MoveKind.ISSUE, quantity, out_of=place)

    def transfer(self, name: int, place: int, quantity: int) -> Twice:
        simple = lambda: self.ledger.shift(name, 1 - place, self.ledger.pick(place, quantity))  # noqa: E731 - one deed, done later
        return simple, self._posting(name, MoveKind.TRANSFER, quantity, out_of=place, to=1 - place)

    def lose(self, name: int, place: int, letter: str | None, quantity: int) -> Twice:
        simple = lambda: self.ledger.go(name, self.ledger.exactly((place, letter), quantity))  # noqa: E731 - one deed, done later
        return simple, self._posting(name, MoveKind.LOSS, quantity, out_of=place, letter=letter)

    def miss(self, name: int, place: int, letter: str | None, quantity: int) -> Twice:
        simple = lambda: self.ledger.go(name, self.ledger.exactly((place, letter), quantity))  # noqa: E731 - one deed, done later
        return simple, self._posting(name, MoveKind.ADJUSTMENT, -quantity, to=place, letter=letter)

    def cancel(self, _: int, name: int) -> Twice:
        known = [self.moves[name]] if name in self.ledger.done else []
        return partial(self.ledger.take_back, name), lambda: _taken_back(self.session, known)

    def _posting(
        self,
        name: int,
        kind: MoveKind,
        quantity: int,
        *,
        out_of: int | None = None,
        to: int | None = None,
        letter: str | None = None,
        amount: Decimal | None = None,
    ) -> Callable[[], None]:
        def real() -> None:
            move = drafted(
                self.session,
                SYSTEM,
                kind=kind,
                item_id=self.item.id,
                lot_id=self.lots[letter],
                quantity=Decimal(quantity) / 1000,
                amount=amount,
                source_id=None if out_of is None else self.sheds[out_of],
                destination_id=None if to is None else self.sheds[to],
            )
            posting.post_moves(self.session, SYSTEM, [move])
            self.moves[name] = move

        return real

    def agree(self) -> None:
        """Every place, the value and the proof of the books."""
        letter = {key: name for name, key in self.lots.items()}
        shed = {key: number for number, key in enumerate(self.sheds)}
        rows = self.session.scalars(scoped(SYSTEM, StockBalance).where(StockBalance.item_id == self.item.id)).all()
        found = {(shed[row.warehouse_id], letter[row.lot_id]): int(row.quantity * 1000) for row in rows}
        assert {key: n for key, n in found.items() if n} == {key: n for key, n in self.ledger.rows.items() if n}
        assert sum(row.value for row in rows) == self.ledger.value
        assert all(row.quantity >= 0 and row.value >= 0 for row in rows)
        assert differences(self.session) == []


def _taken_back(session: Session, moves: list[StockMove]) -> None:
    if not moves:
        raise Refused("inventory.nothing_to_reverse")
    reversal.reverse(session, SYSTEM, moves)


def _does(step: Callable[[], None]) -> bool:
    try:
        step()
    except (No, Refused):
        return False
    return True


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[Connection]:
    engine = create_engine(database.app)
    with engine.connect() as found:
        yield found
    engine.dispose()


def _room(session: Session, valuation: Valuation) -> Room:
    item = Item(code=code("ART"), name="Article", category=ItemCategory.INPUT, unit="kg", valuation=valuation)
    sheds = [Warehouse(code=code("MAG"), name="Magasin") for _ in range(2)]
    session.add_all([item, *sheds])
    session.flush()
    lots = [Lot(code=code("LOT"), item_id=item.id, expires_on=date(2190 + year, 1, 1)) for year in range(2)]
    session.add_all(lots)
    session.flush()
    keys = {"A": lots[0].id, "B": lots[1].id, None: None}
    return Room(session, item, [shed.id for shed in sheds], keys, Ledger(fifo=valuation is Valuation.FIFO))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.sampled_from(Valuation), st.lists(steps, max_size=20))
def test_random_seasons(connection: Connection, valuation: Valuation, season: list[tuple[Any, ...]]) -> None:
    with connection.begin() as whole:
        with Unit(
            connection, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            room = _room(session, valuation)
            for name, step in enumerate(season):
                room.step(name, step)
            room.agree()
        whole.rollback()
