"""Fifty people take from the same two places while processes die: no number is skipped, and nothing is taken twice."""

import secrets

from tests.faults.conftest import Survived
from tests.faults.long_office import killed
from tests.faults.office import Office

CROWD, STOCK, KILLS = 50, 400, 3
PLACES, GOODS = "/inventory/warehouses", "/inventory/items"
MOVES = "/inventory/stock-moves"
HELD = "SELECT coalesce(sum(quantity), 0)::int, coalesce(min(quantity), 0)::int FROM inventory_stock_balance WHERE item_id = %s"
TAKEN = "SELECT count(*) FROM inventory_stock_move WHERE item_id = %s AND kind = 'issue' AND status = 'posted'"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def test_fifty_people_at_one_stock(office: Office, survived: Survived) -> None:
    """Half of them take out, half carry from one place to the other and back, until nothing is left."""
    article, one, other = stocked(office)
    [(before,)] = office.rows(DEADLOCKS)
    errands = [
        {"kind": "issue", "source_id": one, "item_id": article},
        {"kind": "transfer", "source_id": one, "destination_id": other, "item_id": article},
        {"kind": "issue", "source_id": other, "item_id": article},
        {"kind": "transfer", "source_id": other, "destination_id": one, "item_id": article},
    ]
    seconds = []
    with office.at_work(CROWD, errands) as work:
        for _ in range(KILLS):
            since = killed(*office.servers()[:1])
            seconds.append(work.wait_for_more(CROWD // 2) - since)
    [(held, least)], [(taken,)] = office.rows(HELD, article), office.rows(TAKEN, article)
    [(deadlocks,)] = office.rows(DEADLOCKS)
    lost, doubled = office.missing(work), office.doubled(work)
    for second in seconds:
        survived("50 postes sur un stock, kill -9 du serveur", lost=lost, doubled=doubled, seconds=second)
    assert (lost, doubled, office.gaps(), work.answers["500"]) == (0, 0, 0, 0), work.answers
    assert (held + taken, least >= 0, deadlocks - before) == (STOCK, True, 0)
    assert all("422" in one for one in work.refused), work.refused


def stocked(office: Office) -> tuple[str, str, str]:
    """A new article, of which all that there is lies in the first of two places."""

    def made(path: str, **values: str) -> dict[str, str]:
        found: dict[str, str] = office.call("POST", path, values, office.token)
        return found

    code = secrets.token_hex(3).upper()
    article = made(GOODS, code=code, name="Article disputé", category="input", unit="kg", valuation="average")["id"]
    one, other = (made(PLACES, code=f"{code}{n}", name=f"Magasin {n}", kind="dry")["id"] for n in (1, 2))
    brought = {"kind": "receipt", "item_id": article, "destination_id": one, "quantity": str(STOCK), "unit_cost": "100"}
    move = made(MOVES, **brought)
    headers = {"Content-Type": "application/json", "If-Match": f'"{move["version"]}"'}
    office.sent("POST", f"{MOVES}/{move['id']}/post", b"{}", office.token, headers)
    return article, one, other
