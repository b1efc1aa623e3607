"""What a list shows, as a file that a person reads and a spreadsheet cannot be fooled by."""

import datetime as dt
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.server.transfer.conftest import read_csv
from tests.support.api import code


@pytest.fixture(scope="module")
def mark():
    return code("X")


@pytest.fixture
def export(api):
    def export(resource, person=api, **params):
        headers = params.pop("headers", {})
        return person.get(f"/{resource.replace('.', '/')}/export", params=params, headers=headers)

    return export


def _sheet(raw):
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_a_french_csv_opens_by_a_double_click(api, export):
    one = code("S")
    api.create("settings.sites", code=one, name="Mbanga; été (démo)", latitude="4.5123", note='dit "ici"')
    answer = export("settings.sites", format="csv", filter=f"code:eq:{one}", fields="code,name,latitude,note,archived")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfCode;Nom;Latitude;Remarque;Archiv\xc3\xa9\r\n")
    assert read_csv(answer.content)[1:] == [[one, "Mbanga; été (démo)", "4,5123", 'dit "ici"', "Non"]]


def test_an_english_csv_has_commas_and_points(api, export):
    one = code("S")
    api.create("settings.sites", code=one, name="Mbanga, north (demo)", latitude="4.5123")
    params = {"format": "csv", "filter": f"code:eq:{one}", "fields": "code,name,latitude,archived"}
    answer = export("settings.sites", headers={"Accept-Language": "en"}, **params)
    assert read_csv(answer.content, ",") == [
        ["Code", "Name", "Latitude", "Archived"],
        [one, "Mbanga, north (demo)", "4.5123", "No"],
    ]


def test_the_file_is_named_in_plain_letters_and_in_those_of_the_language(export):
    told = export("settings.units", format="csv").headers["Content-Disposition"]
    assert told.startswith('attachment; filename="settings-units-')
    assert "filename*=UTF-8''Unit%C3%A9s%20" in told


def test_it_holds_the_columns_rows_and_order_of_the_list(api, export):
    gang, mark = code("T"), code("")[:3]
    team = api.create("hr.teams", code=gang, name="Nord (démo)")
    for n in (1, 3, 2):
        given = {"last_name": f"Éssono{mark} {n} (démo)", "hired_on": f"2026-01-0{n}", "team_id": team["id"]}
        api.create("hr.employees", code=f"{mark}{n}", staff_kind="seasonal", **given)
    answer = export(
        "hr.employees", format="csv", search=f"essono{mark}", sort="-hired_on", filter="hired_on:le:2026-01-02"
    )
    header, *rows = read_csv(answer.content)
    labels = "Matricule;Nom;Prénom;Équipe;Poste;Type de personnel;Date d'embauche;Date de départ"
    assert header == labels.split(";")
    assert rows == [
        [f"{mark}{n}", f"Éssono{mark} {n} (démo)", "", f"{gang} Nord (démo)", "", "Saisonnier", f"0{n}/01/2026", ""]
        for n in (2, 1)
    ]


def test_a_workbook_has_real_numbers_and_days(api, export):
    mark = code("")[:5]
    api.create("hr.employees", code=mark, last_name="Été (démo)", hired_on="2026-03-04")
    raw = export("hr.employees", filter=f"code:eq:{mark}", fields="code,hired_on,created_at,archived").content
    header, row = _sheet(raw)
    assert header == ["Matricule", "Date d'embauche", "Créé le", "Archivé"]
    assert row[:2] == [mark, dt.date(2026, 3, 4)]
    assert isinstance(row[2], dt.datetime)
    assert row[3] == "Non"
    one = code("S")
    api.create("settings.sites", code=one, name="Site (démo)", latitude="4.5123")
    assert _sheet(export("settings.sites", filter=f"code:eq:{one}", fields="latitude,code").content)[1] == [4.5123, one]


