"""One search over everything: what is found, in which order, and what nobody learns by it."""

from collections.abc import Iterator

import pytest

from fofal_server.app import operations
from fofal_server.core.finding import Row, best
from tests.support.api import Api, Json, code
from tests.support.servers import Server
from tests.support.statements import noted

SITES, UNITS, ROLES, TEAMS = "settings.sites", "settings.units", "auth.roles", "hr.teams"


def test_kinds_take_turns_within_a_rank_and_then_stand_together() -> None:
    assert operations()  # they make the resources known
    units = [Row(UNITS, f"u{n}", "Sac", 1) for n in range(5)]
    sites = [Row(SITES, f"s{n}", "Sac", 1) for n in range(2)]
    exact = Row(TEAMS, "t", "Sac", 0)
    found, more = best([*units, *sites, exact, exact], 5)
    assert [(row.resource, row.key) for row in found] == [
        (TEAMS, "t"), (SITES, "s1"), (SITES, "s0"), (UNITS, "u4"), (UNITS, "u3"),
    ]  # fmt: skip
    assert more
    assert best([*units, exact], 6) == ([exact, *units[::-1]], False)


@pytest.fixture(scope="module")
def mark() -> str:
    return code("FND")


@pytest.fixture
def eight(api: Api, mark: str) -> list[Json]:
    """A site, and units of which the first is called exactly as the others begin; made once a module."""
    known = api.items(SITES, f"code:eq:{mark}") + api.items(UNITS, f"code:startswith:{mark}", sort="code")
    numbers = ("1", *(f"1{n}" for n in range(5)), "-5 %")
    units = [{"code": f"{mark}{n}", "name": "Régime vidé", "dimension": "count", "factor": "1"} for n in numbers]
    return known or [
        api.create(SITES, code=mark, name="Ébodjé"), *(api.create(UNITS, **one) for one in units),
    ]  # fmt: skip


def found(person: Api, words: str, **more: object) -> Json:
    answer = person.get("/search", params={"words": words, **more})
    assert answer.status_code == 200, answer.text
    told: Json = answer.json()
    return told


def codes(told: Json) -> list[str]:
    return [one["title"].partition(" ")[0] for one in told["items"]]


def test_it_finds_every_kind_whatever_accents_and_case(api: Api, eight: list[Json], mark: str) -> None:
    [site] = found(api, f"EBODJE {mark.lower()}")["items"]
    assert site == {"resource": SITES, "label": "Site", "id": eight[0]["id"], "title": f"{mark} Ébodjé"}
    assert {one["resource"] for one in found(api, mark)["items"]} == {SITES, UNITS}


def test_what_is_called_exactly_so_comes_first_however_many_newer_ones_begin_so(
    api: Api, eight: list[Json], mark: str
) -> None:
    told = found(api, f"{mark}1", limit=3)
    assert codes(told) == [f"{mark}1", f"{mark}14", f"{mark}13"]
    assert told["more"]
    assert not found(api, f"{mark}1", limit=6)["more"]


@pytest.mark.parametrize(
    ("words", "count"), [("re", 7), ("{mark} 5", 1), ("{mark} 5 %", 1), ("{mark} im", 0), ("{mark} egim", 7), ("_", 0)]
)
def test_short_words_count_where_words_begin_and_wildcards_are_letters(
    api: Api, eight: list[Json], mark: str, words: str, count: int
) -> None:
    keys = {one["id"] for one in eight}
    told = found(api, words.format(mark=mark), limit=50)
    assert len([one for one in told["items"] if one["id"] in keys]) == count


def test_nothing_is_found_by_nothing_and_what_cannot_be_asked_is_refused(api: Api) -> None:
    assert found(api, "  ") == {"items": [], "more": False}
    for query in ({}, {"words": "a\x00b"}, {"words": "x" * 201}, {"words": "x", "limit": 51}):
        assert api.get("/search", params=query).status_code == 422
    for record in ("x", "settings.sites:1", "Settings.sites:00000000-0000-7000-8000-000000000000"):
        assert api.get("/search/titles", params={"record": record}).status_code == 422


@pytest.fixture
def stranger(api: Api) -> Iterator[Api]:
    """Somebody who reads units and nothing else."""
    person = api.as_user(f"{UNITS}:read")
    yield person
    person.close()


def test_who_may_not_see_a_record_does_not_learn_of_it(api: Api, stranger: Api, eight: list[Json], mark: str) -> None:
    site, unit = (next(one for one in eight if one["code"] == name) for name in (mark, f"{mark}1"))
    assert {one["resource"] for one in found(stranger, mark)["items"]} == {UNITS}
    asked = [f"{SITES}:{site['id']}", f"{UNITS}:{unit['id']}", f"no.such:{unit['id']}", f"{UNITS}:{site['id']}"]
    told = stranger.get("/search/titles", params={"record": asked}).json()
    assert [one["id"] for one in told["items"]] == [unit["id"]]
    titled = api.get("/search/titles", params={"record": asked}).json()["items"]
    assert [one["title"] for one in titled] == [f"{mark} Ébodjé", f"{mark}1 Régime vidé"]


def test_what_is_put_aside_is_not_found_but_still_has_its_name(api: Api) -> None:
    record = api.create(SITES, code=code("OLD"), name="Ancien")
    record = api.update(SITES, record, archived=True)
    assert found(api, record["code"])["items"] == []
    [told] = api.get("/search/titles", params={"record": f"{SITES}:{record['id']}"}).json()["items"]
    assert told["title"] == f"{record['code']} Ancien"


def test_it_costs_three_queries_whatever_it_finds(api: Api, server: Server) -> None:
    narrow = api.as_user(f"{UNITS}:read", f"{SITES}:read", f"{TEAMS}:read@team", "hr.employees:read@own")
    found(narrow, "essai")  # the rights of a new role are read once
    with noted(server.engine) as seen:
        found(narrow, "essai")
    assert len(seen) == 3  # the person, what everybody sees, what only some see
    narrow.close()
