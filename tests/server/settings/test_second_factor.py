"""The day from which second factors are demanded sets itself, once, and never in a demo company."""

from datetime import timedelta

from fofal_server.auth.deadline import REQUIRED_FROM, required_from
from fofal_server.auth.services import create_user
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.settings import second_factor
from fofal_server.settings.models import Company, Parameter
from tests.support.api import code


def rows(session):
    return list(session.scalars(scoped(SYSTEM, Parameter).where(Parameter.code == REQUIRED_FROM)))


def test_it_is_two_weeks_after_the_first_administrator(session):
    create_user(session, code("p"), "Magasinier", ["stock-keeper"])
    second_factor.seed(session)
    assert required_from(session) is None
    create_user(session, code("p"), "Direction", ["administrator"])
    session.flush()
    assert required_from(session) == clock.today() + timedelta(days=14)


def test_further_administrators_leave_the_day_as_it_is(session):
    with clock.frozen(clock.now() - timedelta(days=20)):
        create_user(session, code("p"), "Direction", ["administrator"])
        session.flush()
        first = required_from(session)
    create_user(session, code("p"), "Adjointe", ["administrator"])
    session.flush()
    assert [row.value for row in rows(session)] == [str(first)]


def test_an_older_installation_gets_it_when_it_is_seeded_again(session):
    create_user(session, code("p"), "Direction", ["administrator"])
    session.flush()
    for row in rows(session):
        session.delete(row)
    session.flush()
    second_factor.seed(session)
    second_factor.seed(session)
    assert len(rows(session)) == 1


def test_a_demo_company_demands_nothing(session):
    session.add(Company(name="Société d'essai (démo)", demo=True))
    session.flush()
    create_user(session, code("p"), "Direction (démo)", ["administrator"])
    second_factor.seed(session)
    assert rows(session) == []


def test_the_day_stays_a_day(api):
    day = api.create(
        "settings.parameters",
        code=code("essai."),
        name="Essai",
        value="2026-12-06",
        valid_from="2026-01-01",
        source="x",
    )
    path = f"/settings/parameters/{day['id']}"
    refused = api.patch(path, json={"value": "plus tard"}, version=day["version"])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "parameter_kind")
    assert api.patch(path, json={"value": "2027-01-01"}, version=day["version"]).status_code == 200
