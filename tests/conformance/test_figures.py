"""Each number of a dashboard has its words in both languages, a real permission, few questions and somewhere to lead."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from fofal_server.app import DOMAINS
from fofal_server.core import registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.figure import Figure
from fofal_server.core.texts import catalogue
from tests.support.api import Api

FIGURES = [(domain.name, figure) for domain in DOMAINS for figure in domain.figures]
each = pytest.mark.parametrize(("domain", "figure"), FIGURES, ids=lambda one: getattr(one, "code", ""))
MOST = 3
"""Questions that a number may ask, whatever there is to count."""


@each
def test_it_has_words_a_code_of_its_domain_and_a_permission_to_read(domain: str, figure: Figure) -> None:
    assert re.fullmatch(rf"{domain}\.[a-z-]+", figure.code)
    assert [one for one in ("fr", "en") if f"figure.{figure.code}" not in catalogue()[one]] == []
    assert figure.permission in registry.permissions()
    assert figure.permission.endswith(":read")


def test_codes_are_of_one_number_each() -> None:
    assert len({figure.code for _, figure in FIGURES}) == len(FIGURES) > 0


@pytest.fixture
def asked(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(session.connection().engine, "before_cursor_execute", note)
    yield seen
    event.remove(session.connection().engine, "before_cursor_execute", note)


@each
def test_it_asks_few_questions(session: Session, asked: list[str], domain: str, figure: Figure) -> None:
    del asked[:]
    figure.read(session, SYSTEM)
    assert len(asked) <= MOST, asked


@each
def test_who_holds_its_permission_sees_it_and_is_led_to_what_it_counts(api: Api, domain: str, figure: Figure) -> None:
    person = api.as_user(figure.permission)
    shown = {one["code"]: one for one in person.get("/figures").json()["items"]}
    assert {one.code for _, one in FIGURES if one.permission == figure.permission} == shown.keys()
    opens = shown[figure.code]["opens"]
    if opens and opens["kind"] == "list":
        path = registry.RESOURCES[opens["name"]].path
        assert person.get(path, params={"filter": opens["filters"]}).status_code == 200
    person.close()


def test_nobody_is_shown_what_he_may_not_read(api: Api) -> None:
    person = api.as_user()
    assert person.get("/figures").json() == {"items": []}
    person.close()
