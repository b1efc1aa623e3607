"""Dated parameters: one value a day, exact, of one kind, with its source."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from fofal_server.core.errors import Refused
from fofal_server.settings.services import parameter, parameter_row
from tests.support.api import Api, Json, code

PARAMETERS = "settings.parameters"


def made(api: Api, **changes: Any) -> Json:
    first = {"code": code("essai."), "name": "Essai", "value": "10", "valid_from": "2026-01-01", "source": "Essai"}
    return api.create(PARAMETERS, **{**first, **changes})


def refusal(api: Api, **values: Any) -> Json:
    first = {"name": "Essai", "value": "10", "valid_from": "2026-01-01", "source": "Essai"}
    answer = api.post("/settings/parameters", json={**first, **values})
    assert answer.status_code == 422, answer.text
    return answer.json()


def test_two_values_never_hold_on_the_same_day(api: Api) -> None:
    old = made(api)
    problem = refusal(api, code=old["code"], valid_from="2026-06-30", value="12")
    assert "vaut déjà" in problem["errors"][0]["message"]
    api.update(PARAMETERS, old, valid_to="2026-06-29")
    made(api, code=old["code"], valid_from="2026-06-30", value="12")


def test_the_day_decides_which_value_holds(api: Api, session: Session) -> None:
    old = made(api, valid_to="2026-06-29")
    new = made(api, code=old["code"], valid_from="2026-06-30", value="12")
    assert parameter(session, old["code"], dt.date(2026, 6, 29)) == "10"
    assert parameter(session, old["code"], dt.date(2026, 6, 30)) == "12"
    row = parameter_row(session, old["code"], dt.date(2026, 6, 30))
    assert row is not None
    assert str(row.id) == new["id"]


def test_a_day_without_a_value_is_refused_by_name_and_day(api: Api, session: Session) -> None:
    old = made(api)
    with pytest.raises(Refused) as refused:
        parameter(session, old["code"], dt.date(2025, 12, 31))
    assert refused.value.values == {"name": old["code"], "day": "31/12/2025"}


@pytest.mark.parametrize("value", [0.05, {"part": 0.05}, [1, [0.5]]])
def test_a_float_is_refused_wherever_it_hides(api: Api, value: Any) -> None:
    assert refusal(api, code=code("essai."), value=value)["errors"][0]["code"] == "parameter_float"


def test_nothing_is_no_value(api: Api) -> None:
    assert refusal(api, code=code("essai."), value=None)["errors"][0]["field"] == "value"


def test_a_value_keeps_the_kind_that_its_readers_expect(api: Api) -> None:
    old = made(api, value=0, valid_to="2026-06-29")
    problem = refusal(api, code=old["code"], valid_from="2026-06-30", value="douze")
    assert problem["errors"][0]["code"] == "parameter_kind"
    answer = api.patch(f"/settings/parameters/{old['id']}", json={"value": "douze"}, version=old["version"])
    assert answer.json()["errors"][0]["code"] == "parameter_kind"
    api.update(PARAMETERS, old, value=12)


def test_the_end_does_not_precede_the_start(api: Api) -> None:
    problem = refusal(api, code=code("essai."), valid_to="2025-12-31")
    assert problem["errors"][0]["message"] == "La fin précède le début."


def test_the_history_tells_both_values(api: Api) -> None:
    changed = api.update(PARAMETERS, made(api), value="11")
    entry = api.get(f"/settings/parameters/{changed['id']}/history").json()["items"][0]
    assert (entry["before"]["value"], entry["after"]["value"]) == ("10", "11")


@pytest.mark.parametrize("sort", ["value", "-value"])
def test_the_list_shows_and_sorts_values(api: Api, sort: str) -> None:
    one, two = made(api, value="10"), made(api, value={"A": "10.5"})
    words = {"filter": f"id:in:{one['id']}|{two['id']}", "sort": sort, "limit": 1}
    first = api.get("/settings/parameters", params=words).json()
    second = api.get("/settings/parameters", params={**words, "after": first["after"]}).json()
    found = [row["value"] for row in first["items"] + second["items"]]
    assert found == (["10", {"A": "10.5"}] if sort == "value" else [{"A": "10.5"}, "10"])


def test_an_export_tells_values_without_the_signs_of_json(api: Api) -> None:
    rows = [made(api, value=value) for value in ("10.5", 1600, {"A": "10.5"})]
    words = {"filter": f"id:in:{'|'.join(row['id'] for row in rows)}", "fields": "value", "format": "csv"}
    told = api.get("/settings/parameters/export", params=words).text.splitlines()[1:]
    assert set(told) == {"10.5", "1600", '"{""A"":""10.5""}"'}