def test_a_workbook_keeps_its_header_in_sight_and_fits_its_columns(export):
    sheet = zipfile.ZipFile(io.BytesIO(export("settings.units").content)).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert 'topLeftCell="A2"' in sheet
    assert "<cols>" in sheet
    assert "<autoFilter" in sheet


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1", "＝1+1"]
HARMLESS = ["-12", "+237 699", "12=12", "'quoted'"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_class_8_formulas_in_cells_are_neutralised_and_come_back_as_they_were(api, export, send, text, format):
    one = code("S")
    site = api.create("settings.sites", code=one, name=text)
    raw = export("settings.sites", format=format, filter=f"code:eq:{one}", fields="code,name").content
    (_, row) = read_csv(raw) if format == "csv" else _sheet(raw)
    assert row == [one, f"'{text}" if text in FORMULAS else text]
    api.update("settings.sites", site, name="autre")
    assert send("settings.sites", raw, f"sites.{format}").json()["errors"] == []
    assert api.read("settings.sites", site["id"])["name"] == text


def test_a_formula_in_a_note_that_begins_with_a_line_break(api, export):
    one = code("S")
    api.create("settings.sites", code=one, name="Site (démo)", note="a\n=1+1")
    assert read_csv(export("settings.sites", format="csv", filter=f"code:eq:{one}", fields="note").content)[1] == [
        "a\n=1+1"
    ]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_can_be_imported_again(api, export, send, format):
    gang, mark = code("T"), code("")[:5]
    team = api.create("hr.teams", code=gang, name="Nord (démo)")
    given = {"hired_on": "2026-03-04", "team_id": team["id"], "department": "logistics", "phone": "+237699000000"}
    worker = api.create("hr.employees", code=mark, last_name="Été (démo)", **given)
    names = "code,last_name,hired_on,team_id,department,phone,staff_kind,archived"
    raw = export("hr.employees", format=format, filter=f"code:eq:{mark}", fields=names).content
    api.update("hr.employees", worker, team_id=None, department=None, phone=None, hired_on="2026-01-01")
    report = send("hr.employees", raw, f"e.{format}").json()
    assert (report["errors"], report["updated"]) == ([], 1)
    after = api.read("hr.employees", worker["id"])
    assert {name: after[name] for name in given} == given


def test_hidden_and_unknown_fields_are_refused_and_never_shown(api, export):
    modest = api.as_user("hr.employees:read")
    assert "phone" not in export("hr.employees", modest, format="csv").text
    for fields in ("code,phone", "code,nothing", "code,password_hash"):
        assert export("hr.employees", modest, fields=fields).status_code == 422
    assert export("hr.employees", modest, sort="phone").status_code == 422
    assert export("hr.employees", modest, filter="phone:eq:1").status_code == 422
    assert export("hr.employees", api.as_user("settings.sites:read")).status_code == 403
    assert export("parties.parties", fields="code,contacts").json()["errors"][0]["code"] == "not_a_column"
    assert export("settings.sites", format="docx").status_code == 422


def test_only_rows_within_reach_leave(api, export):
    gang = code("T")
    team = api.create("hr.teams", code=gang, name="Nord (démo)")
    worker = api.create(
        "hr.employees", code=code("M")[:9], last_name="A (démo)", hired_on="2026-01-05", team_id=team["id"]
    )
    api.create("hr.employees", code=code("M")[:9], last_name="B (démo)", hired_on="2026-01-05")
    headman = api.as_user("hr.employees:read@team", employee_id=worker["id"])
    rows = read_csv(export("hr.employees", headman, format="csv").content)
    assert [row[0] for row in rows[1:]] == [worker["code"]]


def test_an_export_is_told_in_the_trail(api, export, session):
    mark = code("S")
    export("settings.sites", format="csv", search=mark, filter="code:startswith:S", sort="-code")
    query = "SELECT after FROM audit_event WHERE action = 'export' AND after ->> 'search' = %s"
    (told,) = session.connection().exec_driver_sql(query, (mark,)).scalars()
    assert (told["format"], told["filter"], told["sort"]) == ("csv", ["code:startswith:S"], "-code")
    assert told["fields"] == ["code", "name", "latitude", "longitude", "timezone"]
