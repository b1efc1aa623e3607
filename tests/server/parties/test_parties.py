"""Parties: found by any of their words, kept with their contacts, put aside rather than lost."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.parties import demo
from fofal_server.parties.models import Party
from tests.support.api import Api, Json, code

PARTIES = "parties.parties"


def made(api: Api, **values: Any) -> Json:
    return api.create(PARTIES, **{"code": code(), "name": "Huilerie", "kind": "customer", **values})


def test_round_trip_with_contacts(api: Api) -> None:
    people = [
        {"name": "Ada", "role": "Achats", "phone": "+237 600 00 00 00"},
        {"name": "Bo", "email": "bo@demo.invalid"},
    ]
    party = made(api, tax_id="M000000000000X", payment_days=30, contacts=people)
    assert [one["name"] for one in party["contacts"]] == ["Ada", "Bo"]
    assert party["contacts"][0]["phone"] == "+237600000000"
    ada, bo = party["contacts"]
    changed = api.update(PARTIES, party, contacts=[bo, {**ada, "role": "Direction"}, {"name": "Cy"}])
    assert [(one["name"], one["role"]) for one in changed["contacts"]] == [
        ("Bo", None),
        ("Ada", "Direction"),
        ("Cy", None),
    ]
    assert changed["contacts"][1]["id"] == ada["id"]


def test_kind_is_other_until_somebody_says(api: Api) -> None:
    assert api.create(PARTIES, code=code(), name="X")["kind"] == "other"


@pytest.mark.parametrize("word", ["huilerie de l'est", "HUILERIE est", "m9988", "600112233", "achats@est"])
def test_search_looks_at_name_code_tax_number_phone_and_mail(api: Api, word: str) -> None:
    known = {one["id"] for one in api.items(PARTIES, search=word)}
    party = made(
        api, name="Huilerie de l'Est", tax_id="M998877665544Z", phone="+237600112233", email="achats@est.invalid"
    )
    assert {one["id"] for one in api.items(PARTIES, search=word)} == {*known, party["id"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "friend"), ("payment_days", 366), ("payment_days", -1), ("payment_days", 1.5), ("phone", "12"),
        ("email", "nobody"), ("name", " "), ("code", "a\u0007b"), ("balance", "10"), ("contacts", [{"name": ""}]),
    ],
)  # fmt: skip
def test_impossible_values_are_refused_by_field(api: Api, field: str, value: Any) -> None:
    answer = api.post("/parties/parties", json={"code": code(), "name": "X", field: value})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].split(".")[0] == field


def test_a_foreign_line_is_not_taken_over(api: Api) -> None:
    theirs = made(api, contacts=[{"name": "Ada"}])
    mine = made(api)
    lines = [{"id": theirs["contacts"][0]["id"], "name": "Voleur"}]
    answer = api.patch(f"/parties/parties/{mine['id']}", json={"contacts": lines}, version=1)
    assert answer.status_code == 422
    assert api.read(PARTIES, theirs["id"])["contacts"][0]["name"] == "Ada"


def test_put_aside_and_found_again(api: Api) -> None:
    party = made(api)
    api.update(PARTIES, party, archived=True)
    mine = f"code:eq:{party['code']}"
    assert api.items(PARTIES, mine) == []
    assert [one["id"] for one in api.items(PARTIES, mine, "archived:eq:true")] == [party["id"]]


def test_the_history_tells_contacts_before_and_after(api: Api) -> None:
    party = made(api, contacts=[{"name": "Ada"}])
    api.update(PARTIES, party, contacts=[])
    entry = api.get(f"/parties/parties/{party['id']}/history").json()["items"][0]
    assert [one["name"] for one in entry["before"]["contacts"]] == ["Ada"]
    assert entry["after"]["contacts"] == []


def test_many_parties_are_listed_and_searched_by_an_index(session: Session) -> None:
    session.execute(
        text(
            "INSERT INTO parties_party (id, version, created_at, updated_at, archived, code, name, kind, payment_days) "
            "SELECT gen_random_uuid(), 1, now(), now(), false, 'N' || n, 'Tiers ' || md5(n::text), 'customer', 0 "
            "FROM generate_series(1, 50000) n"
        )
    )
    first = "SELECT id FROM parties_party WHERE archived IS FALSE ORDER BY fold(name), id LIMIT 50"
    assert "ix_parties_party_name" in _plan(session, first)
    assert "ix_parties_party_search" in _plan(session, "SELECT id FROM parties_party WHERE search_text LIKE '%a1b2c%'")


def _plan(session: Session, query: str) -> str:
    session.execute(text("SET LOCAL enable_seqscan = off"))  # a fresh table has no statistics yet
    return "\n".join(session.scalars(text(f"EXPLAIN {query}")))


def test_the_demo_is_marked_as_invented(session: Session) -> None:
    demo.load(session)
    parties = session.scalars(scoped(SYSTEM, Party).where(Party.name.contains("(démo)"))).all()
    assert {party.kind.value for party in parties} == {"customer", "supplier", "both", "other"}
    assert all(party.email and party.email.endswith(".invalid") for party in parties)
