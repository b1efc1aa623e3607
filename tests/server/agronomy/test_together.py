"""Two people at once: treatments and harvests of a plot wait for each other, outlines and lots never collide."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.server.agronomy.farm import Farm, day
from tests.server.maps.shapes import own_square
from tests.support.api import Api, Json, code

EVERYTHING = "*:*"


def at_once(land: Farm, *calls: Callable[[Api], Any]) -> list[Any]:
    """Run the calls together, each on a connection of its own."""
    apis = [land.api.as_user(EVERYTHING) for _ in calls]
    with ThreadPoolExecutor(len(calls)) as pool:
        found = [pool.submit(call, api) for call, api in zip(calls, apis, strict=True)]
        answers = [one.result() for one in found]
    for api in apis:
        api.close()
    return answers


def act(record: Json, resource: str, action: str) -> Callable[[Api], Any]:
    return lambda api: api.post(f"/agronomy/{resource}/{record['id']}/{action}", version=record["version"])


@pytest.mark.parametrize("_again", range(3))
def test_treatment_and_harvest_at_once_never_both_pass_unseen(land: Farm, _again: int) -> None:
    """Either the harvest saw the treatment and was refused, or the treatment saw the harvest and kept its lot back."""
    plot, item = land.plot(), land.product()
    harvest = land.harvest(plot, back=1)
    treated: Json = {
        "plot_id": plot["id"], "kind": "treatment", "done_on": day(3),
        "inputs": [{"item_id": item["id"], "quantity": "1", "pre_harvest_days": 7}],
    }  # fmt: skip

    def treat(api: Api) -> Any:
        work = api.post("/agronomy/field-operations", json=treated).json()
        return api.post(f"/agronomy/field-operations/{work['id']}/confirm", version=work["version"])

    done, confirmed = at_once(land, treat, act(harvest, "harvests", "confirm"))
    assert done.status_code == 200, done.text
    if confirmed.status_code == 200:
        lot = land.api.read("inventory.lots", confirmed.json()["lot_id"])
        assert lot["quality_status"] == "quarantine"
    else:
        assert confirmed.json()["code"] == "pre_harvest_delay"


def test_harvests_of_one_plot_and_day_get_lots_of_their_own(land: Farm) -> None:
    plot = land.plot()
    sheets = [land.harvest(plot, {"weight_kg": "10"}) for _ in range(6)]
    answers = at_once(land, *(act(sheet, "harvests", "confirm") for sheet in sheets))
    assert [answer.status_code for answer in answers] == [200] * 6, [answer.text for answer in answers]
    codes = sorted(answer.json()["lot_code"] for answer in answers)
    assert [code[-2:] for code in codes] == ["01", "02", "03", "04", "05", "06"]
    assert sorted(row["quantity"] for row in land.in_stock(land.bunches)) == ["10"] * 6


def test_one_harvest_confirmed_by_two_people_is_one_lot(land: Farm) -> None:
    harvest = land.harvest(land.plot())
    answers = at_once(land, *(act(harvest, "harvests", "confirm") for _ in range(4)))
    assert min(answer.status_code for answer in answers) == 200
    assert all(answer.status_code in {409, 412} for answer in answers if answer.status_code != 200)
    assert len(land.in_stock(land.bunches)) == 1


def test_the_same_outline_drawn_by_two_people_is_stored_once(land: Farm) -> None:
    geometry = own_square()

    def draw(api: Api) -> Any:
        sent = {"code": code("B"), "name": "Essai", "site_id": land.site["id"], "crop_id": land.palm["id"]}
        return api.post("/agronomy/plots", json={**sent, "geometry": geometry})

    answers = at_once(land, *([draw] * 5))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422]
