"""The rain book: a month as a grid, one call for its changed days, years of paper by a file."""

import datetime as dt
from typing import Any

import pytest

from fofal_server.core import clock
from tests.server.transfer.conftest import sent
from tests.support.api import Api, Json, code

READINGS = "weather.rain-readings"
PAST = dt.date(2025, 2, 1)


@pytest.fixture
def site(api: Api) -> Json:
    return api.create("settings.sites", code=code("M"), name="Site de pluie")


def _book(api: Api, site: Json, month: dt.date = PAST) -> Json:
    found: Json = api.get("/weather/rain-book", params={"site_id": site["id"], "month": str(month)}).json()
    return found


def _save(api: Api, site: Json, *days: tuple[str, Any, Any], month: dt.date = PAST, key: str | None = None) -> Any:
    changes = [{"day": day, "rain_mm": rain, "was": was} for day, rain, was in days]
    return api.post("/weather/rain-book", json={"site_id": site["id"], "month": str(month), "days": changes}, key=key)


def test_a_month_begins_with_nothing_read(api: Api, site: Json) -> None:
    book = _book(api, site)
    assert (len(book["days"]), book["read"], book["missing"], book["rainy_days"]) == (28, 0, 28, 0)
    assert {one["rain_mm"] for one in book["days"]} == {None}


def test_one_call_saves_the_changed_days(api: Api, site: Json) -> None:
    book = _save(api, site, ("2025-02-03", "12.5", None), ("2025-02-04", "0", None)).json()
    assert (book["total_mm"], book["read"], book["missing"], book["rainy_days"]) == ("12.500", 2, 26, 1)
    changed = _save(api, site, ("2025-02-03", "13", "12.5"), ("2025-02-04", None, "0"), ("2025-02-05", "1", None))
    assert (changed.json()["total_mm"], changed.json()["read"]) == ("14.000", 2)
    assert [one["rain_mm"] for one in changed.json()["days"][2:5]] == ["13.000", None, "1.000"]
    (first,) = [one for one in api.items(READINGS, f"site_id:eq:{site['id']}") if one["day"] == "2025-02-03"]
    told = api.get(f"/weather/rain-readings/{first['id']}/history").json()
    assert [one["action"] for one in told["items"]] == ["update", "create"]


def test_a_day_that_somebody_else_changed_is_told_and_nothing_is_saved(api: Api, site: Json) -> None:
    _save(api, site, ("2025-02-03", "12.5", None))
    answer = _save(api, site, ("2025-02-02", "4", None), ("2025-02-03", "1", None))
    assert (answer.status_code, answer.json()["code"]) == (409, "book_moved")
    assert _book(api, site)["read"] == 1


@pytest.mark.parametrize(
    ("day", "rain", "field"),
    [
        ("2025-02-03", "-5", "days.0.rain_mm"), ("2025-02-03", "2000", "days.0.rain_mm"),
        ("2025-02-03", "1e3", "days.0.rain_mm"), ("2025-02-03", "12,5", "days.0.rain_mm"),
        ("2025-02-03", "NaN", "days.0.rain_mm"), ("2025-03-01", "5", "days.0.day"), ("2025-02-30", "5", "days.0.day"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_stored(api: Api, site: Json, day: str, rain: str, field: str) -> None:
    answer = _save(api, site, (day, rain, None), ("2025-02-05", "5", None))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert _book(api, site)["read"] == 0


def test_a_day_to_come_is_refused(api: Api, site: Json) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    answer = _save(api, site, (str(tomorrow), "5", None), month=tomorrow)
    assert (answer.status_code, answer.json()["code"]) == (422, "future_day")


def test_the_same_day_twice_is_refused(api: Api, site: Json) -> None:
    answer = _save(api, site, ("2025-02-03", "5", None), ("2025-02-03", "6", None))
    assert (answer.status_code, answer.json()["code"]) == (422, "day_twice")


def test_a_lost_answer_saves_once(api: Api, site: Json) -> None:
    key = code()
    first, again = (_save(api, site, ("2025-02-03", "5", None), key=key) for _ in range(2))
    assert (first.status_code, again.status_code, again.headers["Idempotent-Replayed"]) == (200, 200, "true")


def test_who_may_only_add_changes_and_takes_away_nothing(api: Api, site: Json) -> None:
    _save(api, site, ("2025-02-03", "5", None))
    person = api.as_user("weather.rain-readings:create", "weather.rain-readings:read")
    assert _save(person, site, ("2025-02-04", "5", None)).status_code == 200
    assert _save(person, site, ("2025-02-03", "6", "5")).status_code == 403
    assert _save(person, site, ("2025-02-03", None, "5")).status_code == 403
    person.close()


def test_the_form_of_one_reading_keeps_the_same_rules(api: Api, site: Json) -> None:
    api.create(READINGS, site_id=site["id"], day="2025-02-03", rain_mm="7")
    for rain, day in (("-5", "2025-02-04"), ("2000", "2025-02-04"), ("1", "2025-02-03")):
        answer = api.post("/weather/rain-readings", json={"site_id": site["id"], "day": day, "rain_mm": rain})
        assert answer.status_code == 422


def test_years_of_paper_come_by_a_file_and_go_again(api: Api, site: Json) -> None:
    lines = [f"{site['code']};{PAST + dt.timedelta(days=n):%d/%m/%Y};{n},5" for n in range(20)]
    content = "\n".join(["Site;Jour;Pluie (mm)", *lines])
    tried = sent(api, READINGS, content, dry_run=True).json()
    assert (tried["rows"], tried["created"], tried["errors"]) == (20, 20, [])
    assert _book(api, site)["read"] == 0
    done = sent(api, READINGS, content).json()
    assert (_book(api, site)["read"], _book(api, site)["total_mm"]) == (20, "200.000")
    again = sent(api, READINGS, content).json()
    assert (again["created"], len(again["errors"])) == (0, 20)
    assert api.post(f"/imports/{done['import_id']}/undo").status_code == 200
    assert _book(api, site)["read"] == 0


@pytest.mark.parametrize("rain", ["-5", "2000", "beaucoup"])
def test_a_file_with_one_bad_line_stores_nothing(api: Api, site: Json, rain: str) -> None:
    content = f"Site;Jour;Pluie (mm)\n{site['code']};01/02/2025;4\n{site['code']};02/02/2025;{rain}\n"
    found = sent(api, READINGS, content).json()
    assert [(one["row"], one["field"]) for one in found["errors"]] == [(3, "rain_mm")]
    assert _book(api, site)["read"] == 0


def test_the_book_of_a_site_that_is_not_there_is_not_found(api: Api, site: Json) -> None:
    elsewhere = {**site, "id": "01890000-0000-7000-8000-000000000000"}
    assert api.get("/weather/rain-book", params={"site_id": elsewhere["id"], "month": "2025-02-01"}).status_code == 404
    assert _save(api, elsewhere, ("2025-02-03", "5", None)).status_code == 404


def test_a_site_with_readings_cannot_be_deleted_one_without_can(api: Api, site: Json) -> None:
    api.create("weather.stations", site_id=site["id"])
    _save(api, site, ("2025-02-03", "5", None))
    assert api.delete(f"/settings/sites/{site['id']}", version=site["version"]).status_code == 409
    _save(api, site, ("2025-02-03", None, "5"))
    assert api.delete(f"/settings/sites/{site['id']}", version=site["version"]).status_code == 204
