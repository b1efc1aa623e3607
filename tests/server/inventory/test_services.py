"""What the stock does for the work in the fields."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from fofal_server.core import clock, registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.core.errors import Duplicate, FofalError, Invalid, Refused
from fofal_server.core.postgres_errors import refusal_of
from fofal_server.inventory import services
from fofal_server.inventory.events import StockBelowMinimum
from fofal_server.inventory.models import Lot, MoveStatus, QualityStatus, StockMove
from fofal_server.inventory.services import Harvested, Input
from tests.factories import made
from tests.server.inventory.stockroom import MOVES, issue, item, lot, posted, receive, stock, warehouse
from tests.support.api import Api, code

HARVESTED = clock.today() - dt.timedelta(days=2)


@dataclass(frozen=True)
class Ground:
    """A plot, a shed and what is grown and spread there."""

    plot_id: UUID
    warehouse_id: UUID
    fruit_id: UUID
    feed_id: UUID


@pytest.fixture
def ground(api: Api) -> Ground:
    made_ones = made(api, "agronomy.plots"), warehouse(api), item(api, category="harvest", shelf_life_days=7), item(api)
    return Ground(*(UUID(one["id"]) for one in made_ones))


def _harvest(session: Session, ground: Ground, lot_code: str, **more: object) -> Lot:
    told = Harvested(
        ground.fruit_id, ground.warehouse_id, Decimal("812.5"), lot_code, ground.plot_id, HARVESTED,
        **more,  # type: ignore[arg-type]  # as a test gives it
    )  # fmt: skip
    return services.receive_harvest(session, SYSTEM, told)


def test_a_harvest_becomes_a_lot_in_stock(api: Api, ground: Ground) -> None:
    name = code("P1-B07-26-1120-")
    with transaction(api.server.engine) as session:
        made_lot = _harvest(session, ground, name, amount=Decimal(40001))
    found = api.read("inventory.lots", str(made_lot.id))
    assert (found["code"], found["origin"], found["plot_id"]) == (name, "harvest", str(ground.plot_id))
    assert (found["produced_on"], found["expires_on"]) == (str(HARVESTED), str(HARVESTED + dt.timedelta(days=7)))
    assert stock(api, {"id": str(ground.fruit_id)}) == (Decimal("812.5"), Decimal(40001))


def test_a_lot_code_is_taken_once(api: Api, ground: Ground) -> None:
    name = code("P1-")
    with transaction(api.server.engine) as session:
        _harvest(session, ground, name)
    with pytest.raises(Exception) as caught, transaction(api.server.engine) as session:  # noqa: PT011 - the driver's own
        _harvest(session, ground, name)
    assert isinstance(refusal_of(caught.value), Duplicate)  # type: ignore[arg-type]  # judged by what comes of it
    assert stock(api, {"id": str(ground.fruit_id)})[0] == Decimal("812.5")


def test_a_harvest_is_taken_back_while_all_of_it_lies_there(api: Api, ground: Ground) -> None:
    with transaction(api.server.engine) as session:
        first = _harvest(session, ground, code("P1-"))
        second = _harvest(session, ground, code("P1-"))
    with transaction(api.server.engine) as session:
        services.reverse_harvest(session, SYSTEM, first.id)
    fruit = {"id": str(ground.fruit_id)}
    assert stock(api, fruit)[0] == Decimal("812.5")
    shed = {"id": str(ground.warehouse_id)}
    posted(api, "transfer", fruit, "1", source=shed, destination=warehouse(api), lot={"id": str(second.id)})
    with pytest.raises(Refused, match="stock_gone"), transaction(api.server.engine) as session:
        services.reverse_harvest(session, SYSTEM, second.id)
    with pytest.raises(Refused, match="nothing_to_reverse"), transaction(api.server.engine) as session:
        services.reverse_harvest(session, SYSTEM, first.id)


def test_a_harvest_kept_back_cannot_leave(api: Api, ground: Ground) -> None:
    with transaction(api.server.engine) as session:
        kept = _harvest(session, ground, code("P1-"), quality_status=QualityStatus.QUARANTINE)
        other = _harvest(session, ground, code("P1-"))
        services.quarantine(session, SYSTEM, other.id)
    for one in (kept, other):
        with pytest.raises(Refused, match="lot_quarantine"), transaction(api.server.engine) as session:
            _spread(session, ground, ground.fruit_id, one.id)


def _spread(session: Session, ground: Ground, item_id: UUID, lot_id: UUID | None = None) -> StockMove:
    wanted = [Input(item_id, ground.warehouse_id, Decimal(3), lot_id)]
    (move,) = services.issue_inputs(session, SYSTEM, wanted, plot_id=ground.plot_id, reference="OP-12")
    return move


def test_an_input_is_issued_to_its_plot_and_put_back(api: Api, ground: Ground) -> None:
    feed, shed = {"id": str(ground.feed_id)}, {"id": str(ground.warehouse_id)}
    sack = lot(api, feed)
    receive(api, feed, shed, "10", "700", lot=sack)
    with transaction(api.server.engine) as session:
        move = _spread(session, ground, ground.feed_id)
    assert (move.value, move.status, str(move.lot_id)) == (Decimal(2100), MoveStatus.POSTED, sack["id"])
    assert api.read(MOVES, str(move.id))["plot_id"] == str(ground.plot_id)
    with transaction(api.server.engine) as session:
        services.return_inputs(session, SYSTEM, [move.id])
    assert stock(api, feed) == (Decimal(10), Decimal(7000))
    with pytest.raises(Refused, match="nothing_to_reverse"), transaction(api.server.engine) as session:
        services.return_inputs(session, SYSTEM, [move.id])


def test_several_inputs_are_issued_together_or_not_at_all(api: Api, ground: Ground) -> None:
    feed, shed = {"id": str(ground.feed_id)}, {"id": str(ground.warehouse_id)}
    other = item(api)
    receive(api, feed, shed, "10")
    receive(api, other, shed, "1")
    wanted = [
        Input(ground.feed_id, ground.warehouse_id, Decimal(10)),
        Input(UUID(other["id"]), ground.warehouse_id, Decimal(2)),
    ]
    with pytest.raises(Invalid) as caught, transaction(api.server.engine) as session:
        services.issue_inputs(session, SYSTEM, wanted, plot_id=ground.plot_id)
    assert caught.value.errors[0].field == "inputs.1"
    assert stock(api, feed)[0] == 10


def test_a_pick_is_advice(api: Api, ground: Ground) -> None:
    feed, shed = {"id": str(ground.feed_id)}, {"id": str(ground.warehouse_id)}
    sack = lot(api, feed, expires_on="2199-01-01")
    receive(api, feed, shed, "5")
    receive(api, feed, shed, "5", lot=sack)
    with transaction(api.server.engine) as session:
        parts = services.pick(session, ground.feed_id, ground.warehouse_id, Decimal(7))
        assert [(part.lot_id, part.quantity) for part in parts] == [(UUID(sack["id"]), 5), (None, 2)]
        with pytest.raises(FofalError):
            services.pick(session, ground.plot_id, ground.warehouse_id, Decimal(1))
    assert stock(api, feed)[0] == 10


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[StockBelowMinimum]:
    """What subscribers of the alert hear."""
    heard: list[StockBelowMinimum] = []
    monkeypatch.setitem(registry._SUBSCRIBERS, StockBelowMinimum, [lambda _session, _actor, event: heard.append(event)])
    return heard


def test_sinking_to_the_alert_quantity_is_told_once(api: Api, told: list[StockBelowMinimum]) -> None:
    one, shed, yard = item(api, alert_quantity="10"), warehouse(api), warehouse(api)
    receive(api, one, shed, "30")
    issue(api, one, shed, "19")
    posted(api, "transfer", one, "5", source=shed, destination=yard)
    assert told == []
    issue(api, one, shed, "1")
    issue(api, one, yard, "1")
    where = UUID(one["id"]), UUID(shed["id"])
    assert told == [StockBelowMinimum(*where, quantity=Decimal(10), alert_quantity=Decimal(10))]
    receive(api, one, shed, "2")
    issue(api, one, shed, "2")
    assert len(told) == 2
