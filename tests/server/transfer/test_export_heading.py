"""Above the rows of a file stands what was asked and what they come to; a list on paper shows the same."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from fofal_server.core.transfer import exporting
from tests.server.transfer.conftest import read_csv
from tests.support import pdf
from tests.support.api import code

ITEMS = "inventory.items"


@pytest.fixture
def store(api):
    """Two things counted in kilograms and one in litres; an other one that no filter of the tests leaves."""
    mark = code("H")
    amounts = (("kg", "1000.5"), ("kg", "500"), ("l", "12"))
    for number, (unit, amount) in enumerate(amounts):
        given = {"name": f"=Urée {number} (démo)", "category": "input", "unit": unit, "alert_quantity": amount}
        api.create(ITEMS, code=f"{mark}{number}", **given)
    return mark


@pytest.fixture
def asked(api, store):
    def asked(fmt, person=api, **more):
        told = {"filter": [f"code:startswith:{store}", "category:eq:input"], "sort": "-code", "heading": "true"}
        return person.get(f"/{ITEMS.replace('.', '/')}/export", params={"format": fmt, **told, **more})

    return asked


def _facts(rows):
    """What stands above, by its label, and the table under it."""
    below = rows.index(next(row for row in rows if not any(row)))
    return {row[0]: row[1] for row in rows[1:below]}, rows[below + 1 :]


def test_a_text_table_tells_what_was_asked_and_what_it_comes_to(asked, store):
    facts, table = _facts(read_csv(asked("csv", search="urée").content))
    assert facts["Mots cherchés"] == "urée"
    assert facts["Filtres"] == f"Code commence par « {store} » · Catégorie est Intrant"
    assert facts["Ordre"] == "Code (décroissant)"
    assert facts["Lignes"] == "3"
    totals = {label: value for label, value in facts.items() if label.startswith("Total : ")}
    assert sorted((re.search(r"\((\w+)\)$", label)[1], value) for label, value in totals.items()) == [
        ("kg", "1500,5"),
        ("l", "12"),
    ]
    assert [row[0] for row in table] == ["Code", f"{store}2", f"{store}1", f"{store}0"]


def test_columns_leave_in_the_order_and_number_asked_for(asked):
    _above, table = _facts(read_csv(asked("csv", fields="unit,code").content))
    assert table[0] == ["Unité", "Code"]
    assert all(len(row) == 2 for row in table)


def test_a_workbook_has_its_totals_as_numbers_and_its_heads_below(asked, store):
    raw = asked("xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    facts, table = _facts(rows)
    assert [value for label, value in facts.items() if label.startswith("Total")] == [1500.5, 12.0]
    assert facts["Lignes"] == 3.0
    assert table[1][:2] == [f"{store}2", "'=Urée 2 (démo)"]


def test_class_8_formulas_above_the_rows_are_neutralised_too(asked):
    assert _facts(read_csv(asked("csv", search="=1+1").content))[0]["Mots cherchés"] == "'=1+1"


def test_a_column_that_is_not_shown_is_not_added_up(asked):
    facts, _table = _facts(read_csv(asked("csv", fields="code").content))
    assert not [label for label in facts if label.startswith("Total")]


def test_paper_asks_for_the_permission_of_the_list(api):
    stranger = api.as_user("parties.parties:read")
    assert stranger.get("/inventory/items/export", params={"format": "pdf"}).status_code == 403


def test_a_record_that_one_may_not_see_keeps_its_id_above_the_rows(api):
    team = api.create("hr.teams", code=code("T"), name="Nord (démo)")
    params = {"format": "csv", "heading": "true", "filter": f"team_id:eq:{team['id']}"}
    path = "/hr/employees/export"
    facts, _table = _facts(read_csv(api.get(path, params=params).content))
    assert facts["Filtres"] == f"Équipe est {team['code']} Nord (démo)"
    facts, _table = _facts(read_csv(api.as_user("hr.employees:read").get(path, params=params).content))
    assert facts["Filtres"] == f"Équipe est {team['id']}"


def test_paper_holds_rows_filters_totals_and_tells_its_pages(asked, session):
    answer = asked("pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    paper = pdf.read(answer.content)
    assert len(paper.pages) == 1
    for told in ("Filtres", "Ordre", "1\u202f500,5", "kg", "Page 1 / 1", "Établi le "):
        assert told in paper.words
    query = "SELECT count(*) FROM audit_event WHERE action = 'export' AND after ->> 'format' = 'pdf'"
    assert session.connection().exec_driver_sql(query).scalar() >= 1


def test_more_than_paper_takes_is_refused_before_anything_is_drawn(asked, monkeypatch):
    short = exporting.FORMATS["pdf"]
    monkeypatch.setitem(exporting.FORMATS, "pdf", exporting.Format(short.media, short.written, 2, short.too_many))
    answer = asked("pdf")
    assert (answer.status_code, answer.json()["code"]) == (422, "paper_too_long")
