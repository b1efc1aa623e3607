"""A CSV as offices write it becomes records, or tells row by row what is wrong with it."""

import pytest

from tests.server.transfer.conftest import table
from tests.support.api import code


def _sites(api, *codes):
    return {one["code"]: one for one in api.items("settings.sites", f"code:in:{'|'.join(codes)}")}


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_encoding_and_separator(api, send, encoding, separator):
    one, two = code("S"), code("S")
    latitudes = ("4.5123", "4.6") if separator == "," else ("4,5123", "4.6")
    content = table(
        "Code;Nom;Latitude;Fuseau horaire;Remarque",
        f"{one};Mbanga l'été (démo);{latitudes[0]};;",
        f"{two};Njombé (démo);{latitudes[1]};Africa/Lagos;près de la rivière",
        separator=separator,
        encoding=encoding,
    )
    report = send("settings.sites", content).json()
    assert (report["errors"], report["rows"], report["created"], report["updated"]) == ([], 2, 2, 0)
    stored = _sites(api, one, two)
    assert (stored[one]["name"], stored[one]["latitude"], stored[one]["note"]) == (
        "Mbanga l'été (démo)",
        "4.5123",
        None,
    )
    assert stored[one]["timezone"] == "Africa/Douala"
    assert (stored[two]["timezone"], stored[two]["note"]) == ("Africa/Lagos", "près de la rivière")


def test_a_rehearsal_shows_and_stores_nothing(api, send):
    codes = [code("S") for _ in range(30)]
    before = api.items("settings.imports")
    content = table("code;name;latitude", *(f"{one};Site (démo);4,5" for one in codes))
    report = send("settings.sites", content, dry_run=True).json()
    assert (report["rows"], report["created"], report["errors"], report["import_id"]) == (30, 30, [], None)
    assert report["preview"] == [{"code": one, "name": "Site (démo)", "latitude": "4.5"} for one in codes[:20]]
    assert _sites(api, *codes) == {}
    assert api.items("settings.imports") == before


@pytest.mark.parametrize("factors", [("1", "1"), ("1", "-1")])
def test_what_is_not_stored_leaves_no_trace_in_the_trail(send, session, factors):
    one = code("U")
    rows = [f"{one}{n};Sac (démo);mass;{factor}" for n, factor in enumerate(factors)]
    send("settings.units", table("code;name;dimension;factor", *rows), dry_run="-1" not in factors)
    told = session.connection().exec_driver_sql(
        "SELECT count(*) FROM audit_event WHERE record_label LIKE %s", (f"{one}%",)
    )
    assert told.scalar() == 0


def test_three_bad_rows_are_told_and_nothing_is_stored(api, send):
    codes = [code("U") for _ in range(6)]
    content = table(
        "Code;Nom;Grandeur;Facteur",
        f"{codes[0]};Sac de 50 kg (démo);Masse;50",
        f"{codes[1]};Régime (démo);poids;1",
        f"{codes[2]};Bidon (démo);volume;vingt",
        f"{codes[3]};Caisse (démo);mass;25,5",
        f"{codes[4]};Fût (démo);VOLUME;-200",
        f"{codes[5]};Tonne (démo);Masse;1 000",
        encoding="latin-1",
    )
    for dry_run in (True, False):
        answer = send("settings.units", content, dry_run=dry_run)
        assert answer.status_code == 200
        report = answer.json()
        assert [(one["row"], one["field"]) for one in report["errors"]] == [
            (3, "dimension"),
            (4, "factor"),
            (6, "factor"),
        ]
        assert "« poids »" in report["errors"][0]["message"]
        assert "Masse" in report["errors"][0]["message"]
        assert "« vingt »" in report["errors"][1]["message"]
        assert report["errors"][2]["message"] == "Le facteur est positif."
        assert (report["rows"], report["created"], report["import_id"]) == (6, 3, None)
        assert [one["code"] for one in report["preview"]] == [codes[0], codes[3], codes[5]]
    assert api.items("settings.units", f"code:in:{'|'.join(codes)}") == []


def test_the_same_code_changes_what_it_names(api, send):
    one, two = code("S"), code("S")
    before = api.create("settings.sites", code=one, name="Ancien (démo)", latitude="4", note="à garder")
    content = table("Code;Nom;Latitude", f"{one};Nouveau (démo);", f"{two};Autre (démo);5")
    report = send("settings.sites", content).json()
    assert (report["errors"], report["created"], report["updated"]) == ([], 1, 1)
    after = api.read("settings.sites", before["id"])
    assert (after["name"], after["latitude"], after["note"]) == ("Nouveau (démo)", None, "à garder")
    assert after["version"] == before["version"] + 1
    history = api.get(f"/settings/sites/{before['id']}/history").json()["items"]
    assert (history[0]["action"], history[0]["before"]) == ("import", {"name": "Ancien (démo)", "latitude": "4"})


def test_the_rules_of_typing_hold(api, send):
    one, two, three = code("S"), code("S"), code("S")
    content = table(
        "Code;Nom;Latitude;Fuseau horaire",
        f"{one};Site (démo);91;",
        f"{two};;4;",
        f"{three};Site (démo);4;Afrique/Douala",
        ";Sans code (démo);4;",
    )
    errors = send("settings.sites", content).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [
        (2, "latitude"),
        (3, "name"),
        (4, "timezone"),
        (5, "code"),
    ]
    assert errors[0]["message"] == "Doit être au plus 90."
    assert errors[2]["message"] == "Le fuseau horaire « Afrique/Douala » n'existe pas."


