"""Places by their names: asked once a second at most, remembered, and honest while the gazetteer is away."""

import time
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import delete, text

from fofal_server.core.db import transaction
from fofal_server.maps import places
from fofal_server.maps.models import PlaceAnswer
from fofal_server.outside.models import OutsideProvider
from tests.support.api import Api, speaking
from tests.support.databases import Database
from tests.support.outsider import Outsider, Said, outsider
from tests.support.servers import Server, serving

EDEA = {
    "place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "lat": "3.8002500", "lon": "10.1358400", "category": "place", "type": "town", "display_name": "Édéa, Littoral, Cameroun",
}  # fmt: skip
"""The shape of an answer in jsonv2, as Nominatim documents it."""

OLD = text("UPDATE maps_place_answer SET at = at - interval '100 days'")


@pytest.fixture(scope="module")
def other() -> Iterator[Outsider]:
    with outsider() as found:
        yield found


@pytest.fixture(scope="module")
def mapped(database: Database, other: Outsider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    changes = {"geocoder_url": f"{other.origin}/search", "outside_hosts": (other.origin,), "outside_timeout": 0.5}
    with serving(database, tmp_path_factory.mktemp("data"), **changes) as running:
        yield running


@pytest.fixture
def api(mapped: Server, other: Outsider) -> Iterator[Api]:
    other.asked.clear()
    with transaction(mapped.engine) as session:
        session.execute(delete(OutsideProvider))
        session.execute(delete(PlaceAnswer))
    with speaking(mapped, "maps.places:read") as found:
        yield found


def say(other: Outsider, *found: Any) -> None:
    other.say("/search", Said(200, orjson.dumps(list(found))))


def look(api: Api, words: str, **headers: str) -> Any:
    return api.get("/maps/places", params={"search": words}, headers=headers)


def test_a_place_is_found_and_remembered(api: Api, other: Outsider) -> None:
    say(other, EDEA)
    first, again = look(api, "Édéa").json(), look(api, "  édéa ").json()
    assert first == again
    assert len(other.asked) == 1
    assert other.asked[0].query == {
        "q": "Édéa",
        "format": "jsonv2",
        "limit": "8",
        "countrycodes": "cm",
        "accept-language": "fr",
    }
    assert first["places"] == [
        {"name": "Édéa, Littoral, Cameroun", "kind": "town", "longitude": "10.1358400", "latitude": "3.8002500"}
    ]
    assert "OpenStreetMap" in first["attribution"]


def test_nothing_found_is_an_answer_too(api: Api, other: Outsider) -> None:
    say(other)
    assert [look(api, "Nulle part").json()["places"] for _ in range(2)] == [[], []]
    assert len(other.asked) == 1


def test_each_language_has_its_names(api: Api, other: Outsider) -> None:
    say(other, EDEA)
    look(api, "Edea"), look(api, "Edea", **{"Accept-Language": "en"})
    assert [one.query["accept-language"] for one in other.asked] == ["fr", "en"]


def test_two_people_ask_one_after_the_other(api: Api, other: Outsider) -> None:
    say(other, EDEA)
    began = time.monotonic()
    assert [look(api, words).status_code for words in ("Edea", "Douala")] == [200, 200]
    assert time.monotonic() - began > 0.8


@pytest.mark.parametrize(
    "said",
    [Said(500), Said(429, b"", {"Retry-After": "20"}), Said(silent=True), Said(200, b"<html>"), Said(200, b'{"a": 1}'),
     Said(200, b'[{"display_name": "Sans lieu"}]'), Said(200, b"[1]"), Said(200, b'[{"lat"', cut=4)],
    ids=["trouble", "too often", "silence", "page", "other", "no place", "numbers", "cut"],
)  # fmt: skip
def test_a_gazetteer_that_fails_is_told_and_what_was_known_is_shown(api: Api, other: Outsider, said: Said) -> None:
    other.say("/search", Said(200, orjson.dumps([EDEA])), said)
    known = look(api, "Edea").json()
    with transaction(api.server.engine) as session:
        session.execute(OLD)
    old = look(api, "Edea")
    assert (old.status_code, old.json()["places"]) == (200, known["places"])
    assert old.json()["at"] < known["at"]
    new = look(api, "Douala")
    assert (new.status_code, new.json()["code"]) == (503, "gazetteer_away")
    assert int(new.headers["Retry-After"]) >= 1


def test_places_out_of_the_world_are_not_believed(api: Api, other: Outsider) -> None:
    say(other, EDEA, {**EDEA, "lat": "95"}, {**EDEA, "lon": "NaN"}, {**EDEA, "display_name": "\x00"})
    assert len(look(api, "Edea").json()["places"]) == 1


@pytest.mark.parametrize("words", ["", "ab", "x" * 101, "\x00\x01\x02", "   "])
def test_words_that_are_none_are_not_asked(api: Api, other: Outsider, words: str) -> None:
    assert look(api, words).status_code == 422
    assert other.asked == []


def test_without_a_gazetteer_it_is_said(database: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(database, tmp_path_factory.mktemp("data")) as running, speaking(running) as api:
        answer = look(api, "Yaoundé")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_gazetteer")


def test_after_a_year_it_is_forgotten(api: Api, other: Outsider) -> None:
    say(other, EDEA)
    look(api, "Edea")
    with transaction(api.server.engine) as session:
        session.execute(text("UPDATE maps_place_answer SET at = at - interval '366 days'"))
    assert "1" in (places.FORGET.run(api.server.pools) or "")
