"""The dashboard of a person: what the role begins with, what was arranged, what is not permitted, what fails."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.core import registry
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Refused
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.insight import defaults
from tests.support.api import Api, Json
from tests.support.figures import told
from tests.support.people import holder_token
from tests.support.servers import Server
from tests.support.statements import noted

DOOR = "/insight/dashboard"
MOST_A_TILE = 4
"""Statements that a tile may cost on the whole page."""
ASIDE = 12
"""Those of a call itself: who asks, what is allowed, a transaction."""


def codes(tiles: list[Json]) -> list[str]:
    return [one["code"] for one in tiles]


def dashboard(person: Api) -> Json:
    answer = person.get(DOOR)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def arranged(person: Api, *tiles: str | tuple[str, str]) -> Json:
    body = [{"code": one} if isinstance(one, str) else {"code": one[0], "size": one[1]} for one in tiles]
    answer = person.patch(DOOR, json={"tiles": body})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


@pytest.fixture
def keeper(server: Server) -> Iterator[Api]:
    """Somebody who keeps the stock."""
    person = Api(server, holder_token(server, "stock-keeper")[1])
    yield person
    person.close()


def test_a_role_begins_with_tiles_of_its_own(server: Server, keeper: Api) -> None:
    first = dashboard(keeper)
    assert (first["own"], codes(first["tiles"])) == (False, [one.code for one in defaults.by_role()["stock-keeper"]])
    director = Api(server, holder_token(server, "director")[1])
    assert codes(dashboard(director)["tiles"])[0] == "agronomy.harvested-month"
    assert "sensors.in-trouble" in codes(dashboard(director)["others"])
    director.close()


def test_several_roles_add_up_each_tile_once(server: Server) -> None:
    person = Api(server, holder_token(server, "accountant", "stock-keeper")[1])
    first = codes(dashboard(person)["tiles"])
    assert len(set(first)) == len(first) <= defaults.MOST_FIRST
    assert {"inventory.stock-worth", "inventory.below-minimum"} <= set(first)
    person.close()


def test_nobody_is_offered_what_is_not_permitted(api: Api) -> None:
    person = api.as_user("agronomy.harvests:read")
    found = dashboard(person)
    assert codes(found["tiles"]) == ["agronomy.harvested-month", "agronomy.harvest-months"]
    assert codes(found["others"]) == ["agronomy.harvests-draft"]
    kept = arranged(person, "inventory.stock-worth", "agronomy.harvests-draft", "elsewhere.unknown")
    assert codes(kept["tiles"]) == ["agronomy.harvests-draft"]
    assert told(person, "figures", "inventory.stock-worth", "inventory.below-minimum") == {}
    assert told(person, "series", "inventory.lots-expiry") == {}
    person.close()


def test_what_was_arranged_is_kept_for_this_person_alone(server: Server, keeper: Api) -> None:
    other = Api(server, holder_token(server, "stock-keeper")[1])
    wanted = ("inventory.moves-draft", ("inventory.lots-expiry", "wide"), "inventory.moves-draft")
    assert arranged(keeper, *wanted)["own"] is True
    found = dashboard(keeper)
    assert [(one["code"], one["size"]) for one in found["tiles"]] == [
        ("inventory.moves-draft", "small"), ("inventory.lots-expiry", "wide"),
    ]  # fmt: skip
    assert "inventory.below-minimum" in codes(found["others"])
    assert dashboard(other)["own"] is False
    assert keeper.patch(DOOR, json={"tiles": None}).json()["own"] is False
    assert codes(dashboard(keeper)["tiles"]) == codes(dashboard(other)["tiles"])
    assert arranged(keeper)["tiles"] == []
    other.close()


@pytest.mark.parametrize(
    "tiles",
    [[{"code": "no code"}], [{"code": "inventory.moves-draft", "size": "huge"}], [{"size": "small"}],
     [{"code": "inventory.moves-draft", "user_id": "x"}], [{"code": f"a.{'b' * one}"} for one in range(1, 70)]],
)  # fmt: skip
def test_what_is_no_arrangement_is_refused(keeper: Api, tiles: list[Json]) -> None:
    assert keeper.patch(DOOR, json={"tiles": tiles}).status_code == 422
    assert keeper.patch(DOOR, json={}).status_code == 422


def _breaks(session: Session, _actor: Actor) -> FigureValue:
    session.execute(text("SELECT 1 / 0"))
    return FigureValue(0)


def _lacks(_session: Session, _actor: Actor) -> FigureValue:
    raise Refused("settings.parameter_missing", name="weather.x", day="01/01/2026")


def test_one_that_fails_says_so_and_spoils_no_other(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Figure("inventory.moves-draft", "inventory.stock-moves:read", _breaks)
    lacking = Figure("inventory.below-minimum", "inventory.stock-levels:read", _lacks)
    domain = registry.DOMAINS["inventory"]
    monkeypatch.setitem(registry.DOMAINS, "inventory", domain.__class__(
        **{**domain.__dict__, "figures": (broken, lacking, *domain.figures[1:2])}
    ))  # fmt: skip
    found = told(api, "figures")
    assert (found[broken.code]["value"], found[broken.code]["problem"][:11]) == (None, "Ce nombre n")
    assert "weather.x" in found[lacking.code]["problem"]
    assert found["inventory.lots-expiring"]["problem"] is None
    assert found["inventory.lots-expiring"]["value"] is not None
    assert found["notifications.open-alerts"]["problem"] is None


def test_the_whole_page_asks_a_bounded_number_of_questions(api: Api, server: Server) -> None:
    found = dashboard(api)
    tiles = {"figures": [], "series": []}
    for one in (*found["tiles"], *found["others"]):
        tiles["figures" if one["kind"] == "figure" else "series"].append(one["code"])
    for door, wanted in tiles.items():
        with noted(server.engine) as asked:
            assert told(api, door, *wanted).keys() == set(wanted)
        assert len(asked) <= MOST_A_TILE * len(wanted) + ASIDE, asked


def test_only_those_that_are_asked_for_are_read(api: Api) -> None:
    assert told(api, "figures", "weather.rain-week", "nobody.knows").keys() == {"weather.rain-week"}
    assert api.get("/figures", params={"code": ["x"] * 101}).status_code == 422
