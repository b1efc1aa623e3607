"""What the dashboard counts and draws of the stock is what the lists behind it hold."""

import datetime as dt

from fofal_server.core import clock
from tests.server.inventory.stockroom import draft, issue, item, lot, receive, warehouse
from tests.support.api import Api
from tests.support.figures import is_what_it_opens, told


def in_days(number: int) -> str:
    return (clock.today() + dt.timedelta(days=number)).isoformat()


def test_each_number_is_that_of_the_list_it_opens(api: Api) -> None:
    low, shed = item(api, alert_quantity="10", minimum_quantity="5"), warehouse(api)
    receive(api, low, shed, "20")
    issue(api, low, shed, "16")
    item(api, minimum_quantity="5")
    draft(api, "receipt", low, "3", destination=shed)
    piece = lot(api, low, expires_on=in_days(3))
    receive(api, low, shed, "0.5", lot=piece)
    shown = told(api, "figures")
    mine = {code: one for code, one in shown.items() if code.startswith("inventory.")}
    assert mine.keys() == {
        f"inventory.{one}" for one in ("below-minimum", "lots-expiring", "moves-draft", "stock-worth")
    }
    assert all(is_what_it_opens(api, one, one["unit"]) for one in mine.values()), mine
    assert mine["inventory.below-minimum"]["level"] == "critical"
    assert int(mine["inventory.below-minimum"]["value"]) >= 2


def test_items_stand_by_how_short_they_are_and_lots_by_when_they_expire(api: Api) -> None:
    before = told(api, "series", "inventory.levels-state", "inventory.lots-expiry")
    was = {code: [int(point["value"]) for point in one["points"]] for code, one in before.items()}
    thing, shed = item(api), warehouse(api)
    item(api, minimum_quantity="5")
    for day in (-400, -1, 0, 6, 7, 30, 31, 90, 91):
        receive(api, thing, shed, "1", lot=lot(api, thing, expires_on=in_days(day)))
    after = told(api, "series", "inventory.levels-state", "inventory.lots-expiry")
    for code, gained in (("inventory.levels-state", [1, 0, 0]), ("inventory.lots-expiry", [2, 2, 2, 2])):
        points = after[code]["points"]
        assert [int(one["value"]) for one in points] == [
            old + more for old, more in zip(was[code] or [0] * len(gained), gained, strict=True)
        ]
        assert all(is_what_it_opens(api, one) for one in points)
    assert [one["level"] for one in after["inventory.lots-expiry"]["points"]][:2] == ["critical", "warning"]


def test_what_the_stock_is_worth_is_told_to_who_may_see_what_things_cost(api: Api) -> None:
    without, with_it = (
        api.as_user("inventory.stock-balances:read", *more) for more in ((), ("inventory.stock-balances:cost",))
    )
    assert [set(told(one, "figures")) for one in (without, with_it)] == [set(), {"inventory.stock-worth"}]
    without.close()
    with_it.close()
