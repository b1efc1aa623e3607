"""Rows by groups: counted and added up as a naive rule would, within the reach of the person, opened by their filters."""

import datetime as dt

import pytest

from fofal_server.contract.grouping import Step
from fofal_server.core.grouping import _next
from tests.support.api import code

ITEMS, STAFF = "/inventory/items", "/hr/employees"


@pytest.fixture
def groups(api):
    def groups(path, by, *filters, person=api, **more):
        return person.get(f"{path}/groups", params={"by": by, "filter": list(filters), **more})

    return groups


@pytest.fixture
def store(api):
    mark = code("G")
    for number, (category, unit, amount) in enumerate(
        (("input", "kg", "1000.5"), ("input", "kg", "500"), ("input", "l", "12"), ("packaging", "kg", "7"))
    ):
        given = {"name": f"N{number} (démo)", "category": category, "unit": unit, "alert_quantity": amount}
        api.create("inventory.items", code=f"{mark}{number}", **given)
    return f"code:startswith:{mark}"


@pytest.fixture
def staff(api):
    mark, team = code("")[:5], api.create("hr.teams", code=code("T"), name="Nord (démo)")
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2025-12-31")
    rows = [
        api.create(
            "hr.employees",
            code=f"{mark}{n}",
            last_name="A (démo)",
            hired_on=day,
            team_id=team["id"] if n < 2 else None,
        )
        for n, day in enumerate(days)
    ]
    return f"code:startswith:{mark}", team, rows


def test_groups_are_counted_and_added_up_by_unit(groups, store):
    told = groups(ITEMS, "category", store).json()
    assert [(one["label"], one["count"], one["sums"]["alert_quantity"]) for one in told["items"]] == [
        ("Emballage", 1, {"kg": "7"}),
        ("Intrant", 3, {"kg": "1500.5", "l": "12"}),
    ]
    assert (told["all"]["count"], told["all"]["sums"]["alert_quantity"]) == (4, {"kg": "1507.5", "l": "12"})
    assert told["left_out"] == 0


def test_groups_leave_as_a_file_and_on_paper_with_what_was_asked(api, store, staff):
    def leaving(path, **asked):
        return api.get(f"{path}/groups/export", params=asked)

    told = leaving(ITEMS, by="category", filter=store, format="csv", heading="true", fields="alert_quantity")
    lines = [line.split(";") for line in told.content.decode("utf-8-sig").splitlines()]
    head = next(place for place, line in enumerate(lines) if line[-1] == "Seuil d'alerte")
    assert lines[head + 1 :] == [
        ["Emballage", "1", "7 kg"], ["Intrant", "3", "1\u202f500,5 kg + 12 l"],
        ["Tout ensemble", "4", "1\u202f507,5 kg + 12 l"],
    ]  # fmt: skip
    assert ["Regroupé par", lines[head][0]] in lines[:head]
    paper = leaving(STAFF, by="hired_on", filter=staff[0], format="pages").text
    assert [words in paper for words in ("02/2026", "Tout ensemble", "(par mois)")] == [True] * 3
    assert leaving(ITEMS, by="alert_quantity").status_code == 422
    assert api.as_user("hr.employees:read").get(f"{ITEMS}/groups/export", params={"by": "unit"}).status_code == 403


def test_the_filters_of_a_group_show_its_rows(api, groups, store, staff):
    mark, team, _rows = staff
    told = [
        ("inventory.items", store, groups(ITEMS, "unit", store)),
        ("hr.employees", mark, groups(STAFF, "team_id", mark)),
    ]
    told += [("hr.employees", mark, groups(STAFF, "hired_on", mark, step=step)) for step in ("day", "month", "year")]
    for resource, narrowed, answer in told:
        for one in answer.json()["items"]:
            assert len(api.items(resource, narrowed, *one["filters"])) == one["count"], one
    assert [(one["label"], one["count"]) for one in told[1][2].json()["items"]] == [
        (f"{team['code']} Nord (démo)", 2),
        ("(vide)", 2),
    ]


def test_dates_are_grouped_by_day_month_and_year_in_their_order(groups, staff):
    def labels(step):
        return [(one["label"], one["count"]) for one in groups(STAFF, "hired_on", staff[0], step=step).json()["items"]]

    assert labels("month") == [("12/2025", 1), ("01/2026", 1), ("02/2026", 2)]
    assert labels("year") == [("2025", 1), ("2026", 3)]
    assert labels("day")[0] == ("31/12/2025", 1)


def test_a_moment_belongs_to_the_day_of_the_company(api, groups):
    """At 23:30 UTC the company's clock shows the day after."""
    told = groups("/settings/imports", "at", step="day").json()
    assert told["all"]["count"] == sum(one["count"] for one in told["items"])
    for one in told["items"]:
        assert len(api.items("settings.imports", *one["filters"], limit=500)) == one["count"]


def test_only_rows_within_reach_are_counted(groups, api, staff):
    mark, _team, rows = staff
    headman = api.as_user("hr.employees:read@team", employee_id=rows[0]["id"])
    told = groups(STAFF, "team_id", mark, person=headman).json()
    assert (told["all"]["count"], [one["count"] for one in told["items"]]) == (2, [2])


@pytest.mark.parametrize("by", ["phone", "sex", "nothing", "id", "alert_quantity", "password_hash", "code) --"])
def test_hidden_unknown_and_counted_fields_have_no_groups(groups, api, by):
    modest = api.as_user("hr.employees:read", "inventory.items:read")
    for path in (STAFF, ITEMS):
        assert groups(path, by, person=modest).status_code == 422
    assert groups(STAFF, "team_id", person=modest, fields="phone").status_code == 422
    assert groups("/settings/sites", "code", person=modest).status_code == 403


def test_the_largest_groups_are_told_and_the_others_counted(groups, store, monkeypatch):
    monkeypatch.setattr("fofal_server.core.grouping.MOST", 1)
    told = groups(ITEMS, "category", store).json()
    assert [(one["label"], one["count"]) for one in told["items"]] == [("Intrant", 3)]
    assert told["left_out"] == 1


@pytest.mark.parametrize(("day", "step", "after"), [
    ("2026-12-31", Step.DAY, "2027-01-01"), ("2026-12-01", Step.MONTH, "2027-01-01"),
    ("2024-02-01", Step.MONTH, "2024-03-01"), ("2024-01-01", Step.YEAR, "2025-01-01"),
])  # fmt: skip
def test_a_step_ends_where_the_next_begins(day, step, after):
    assert _next(dt.date.fromisoformat(day), step) == dt.date.fromisoformat(after)
