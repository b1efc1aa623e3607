"""What happened to a record is read in the words of its fields."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from fofal_desktop.api.keys import new_key
from fofal_desktop.models.history import HistoryModel
from fofal_desktop.models.telling import told_history
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta
from fofal_server.contract.wire import History, HistoryEntry
from tests.support.api import code


@pytest.fixture
def metas(client):
    return client.meta()


def create(client, resource, **values):
    return client.create(resource, values, idempotency_key=new_key())


def table(model):
    return [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]


def test_each_change_stands_with_the_words_of_its_field(client, metas, qapp):
    sites = metas["settings.sites"]
    made = create(client, sites, code=code("H"), name="Avant")
    client.update(sites, made["id"], {"name": "Après", "latitude": "4.0511"}, 1, idempotency_key=new_key())
    model = HistoryModel(sites)
    model.show_history(told_history(client, sites, made["id"]))
    rows = table(model)
    assert {row[3]: row[4:] for row in rows[:2]} == {
        sites.fields["name"].label: ["Avant", "Après"],
        sites.fields["latitude"].label: ["", "4,0511"],
    }
    assert {(row[1], row[2]) for row in rows[:2]} == {(client.session.user.username, "Modification")}
    assert {row[2] for row in rows[2:]} == {"Création"}
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Before"


def test_ids_are_told_as_the_records_they_stand_for(client, metas, qapp):
    teams, people = metas["hr.teams"], metas["hr.employees"]
    number = code("")[:8]
    first, second = (create(client, teams, code=code("T"), name=f"Équipe {one}") for one in ("Est", "Ouest"))
    person = create(client, people, code=number, last_name="Démo", hired_on="2026-01-05", team_id=first["id"])
    client.update(people, person["id"], {"team_id": second["id"]}, 1, idempotency_key=new_key())
    client.update(teams, second["id"], {"archived": True}, 1, idempotency_key=new_key())
    model = HistoryModel(people)
    model.show_history(told_history(client, people, person["id"]))
    assert table(model)[0][3:] == [
        people.fields["team_id"].label, f"{first['code']} Équipe Est", f"{second['code']} Équipe Ouest",
    ]  # fmt: skip


def test_when_it_was_typed_is_told_with_the_doubt_about_it(client, metas, qapp):
    entry = HistoryEntry(
        at=datetime(2026, 11, 20, 9, tzinfo=UTC), actor="awa", action="entered", action_label="Saisi sans connexion",
        before=None, after={}, request_id=None, entered_at=datetime(2026, 11, 17, 6, 5, tzinfo=UTC), doubt="vieux",
    )  # fmt: skip
    model = HistoryModel(metas["settings.sites"])
    model.show_history(History(items=[entry]))
    (row,) = table(model)
    assert (row[2], row[5]) == ("Saisi sans connexion", "17/11/2026 07:05 — vieux")


def test_of_lines_only_those_that_differ_are_told(client, metas, qapp):
    parties = metas["parties.parties"]
    contacts = [{"name": "Anne (démo)"}, {"name": "Berthe (démo)"}]
    party = create(client, parties, code=code("P"), name="Coopérative (démo)", contacts=contacts)
    lines = [party["contacts"][0], {**party["contacts"][1], "role": "Comptable"}]
    written = [{name: line.get(name) for name in ("id", "name", "role")} for line in lines]
    client.update(parties, party["id"], {"contacts": written}, 1, idempotency_key=new_key())
    model = HistoryModel(parties)
    model.show_history(told_history(client, parties, party["id"]))
    assert table(model)[0][3:] == [
        parties.fields["contacts"].label, "Berthe (démo)", "Berthe (démo) · Comptable",
    ]  # fmt: skip


def test_what_changed_no_field_is_told_too(metas, qapp):
    users = metas["auth.users"].model_copy()
    users.fields = {"name": FieldMeta(name="name", label="Nom", kind=Kind.NAME)}
    model = HistoryModel(users)
    entry = {
        "at": "2026-11-22T08:00:00Z",
        "actor": None,
        "action": "sign_in",
        "action_label": "Connexion",
        "before": None,
        "after": {"by": "x"},
    }
    model.show_history(History.model_validate({"items": [entry | {"request_id": None}]}))
    assert table(model) == [["22/11/2026 09:00", "", "Connexion", "", "", ""]]
