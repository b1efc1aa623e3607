"""Rules of a domain and of the database judge each row on its own; one that fails takes nothing of the others along."""

import io
from dataclasses import replace

import pytest
from sqlalchemy import create_engine

from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.core.models import Record
from fofal_server.core.operation import Upload
from fofal_server.core.resource import Crud
from fofal_server.core.transfer import importing
from fofal_server.core.transfer.reading import read
from fofal_server.parties.models import Party
from fofal_server.parties.resources import PARTIES
from tests.server.transfer.conftest import table
from tests.support.api import code


def _refuse_ninety(_session, _actor, record: Party, _given):
    if record.payment_days == 90:
        raise Refused("settings.unknown_zone", field="payment_days", zone="90")


STRICT = replace(PARTIES, crud=Crud(prepare=_refuse_ninety))


@pytest.fixture
def run(session):
    def run(resource, *rows, dry_run=False) -> importing.ImportReport:
        upload = Upload("f.csv", "", io.BytesIO(table(*rows)))
        return importing.run(session, resource, SYSTEM, read(upload), filename="f.csv", language="fr", dry_run=dry_run)

    return run


def _stored(session, codes) -> list[Record]:
    session.expire_all()
    return session.query(Party).where(Party.code.in_(codes)).all()


def test_known_records_with_lines_beside_a_row_that_a_rule_refuses(run, session):
    codes = [code("P") for _ in range(60)]
    rows = [f"{one};Huilerie (démo);30;Ama (démo)" for one in codes]
    assert run(STRICT, "code;name;payment_days;contacts.name", *rows).errors == []
    rows = [f"{one};Huilerie (démo);{90 if at in {7, 8, 55} else 10};Beti (démo)" for at, one in enumerate(codes)]
    report = run(STRICT, "code;name;payment_days;contacts.name", *rows)
    assert [(one.row, one.field) for one in report.errors] == [
        (9, "payment_days"),
        (10, "payment_days"),
        (57, "payment_days"),
    ]
    assert (report.rows, report.updated, report.import_id) == (60, 57, None)
    assert {party.payment_days for party in _stored(session, codes)} == {30}


def test_what_only_the_database_knows_is_told_by_its_row(api, send):
    codes = [code("M")[:9] for _ in range(4)]
    numbers = ["111", "222", "111", "333"]
    content = table(
        "code;last_name;hired_on;cnps_number",
        *(f"{one};A (démo);2026-01-05;{number}{codes[0]}" for one, number in zip(codes, numbers, strict=True)),
    )
    report = send("hr.employees", content).json()
    (error,) = report["errors"]
    assert (error["row"], error["field"], error["message"]) == (4, "cnps_number", "Cette valeur existe déjà.")
    assert api.items("hr.employees", f"code:in:{'|'.join(codes)}") == []


def test_a_rule_that_waits_for_the_commit_is_told_by_its_row_too(api, send, database):
    good, late = code("U"), code("U")
    engine = create_engine(database.owner)
    with engine.begin() as owner:
        owner.exec_driver_sql(
            "CREATE FUNCTION too_late() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF NEW.name = 'tard' THEN RAISE EXCEPTION 'late' USING ERRCODE = 'P0001'; END IF; RETURN NULL; END $$"
        )
        owner.exec_driver_sql(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON settings_unit "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION too_late()"
        )
    engine.dispose()
    answer = send("settings.units", table("code;name;dimension", f"{good};Sac (démo);mass", f"{late};tard;mass"))
    assert answer.status_code == 200
    assert [error["row"] for error in answer.json()["errors"]] == [3]
    assert api.items("settings.units", f"code:in:{good}|{late}") == []


def test_beyond_a_thousand_bad_rows_no_more_are_tried(send):
    rows = [f"U{n};Sac (démo);mass;-1" for n in range(1100)]
    report = send("settings.units", table("code;name;dimension;factor", *rows), dry_run=True).json()
    assert (report["rows"], len(report["errors"]), report["import_id"]) == (1100, 1001, None)
    assert report["errors"][-1]["message"].startswith("… et au moins")


def test_the_number_of_statements_does_not_depend_on_how_the_rows_are_wrong(send, statements):
    rows = [f"U{n};Sac (démo);mass;{-1 if n % 2 else 1}" for n in range(200)]
    send("settings.units", table("code;name;dimension;factor", *rows), dry_run=True)
    assert len(statements) < 200 * 8


def test_rows_without_rules_are_stored_many_at_a_time(send, statements):
    rows = [f"{code('V')};Sac (démo);mass;1" for n in range(200)]
    assert send("settings.units", table("code;name;dimension;factor", *rows)).json()["created"] == 200
    assert len(statements) < 60