def test_messages_come_in_the_language_of_the_person(send):
    content = table("Code;Name;Dimension", f"{code('U')};Bag (demo);weight")
    errors = send("settings.units", content, headers={"Accept-Language": "en"}).json()["errors"]
    assert errors[0]["message"] == "Unknown choice: “weight”. Possible: Mass, Volume, Count, Length, Area."


def test_repeated_codes_name_the_first_row(send):
    one = code("S")
    content = table("code;name", f"{one};Un (démo)", f"{code('S')};Deux (démo)", f" {one} ;Trois (démo)")
    errors = send("settings.sites", content).json()["errors"]
    assert errors == [{"row": 4, "field": "code", "message": f"« {one} » figure déjà à la ligne 2."}]


def test_rows_are_counted_as_a_spreadsheet_counts_them(send):
    content = table(
        "", "code;name;latitude;note", "", f'{code("S")};Un (démo);4;"deux\nlignes"', f"{code('S')};Deux (démo);x;"
    )
    errors = send("settings.sites", content).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(5, "latitude")]


def test_the_separator_told_by_excel_is_taken(api, send):
    one = code("S")
    report = send("settings.sites", f"sep=,\ncode,name\n{one},Site (démo)\n").json()
    assert (report["errors"], report["created"]) == ([], 1)


@pytest.mark.parametrize(
    ("header", "field", "words"),
    [
        ("code;name;longitud", "longitud", "Longitude"),
        ("code;name;couleur", "couleur", "Code, Nom, Latitude"),
        ("code;name;Nom", "Nom", "deux fois"),
        ("code;name;version", "version", "calculée"),
    ],
)
def test_a_wrong_header_is_told_by_its_column(send, header, field, words):
    report = send("settings.sites", table(header, f"{code('S')};Site (démo);4")).json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(1, field)]
    assert words in report["errors"][0]["message"]
    assert report["created"] == 0


def test_a_column_without_a_name_may_only_be_empty(send):
    one = code("S")
    report = send("settings.sites", table("code;name;", f"{one};Site (démo);")).json()
    assert (report["errors"], report["created"]) == ([], 1)
    errors = send("settings.sites", table("code;;name", f"{code('S')};x;Site (démo)")).json()["errors"]
    assert errors == [{"row": 1, "field": None, "message": "La colonne n° 2 n'a pas de nom."}]


def test_a_missing_column_is_asked_for_once(api, send):
    known = code("U")
    api.create("settings.units", code=known, name="Sac (démo)", dimension="mass")
    content = table("code;name", f"{code('U')};Un (démo)", f"{code('U')};Deux (démo)", f"{known};Trois (démo)")
    errors = send("settings.units", content).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(1, "dimension")]
    only_known = send("settings.units", table("code;name", f"{known};Trois (démo)")).json()
    assert (only_known["errors"], only_known["updated"]) == ([], 1)


def test_headers_are_read_in_either_language_whatever_their_case_and_accents(api, send):
    one = code("S")
    content = table("CODE;Name;FUSEAU  HORAIRE;archive;Note", f"{one};Site (démo);Africa/Lagos;no;x")
    assert send("settings.sites", content).json()["errors"] == []
    assert _sites(api, one)[one]["timezone"] == "Africa/Lagos"


def test_text_that_looks_like_a_formula_is_text(api, send):
    one = code("S")
    content = table("code;name;note", f'{one};"=HYPERLINK(""http://x"";""y"")";+cmd|x')
    assert send("settings.sites", content).json()["errors"] == []
    assert _sites(api, one)[one]["name"] == '=HYPERLINK("http://x";"y")'


@pytest.mark.parametrize(("row", "found"), [("{};Site (démo)", 2), ("{};Site (démo);4;5", 4)])
def test_ragged_rows_are_told(send, row, found):
    content = table("code;name;latitude", f"{code('S')};Un (démo);4", row.format(code("S")))
    errors = send("settings.sites", content).json()["errors"]
    assert errors == [{"row": 3, "field": None, "message": f"Cette ligne a {found} cellules, l'en-tête en a 3."}]


def test_permissions_are_those_of_creating_and_of_changing(api, send):
    one = code("S")
    content = table("code;name", f"{one};Site (démo)")
    assert send("settings.sites", content, by=api.as_user("settings.sites:read")).status_code == 403
    creator = api.as_user("settings.sites:read", "settings.sites:create")
    assert send("settings.sites", content, by=creator).json()["created"] == 1
    again = send("settings.sites", content, by=creator, dry_run=True)
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (403, "forbidden")
    changer = api.as_user("settings.sites:read", "settings.sites:create", "settings.sites:update")
    assert send("settings.sites", content, by=changer).json()["updated"] == 1


def test_who_may_not_import_at_all_hears_it_before_the_file_is_looked_at(api, send):
    assert send("settings.sites", b"", by=api.as_user("settings.units:create")).status_code == 403
    assert send("settings.companies", b"").status_code == 405


def test_sending_a_file_twice_with_a_key_stores_it_once(api, send):
    one, two = code("S"), code("S")
    first = send("settings.sites", table("code;name", f"{one};Site (démo)"), key="import-1")
    again = send("settings.sites", table("code;name", f"{one};Site (démo)"), key="import-1")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = send("settings.sites", table("code;name", f"{two};Site (démo)"), key="import-1")
    rehearsed = send("settings.sites", table("code;name", f"{one};Site (démo)"), key="import-1", dry_run=True)
    assert (other.status_code, rehearsed.status_code) == (422, 422)
    assert _sites(api, one)[one]["version"] == 1
