"""Random questions to the list of the staff, answered as a naive rule would: nobody and nothing beyond the reach.

The person leads one gang of three and does not hold the right on personal data.
"""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fofal_server.hr.resources import PERSONAL
from tests.server.hr.staff import employee, team
from tests.support.api import Api, Json, speaking

NAMES = ("Édéa", "EBOLOWA", "éclair", "Zoa", "zoa")
JOBS = (None, "Récolteur", "Pulvérisateur")
DAYS = ("2024-01-08", "2024-06-01", "2025-03-15")
SHOWN = {"last_name": NAMES, "job_title": JOBS[1:], "hired_on": DAYS}
HIDDEN = {"sex": ("female", "male"), "born_on": ("1990-05-17", "1985-01-01")}


@dataclass(frozen=True)
class Question:
    """What is asked of the list."""

    filters: tuple[tuple[str, str, str], ...]
    sort: tuple[str, ...]
    search: str

    @property
    def touches_hidden(self) -> bool:
        names = {name for name, _, _ in self.filters} | {name.removeprefix("-") for name in self.sort}
        return not names.isdisjoint(PERSONAL)

    @property
    def query(self) -> Json:
        asked = [":".join(one) for one in self.filters]
        return {"filter": asked, "sort": ",".join(self.sort), "search": self.search}


def _filters() -> st.SearchStrategy[tuple[str, str, str]]:
    pool = {**SHOWN, **HIDDEN}
    days = st.sampled_from(("eq", "ne", "lt", "le", "gt", "ge"))
    texts = st.sampled_from(("eq", "ne", "contains", "startswith"))

    def of(name: str) -> st.SearchStrategy[tuple[str, str, str]]:
        words = days if name.endswith("_on") else st.sampled_from(("eq", "ne")) if name == "sex" else texts
        return st.tuples(st.just(name), words, st.sampled_from(pool[name]))

    return st.one_of([of(name) for name in (*SHOWN, *SHOWN, *HIDDEN)])


questions = st.builds(
    Question,
    st.lists(_filters(), max_size=3).map(tuple),
    st.lists(
        st.sampled_from(("last_name", "-last_name", "hired_on", "-hired_on", "job_title", "code", "born_on", "-sex")),
        max_size=2,
        unique_by=lambda name: name.removeprefix("-"),
    ).map(tuple),
    st.sampled_from(("", "", "EDE", "zoa", "+237611", "1990")),
)


@pytest.fixture(scope="module")
def staff(server: Any) -> Any:
    """Three gangs of eight, and the client of somebody in the first one."""
    with speaking(server) as api:
        teams = [team(api) for _ in range(3)]
        people = [
            employee(
                api, team_id=teams[n % 3]["id"], last_name=NAMES[n % 5], job_title=JOBS[n // 3 % 3],
                hired_on=DAYS[n // 2 % 3], sex=HIDDEN["sex"][n % 2], born_on=HIDDEN["born_on"][n // 4 % 2],
                phone=f"+23761122334{n % 10}",
            )
            for n in range(24)
        ]  # fmt: skip
        mine = [one for one in people if one["team_id"] == teams[0]["id"]]
        person = api.as_user("hr.employees:read@team", employee_id=mine[0]["id"])
        yield person, mine
        person.close()


def fold(text: str) -> str:
    """Case and accents removed."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)).lower()


_NAIVE: dict[str, Callable[[str, str], bool]] = {
    "eq": lambda has, value: has == value,
    "lt": lambda has, value: has < value,
    "le": lambda has, value: has <= value,
    "gt": lambda has, value: has > value,
    "ge": lambda has, value: has >= value,
    "contains": lambda has, value: fold(value) in fold(has),
    "startswith": lambda has, value: fold(has).startswith(fold(value)),
}


def _fits(row: Json, asked: tuple[str, str, str]) -> bool:
    name, word, value = asked
    if word == "ne":
        return bool(row[name] != value)
    return row[name] is not None and _NAIVE[word](row[name], value)


def _expected(mine: list[Json], question: Question) -> list[str]:
    found = [row for row in mine if all(_fits(row, one) for one in question.filters)]
    words = [fold(word) for word in question.search.split()]
    found = [row for row in found if all(word in _searched(row) for word in words)]
    found.sort(key=lambda row: row["id"], reverse=bool(question.sort) and question.sort[-1].startswith("-"))
    for key in reversed(question.sort or ("last_name", "first_name")):
        name = key.removeprefix("-")
        found.sort(key=lambda row, name=name: _key(row[name], name), reverse=key.startswith("-"))  # type: ignore[misc]  # a lambda with a default
        found.sort(key=lambda row, name=name: row[name] is None)  # type: ignore[misc]  # a lambda with a default
    return [row["code"] for row in found]


def _key(value: str | None, name: str) -> str:
    return "" if value is None else fold(value) if name.endswith(("_name", "_title")) else value


def _searched(row: Json) -> str:
    return fold(" ".join(row[name] or "" for name in ("code", "last_name", "first_name")))


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions)
def test_class_3_side_doors_answer_as_a_naive_rule_would(staff: tuple[Api, list[Json]], question: Question) -> None:
    person, mine = staff
    listed = person.get("/hr/employees", params=question.query)
    exported = person.get("/hr/employees/export", params={**question.query, "format": "csv", "fields": "code"})
    if question.touches_hidden:
        assert (listed.status_code, exported.status_code) == (422, 422)
        return
    page, expected = listed.json(), _expected(mine, question)
    assert [one["code"] for one in page["items"]] == expected
    assert page["total"] == len(expected)
    assert all(set(PERSONAL).isdisjoint(one) for one in page["items"])
    rows = list(csv.reader(io.StringIO(exported.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == expected
