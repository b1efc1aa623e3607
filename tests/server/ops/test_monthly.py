"""The month of the backups for the owner: nights, failures and gaps as they were, on paper too."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from fofal_server.auth import services
from fofal_server.config import Settings
from fofal_server.contract.paper import Words
from fofal_server.core.actor import SYSTEM
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.mail import enclosures
from fofal_server.mail.models import MailFile, MailMessage
from fofal_server.ops import backup_jobs, history, monthly, monthly_page
from fofal_server.ops.history import Line
from fofal_server.settings.models import Company
from tests.support import pdf
from tests.support.databases import Database

FIRST = dt.date(2026, 10, 1)
AFTER = dt.datetime(2026, 11, 1, 6, tzinfo=COMPANY_ZONE)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=COMPANY_ZONE)


@pytest.fixture
def lived(tmp_path: Path) -> Path:
    """A month of good nights but the seventh, whose backup failed, and the ninth, on which the machine was off."""
    for day in range(1, 32):
        if day == 9:
            continue
        name = f"202610{day:02}T001500Z-abcd"
        failed = day == 7
        words = "Le disque est plein" if failed else ""
        history.keep(
            tmp_path, Line(at(day, 1, 15), "backup", not failed, "" if failed else name, 12.5, 80_000_000, words)
        )
        if not failed:
            history.keep(tmp_path, Line(at(day, 1, 16), "copy", day != 12, name, 3.0, 80_000_000, "Ligne coupée"))
        history.keep(tmp_path, Line(at(day, 2, 30), "drill", day != 20, name, 20.0 + day, words="Totaux"))
    return tmp_path


def test_the_figures_are_those_of_the_month(lived: Path) -> None:
    history.keep(lived, Line(AFTER, "backup", True, "novembre"))
    found = monthly.summed(lived, FIRST, AFTER)
    assert (found.backups_good, found.backups_failed, found.drills_good, found.drills_failed) == (29, 1, 29, 1)
    assert (found.copies_checked, found.copies_failed) == (28, 1)
    assert (found.longest_gap_hours, found.restore_seconds_longest) == (48.0, 51.0)
    assert (len(found.nights), found.nights[8].backup) == (31, None)
    assert found.nights[6].backup is not None
    assert found.nights[6].backup.words == "Le disque est plein"


def test_a_month_that_goes_on_ends_now_and_one_without_any_backup_is_one_gap(tmp_path: Path) -> None:
    found = monthly.summed(tmp_path, FIRST, at(3, 12))
    assert (len(found.nights), found.longest_gap_hours) == (3, 60.0)
    assert monthly.month_before(dt.date(2026, 1, 31)) == dt.date(2025, 12, 1)


def test_it_is_kept_as_json_and_as_a_page_for_its_owner_alone(lived: Path) -> None:
    month = monthly.summed(lived, FIRST, AFTER)
    for _ in range(2):
        told, page = monthly.kept(lived, month, monthly_page.head(month, None, SYSTEM, lived))
    assert json.loads(told.read_text(encoding="utf-8"))["nights"][6]["backup"]["ok"] is False
    found = pdf.read(page.read_bytes())
    assert {"Sauvegardes d’octobre 2026", "48,0 h", "échec : Le disque est plein", "Page 1 / 1"} <= {*found.pages[0]}
    assert all(inside for name, inside in found.fonts.items() if "Noto" in name)
    assert {one.stat().st_mode & 0o077 for one in (told, page)} == {0}
    assert sorted(one.name for one in told.parent.iterdir()) == ["backups-2026-10.json", "backups-2026-10.pdf"]


def test_what_failed_stands_out_and_with_it_the_night_that_owes_a_set_or_its_proof(lived: Path) -> None:
    month = monthly.summed(lived, FIRST, AFTER)
    (page,) = monthly_page.laid(month, monthly_page.head(month, None, SYSTEM, Path()))
    wrong = [mark.words for mark in page.marks if isinstance(mark, Words) and mark.ink == "danger"]
    copy, backup, drill = "échec : Ligne coupée", "échec : Le disque est plein", "échec : Totaux"
    assert wrong == ["07/10", backup, "09/10", copy, "20/10", drill]


def test_the_history_is_bounded_and_a_torn_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 3)
    for day in range(1, 6):
        history.keep(tmp_path, Line(at(day, 1), "drill", True))
    (tmp_path / history.FILE).write_text(
        "{\n" + (tmp_path / history.FILE).read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert [one.at.astimezone(COMPANY_ZONE).day for one in history.of(tmp_path, at(1, 0), AFTER)] == [3, 4, 5]


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    found = open_pools(database.app, size=2)
    yield found
    found.dispose()


def test_the_first_morning_writes_it_and_tells_the_administrators_once(pools: Pools, tmp_path: Path) -> None:
    with transaction(pools.calls) as session:
        for name, role in (("chef", "administrator"), ("autre", "team-lead")):
            person = services.create_user(session, f"{name}-{tmp_path.name}", "Personne (démo)", [role])
            person.email = f"{name}@exemple.cm"
        session.add(Company(name="Plantation (démo)", demo=True))
    job = backup_jobs.backup_report(Settings(data_dir=tmp_path))
    assert "reports" in str(job.run(pools))
    assert job.run(pools) is None
    with transaction(pools.calls) as session:
        letters = session.scalars(select(MailMessage).where(MailMessage.letter == "backup_month")).all()
        assert [one.recipient for one in letters] == ["chef@exemple.cm"]
        mine = select(MailFile).where(MailFile.message_id == letters[0].id)
        [page] = session.scalars(mine).all()
        words = pdf.read(enclosures.content_of(tmp_path, page)).words
        assert words.startswith("Plantation (démo)\n")
        assert "par FOFAL" in words
