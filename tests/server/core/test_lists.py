"""What a list may be asked: search, filters, order, pages; and what it refuses."""

from collections.abc import Iterator

import pytest

from fofal_server.lists import filters
from tests.support.api import Api, Json, code
from tests.support.servers import Server
from tests.support.statements import noted

UNITS = "settings.units"


@pytest.fixture(scope="module")
def mark() -> str:
    return code("LST")


@pytest.fixture
def five(api: Api, mark: str) -> list[Json]:
    """Five units of one mark; made once a module."""
    known = api.items(UNITS, f"code:startswith:{mark}", sort="code")
    names = ("Régime", "regime vide", "Sac de 50", "100 % pur", "sous_total")
    return known or [
        api.create(UNITS, code=f"{mark}{n}", name=name, dimension="count", factor=str(n + 1))
        for n, name in enumerate(names)
    ]


def _names(api: Api, mark: str, *filters: str, **query: object) -> list[str]:
    return [one["name"] for one in api.items(UNITS, f"code:startswith:{mark}", *filters, **query)]


def test_search_ignores_accents_and_case(api: Api, five: list[Json], mark: str) -> None:
    assert set(_names(api, mark, search="REGIME")) == {"Régime", "regime vide"}


def test_a_value_is_read_from_one_place_only(api: Api) -> None:
    """ASVS 15.3.7: what belongs into a body does not count in the address, and of twins the last one counts."""
    made = api.post("/settings/sites", params={"name": "Nord"}, json={"code": code()})
    assert (made.status_code, made.json()["errors"][0]["field"]) == (422, "name")
    assert api.get("/settings/sites", params=[("limit", "0"), ("limit", "1")]).status_code == 200
    assert api.get("/settings/sites", params=[("limit", "1"), ("limit", "0")]).status_code == 422


@pytest.mark.parametrize(
    ("words", "found"), [("100 %", ["100 % pur"]), ("sous_t", ["sous_total"]), ("_", ["sous_total"])]
)
def test_search_takes_wildcards_literally(api: Api, five: list[Json], mark: str, words: str, found: list[str]) -> None:
    assert _names(api, mark, search=words) == found


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("factor:ge:3", 3), ("factor:between:2|3", 2), ("name:contains:regime", 2), ("name:startswith:sa", 1),
        ("dimension:eq:count", 5), ("dimension:in:mass|count", 5), ("factor:null:true", 0), ("name:ne:Régime", 4),
    ],
)  # fmt: skip
def test_filters(api: Api, five: list[Json], mark: str, condition: str, count: int) -> None:
    assert len(_names(api, mark, condition)) == count


