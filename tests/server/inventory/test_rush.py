"""Many people take from the same heap at once: as many succeed as it holds, the others are told, nothing is lost."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import in_transaction, open_pools
from fofal_server.core.errors import FofalError
from fofal_server.inventory import posting
from fofal_server.inventory.models import MoveKind
from fofal_server.inventory.moves import drafted
from tests.server.inventory.stockroom import balances, draft, item, lot, posted, receive, stock, warehouse
from tests.support.api import Api, Json
from tests.support.databases import Database
from tests.support.patience import PATIENCE
from tests.support.statements import noted

CROWD = 50


def _at_once(works: list[Callable[[], str]]) -> Counter[str]:
    """Run all of these in threads that start together; how often each outcome came."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], str]) -> str:
        start.wait(PATIENCE)
        return work()

    with ThreadPoolExecutor(len(works)) as crowd:
        return Counter(crowd.map(run, works))


def _taking(api: Api, move: Json) -> Callable[[], str]:
    """Post one draft over a connection of its own."""
    clerk = Api(api.server, None)
    clerk.http.headers.update(api.http.headers)

    def work() -> str:
        answer = clerk.post(f"/inventory/stock-moves/{move['id']}/post", version=move["version"])
        clerk.close()
        return str(answer.status_code)

    return work


def test_fifty_issues_at_once_through_the_door(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    posted(api, "receipt", one, "40", destination=shed, amount="10001")
    drafts = [draft(api, "issue", one, "2", source=shed) for _ in range(CROWD)]
    assert _at_once([_taking(api, move) for move in drafts]) == {"200": 20, "422": 30}
    assert stock(api, one) == (Decimal(0), Decimal(0))
    done = api.items("inventory.stock-moves", f"item_id:eq:{one['id']}", "status:eq:posted", "kind:eq:issue")
    assert sum(int(move["value"]) for move in done) == 10001
    numbers = sorted(int(move["number"][-6:]) for move in done)
    assert numbers == list(range(numbers[0], numbers[0] + 20))


@pytest.mark.parametrize("method", ["average", "fifo"])
def test_first_receipts_at_once_make_one_row_and_lose_no_franc(api: Api, method: str) -> None:
    """Before anything lies in a place there is no row to wait for; the item itself is what is held."""
    one, shed = item(api, valuation=method), warehouse(api)
    drafts = [draft(api, "receipt", one, "7", destination=shed, amount=str(1000 + number)) for number in range(20)]
    assert _at_once([_taking(api, move) for move in drafts]) == {"200": 20}
    (row,) = balances(api, one)
    assert (row["quantity"], row["value"]) == ("140", str(sum(range(1000, 1020))))


@pytest.mark.parametrize("method", ["average", "fifo"])
def test_fifty_connections_of_their_own(api: Api, database: Database, method: str) -> None:
    """Issues and transfers of two items across two warehouses and lots, in every order of locking."""
    sheds = [warehouse(api), warehouse(api)]
    items = [item(api, valuation=method), item(api, valuation=method)]
    for one in items:
        for shed in sheds:
            receive(api, one, shed, "15", "101", lot=lot(api, one))
            receive(api, one, shed, "15", "99")
    pools = open_pools(database.app, size=CROWD, pool_timeout=PATIENCE)
    works = [_on_its_own(pools.calls, _both(items, sheds, number)) for number in range(CROWD)]
    outcomes = _at_once(works)
    pools.dispose()
    assert set(outcomes) <= {"done", "insufficient"}
    assert outcomes["done"] == 20
    for one in items:
        assert stock(api, one) == (Decimal(0), Decimal(0)), balances(api, one)


def _both(items: list[Json], sheds: list[Json], number: int) -> Callable[[Session], None]:
    """Take 3 of each item out of one warehouse, the items in one order or in the other."""
    order = items if number % 2 else items[::-1]

    def work(session: Session) -> None:
        session.execute(text("SET LOCAL lock_timeout = '120s'"))
        session.execute(text("SET LOCAL statement_timeout = '120s'"))
        moves = [
            drafted(
                session,
                SYSTEM,
                kind=MoveKind.ISSUE,
                item_id=UUID(one["id"]),
                quantity=Decimal(3),
                source_id=UUID(sheds[number % 4 // 2]["id"]),
            )
            for one in order
        ]
        posting.post_moves(session, SYSTEM, moves)

    return work


def _on_its_own(engine: object, work: Callable[[Session], None]) -> Callable[[], str]:
    def run() -> str:
        try:
            in_transaction(engine, work)  # type: ignore[arg-type]  # an engine
        except FofalError as error:
            return error.code or error.slug
        return "done"

    return run


def test_posting_asks_as_often_whatever_lies_in_stock(api: Api) -> None:
    """One statement writes all balances of an item, however many lots there are."""
    one, shed = item(api), warehouse(api)
    drafts = [draft(api, "receipt", one, "1", destination=shed, lot=lot(api, one), amount="7") for _ in range(30)]
    seen = [_statements(api, drafts[0])]
    keys = [move["id"] for move in drafts[1:-1]]
    assert api.post("/inventory/stock-moves/post-all", json={"ids": keys}).status_code == 200
    seen.append(_statements(api, drafts[-1]))
    assert abs(seen[1] - seen[0]) <= 1, "the lots of the rows that were there"


def _statements(api: Api, move: Json) -> int:
    with noted(api.server.engine) as sent:
        api.act("inventory.stock-moves", move, "post")
    return len(sent)
