"""People and gangs for the tests of the staff."""

import secrets
from typing import Any

from tests.support.api import Api, Json, code

EMPLOYEES, TEAMS = "hr.employees", "hr.teams"


def matricule() -> str:
    """A staff number that no other test has used."""
    return f"T{secrets.token_hex(4).upper()}"


def employee(api: Api, **values: Any) -> Json:
    first = {"code": matricule(), "last_name": "OUVRIER", "first_name": "Essai", "hired_on": "2024-01-08"}
    return api.create(EMPLOYEES, **{**first, **values})


def team(api: Api, **values: Any) -> Json:
    return api.create(TEAMS, **{"code": code("EQ"), "name": "Équipe", **values})


def refusal(answer: Any, status: int = 422) -> tuple[str, str]:
    """Field and code of the first error of a refused call."""
    assert answer.status_code == status, answer.text
    error = answer.json()["errors"][0]
    return error["field"], error["code"]
