"""The company and its sites: one company, real time zones, coordinates on the globe."""

import pytest

from tests.support.api import Api, code

COMPANIES = "settings.companies"


def test_there_is_one_company_and_nobody_types_that_it_is_invented(api: Api) -> None:
    assert api.post("/settings/companies", json={"name": "FOFAL", "demo": True}).status_code == 422
    known = api.items(COMPANIES) or [api.create(COMPANIES, name="FOFAL")]
    assert known[0]["demo"] is False
    assert api.post("/settings/companies", json={"name": "Une autre"}).status_code == 409


def test_a_fiscal_year_starts_in_a_month(api: Api) -> None:
    answer = api.post("/settings/companies", json={"name": "FOFAL", "fiscal_year_start_month": 13})
    assert answer.json()["errors"][0]["field"] == "fiscal_year_start_month"


def test_a_site_lies_in_a_time_zone_that_exists(api: Api) -> None:
    answer = api.post("/settings/sites", json={"code": code(), "name": "Nord", "timezone": "Africa/Ebondi"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "timezone")


@pytest.mark.parametrize(("field", "value"), [("latitude", "90.1"), ("longitude", "-180.5"), ("latitude", "NaN")])
def test_a_site_lies_on_the_globe(api: Api, field: str, value: str) -> None:
    answer = api.post("/settings/sites", json={"code": code(), "name": "Nord", field: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_a_reader_of_settings_changes_nothing(api: Api) -> None:
    reader = api.as_user("settings.*:read")
    assert reader.get("/settings/units").status_code == 200
    assert reader.post("/settings/units", json={"code": "x", "name": "x", "dimension": "mass"}).status_code == 403
    reader.close()
