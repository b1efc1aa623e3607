"""A workbook is read as the person sees it: real numbers and days, the first visible sheet, errors of cells told."""

import datetime as dt
import io

import pytest
import xlsxwriter

from tests.server.transfer.conftest import workbook
from tests.support.api import code


def test_numbers_days_and_yes_or_no(api, send):
    one = f"M{code('')}"[:9]
    rows = [
        ["Code", "Nom de famille", "hired_on", "archived", "CNPS", "birth_place"],
        [one, "Essono (démo)", dt.date(2026, 3, 4), False, 101, ""],
    ]
    rows[0] = ["code", "last_name", "hired_on", "archived", "cnps_number", "birth_place"]
    report = send("hr.employees", workbook(rows), "équipe.xlsx").json()
    assert (report["errors"], report["created"]) == ([], 1)
    (stored,) = api.items("hr.employees", f"code:eq:{one}")
    assert (stored["hired_on"], stored["archived"], stored["cnps_number"], stored["birth_place"]) == (
        "2026-03-04",
        False,
        "101",
        None,
    )


def test_decimals_are_what_the_sheet_shows(api, send):
    one = code("U")
    rows = [["code", "name", "dimension", "factor"], [one, "Sac (démo)", "mass", 0.1 + 0.2]]
    assert send("settings.units", workbook(rows), "u.xlsx").json()["errors"] == []
    assert api.items("settings.units", f"code:eq:{one}")[0]["factor"] == "0.3"


def test_rows_and_columns_may_begin_anywhere(send):
    rows = [["code", "name", "latitude"], [code("S"), "Un (démo)", 4], [], [code("S"), "Deux (démo)", "x"]]
    errors = send("settings.sites", workbook(rows, top=3, left=2), "s.xlsx").json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(7, "latitude")]


def test_a_cell_in_error_is_told_and_never_taken_for_an_empty_one(send):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "name", "note", "latitude"])
        sheet.write_row(1, 0, [code("S"), "Site (démo)"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 3, "=2+2", None, 4)
    report = send("settings.sites", out.getvalue(), "s.xlsx").json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(2, "note")]
    assert "#DIV/0!" in report["errors"][0]["message"]


def test_the_first_sheet_that_is_shown_is_read(api, send):
    one, out = code("S"), io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        hidden, shown = book.add_worksheet("Caché"), book.add_worksheet("Été 2026")
        hidden.write_row(0, 0, ["nothing", "of", "ours"])
        hidden.hide()
        shown.write_row(0, 0, ["code", "name"])
        shown.write_row(1, 0, [one, "Site (démo)"])
        shown.activate()
        shown.set_first_sheet()
    assert send("settings.sites", out.getvalue(), "s.xlsx").json()["errors"] == []
    assert len(api.items("settings.sites", f"code:eq:{one}")) == 1


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+33 1"])
def test_formulas_written_as_text_stay_text(api, send, text):
    one = code("S")
    assert send("settings.sites", workbook([["code", "name"], [one, text]]), "s.xlsx").json()["errors"] == []
    assert api.items("settings.sites", f"code:eq:{one}")[0]["name"] == text