@pytest.mark.parametrize(
    "query",
    [
        {"filter": "code"}, {"filter": "nothing:eq:1"}, {"filter": "code:like:x"}, {"filter": "dimension:gt:mass"},
        {"filter": "dimension:eq:nowhere"}, {"sort": "password"}, {"sort": "code;drop table"}, {"limit": 501},
        {"limit": 0}, {"offset": -1}, {"fields": "code,unknown"}, {"after": "x"}, {"limit": "many"},
        {"filter": "code:eq:x\x00y"}, {"search": "x" * 501},
    ],
)  # fmt: skip
def test_refused_questions_answer_422(api: Api, query: dict[str, object]) -> None:
    answer = api.get("/settings/units", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_class_4_sql_in_values_is_only_text(api: Api, five: list[Json], mark: str) -> None:
    assert api.items(UNITS, "code:eq:' OR 1=1 --") == []
    assert len(_names(api, mark)) == 5


def test_order_by_several_keys(api: Api, five: list[Json], mark: str) -> None:
    assert _names(api, mark, sort="dimension,-factor") == [
        "sous_total",
        "100 % pur",
        "Sac de 50",
        "regime vide",
        "Régime",
    ]


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_names_stand_where_a_reader_looks_for_them(api: Api, five: list[Json], mark: str, sort: str) -> None:
    found = ["100 % pur", "Régime", "regime vide", "Sac de 50", "sous_total"]
    assert _names(api, mark, sort=sort) == (found if sort == "name" else found[::-1])


def test_cursor_walks_every_row_once(api: Api, five: list[Json], mark: str) -> None:
    query: dict[str, object] = {"filter": f"code:startswith:{mark}", "sort": "-factor", "limit": 2, "total": "false"}
    seen, after = [], None
    while True:
        page = api.get("/settings/units", params=query | ({"after": after} if after else {})).json()
        seen += [one["code"] for one in page["items"]]
        after = page.get("after")
        if not after:
            break
    assert seen == [f"{mark}{n}" for n in (4, 3, 2, 1, 0)]
    assert "total" not in page


def test_chosen_fields_only(api: Api, five: list[Json], mark: str) -> None:
    page = api.get("/settings/units", params={"filter": f"code:startswith:{mark}", "fields": "code"}).json()
    assert set(page["items"][0]) == {"id", "code"}


@pytest.fixture
def statements(server: Server) -> Iterator[list[str]]:
    """SQL that calls send while the fixture lives."""
    with noted(server.engine) as seen:
        yield seen


def test_a_list_costs_three_queries_whatever_it_shows(api: Api, five: list[Json], statements: list[str]) -> None:
    api.items(UNITS)
    statements.clear()
    api.items(UNITS)
    assert len(statements) == 3  # the person, the count, the page


def test_how_i_left_a_list_is_mine_and_changes_by_field(api: Api) -> None:
    me, other = api.as_user("settings.units:read"), api.as_user("settings.units:read")
    assert me.get("/lists/layouts").json() == {"items": {}}
    path = f"/lists/layouts/{UNITS}"
    assert me.patch(path, json={"order": ["name", "code"], "widths": {"name": 333}}).status_code == 200
    change = {"hidden": ["factor"], "sort": ["-name", "code"], "widths": {"code": 90}, "details": True}
    assert me.patch(path, json=change).json() == {
        "order": ["name", "code"], "widths": {"code": 90}, "hidden": ["factor"], "sort": ["-name", "code"],
        "filter": None, "details": True,
    }  # fmt: skip
    undone = {"order": None, "widths": None, "sort": None, "details": None}
    assert me.patch(path, json=undone).json()["order"] is None
    assert me.get("/lists/layouts").json()["items"][UNITS] == {
        "order": None, "widths": None, "hidden": ["factor"], "sort": None, "filter": None, "details": None,
    }  # fmt: skip
    assert other.get("/lists/layouts").json() == {"items": {}}
    me.close()
    other.close()


@pytest.mark.parametrize(("resource", "body", "status"), [
    ("settings.nothing", {"order": ["code"]}, 404),
    ("hr.employees", {"order": ["code"]}, 404),  # may not be read
    (UNITS, {"order": [f"c{n}" for n in range(201)]}, 422),
    (UNITS, {"widths": {"code": 0}}, 422),
    (UNITS, {"widths": {"a\nb": 90}}, 422),
    (UNITS, {"sort": ["--code"]}, 422),
    (UNITS, {"user_id": "x"}, 422),
])  # fmt: skip
def test_a_layout_is_bounded_and_of_a_list_that_one_may_see(
    api: Api, resource: str, body: dict[str, object], status: int
) -> None:
    me = api.as_user("settings.units:read")
    assert me.patch(f"/lists/layouts/{resource}", json=body).status_code == status
    assert me.get("/lists/layouts").json() == {"items": {}}
    me.close()


SAVED = "lists.filters"


@pytest.fixture
def people(api: Api) -> Iterator[tuple[Api, Api, Api]]:
    """Who may share, a colleague who may not, and somebody who does not see the list."""
    found = (
        api.as_user("settings.units:read", "lists.filters:*"),
        api.as_user(
            "settings.units:read", *(f"lists.filters:{verb}" for verb in ("read", "create", "update", "delete"))
        ),
        api.as_user("lists.filters:*"),
    )
    yield found
    for one in found:
        one.close()


def test_a_saved_filter_is_its_owners_until_it_is_shared(people: tuple[Api, Api, Api]) -> None:
    me, other, outsider = people
    mine = me.create(SAVED, name="Sacs", resource=UNITS, conditions=["dimension:eq:count"], search="sac")
    path = f"/lists/filters/{mine['id']}"
    assert (mine["shared"], other.items(SAVED), other.get(path).status_code) == (False, [], 404)
    shared = me.act(SAVED, mine, "share")
    assert [one["name"] for one in other.items(SAVED, f"resource:eq:{UNITS}")] == ["Sacs"]
    assert (outsider.items(SAVED), outsider.get(path).status_code) == ([], 404)
    assert other.patch(path, json={"name": "X"}, version=shared["version"]).status_code == 403
    assert other.delete(path, version=shared["version"]).status_code == 403
    assert me.patch(path, json={"shared": False}, version=shared["version"]).status_code == 422
    assert me.update(SAVED, shared, name="Sacs vides")["shared"] is True
    me.act(SAVED, me.read(SAVED, mine["id"]), "unshare")
    assert other.items(SAVED) == []
    theirs = other.create(SAVED, name="Sacs vides", resource=UNITS, search="vide")
    assert other.post(f"/lists/filters/{theirs['id']}/share", version=theirs["version"]).status_code == 403


@pytest.mark.parametrize(("body", "field"), [
    ({"resource": "settings.nothing", "search": "x"}, "resource"),
    ({"resource": "hr.employees", "search": "x"}, "resource"),  # may not be read
    ({"resource": UNITS}, "conditions"),
    ({"resource": UNITS, "conditions": ["colour:eq:red"]}, "conditions"),
    ({"resource": UNITS, "conditions": ["dimension:eq:weight"]}, "conditions"),
    ({"resource": UNITS, "conditions": ["code:eq:x"] * 31}, "conditions"),
])  # fmt: skip
def test_a_saved_filter_asks_only_what_its_list_answers(
    people: tuple[Api, Api, Api], body: dict[str, object], field: str
) -> None:
    refused = people[0].post("/lists/filters", json={"name": "Essai", **body})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_a_filter_over_a_private_field_stays_ones_own(api: Api) -> None:
    saved = api.create(SAVED, name=code(), resource="inventory.stock-balances", conditions=["value:gt:1000"])
    assert api.post(f"/lists/filters/{saved['id']}/share", version=saved["version"]).status_code == 422
    plain = api.update(SAVED, saved, conditions=["quantity:gt:0"])
    shared = api.act(SAVED, plain, "share")
    change = {"conditions": ["value:gt:1000"]}
    assert api.patch(f"/lists/filters/{saved['id']}", json=change, version=shared["version"]).status_code == 422


def test_saved_filters_are_bounded(people: tuple[Api, Api, Api], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "MOST", 1)
    made = {"name": "Un", "resource": UNITS, "search": "x"}
    answers = [people[0].post("/lists/filters", json=made | {"name": name}).status_code for name in ("Un", "Deux")]
    assert answers == [201, 422]
