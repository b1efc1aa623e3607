"""A command as a process of its own: it tells how far it is, and ends in order when its run is to end."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from fofal_server.core import course
from fofal_server.core.course import Course, Cut
from fofal_server.ops.child import WorkFailed, asked
from tests.server.ops.conftest import Company
from tests.support.patience import PATIENCE


class Noted(Course):
    """Remembers all that was told; ``halfway`` is set by the first of it that has a share."""

    def __init__(self) -> None:
        super().__init__()
        self.told = list[str]()
        self.halfway = threading.Event()

    def tell(self, words: str) -> None:
        super().tell(words)
        self.told.append(words)
        if "%" in words:
            self.halfway.set()


@pytest.fixture
def there(company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("FOFAL_BACKUP_DIR", str(company.shelf.folder))
    return company


def begun(company: Company, at_work: Course, pool: ThreadPoolExecutor, *words: str) -> Future[Any]:
    def work() -> Any:
        with course.followed(at_work):
            return asked(company.data_dir, *words, "--json", within=PATIENCE)

    return pool.submit(work)


def test_it_tells_its_steps_and_answers(there: Company) -> None:
    at_work = Noted()
    with ThreadPoolExecutor(1) as pool:
        made = begun(there, at_work, pool, "backup", "now").result(PATIENCE)
    assert (there.shelf.folder / made["id"]).is_dir()
    assert at_work.told[0].startswith("Copie de la base : ")
    assert "Comptage" in at_work.told


def test_a_backup_that_is_to_end_leaves_nothing_behind(there: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOFAL_BACKUP_RATE")  # slow enough to be met halfway
    at_work = Noted()
    there.shelf.folder.mkdir(exist_ok=True)
    before = sorted(there.shelf.folder.iterdir())
    with ThreadPoolExecutor(1) as pool:
        running = begun(there, at_work, pool, "backup", "now")
        assert at_work.halfway.wait(PATIENCE)
        at_work.cancel()
        with pytest.raises(Cut):
            running.result(PATIENCE)
    assert list(there.data_dir.glob("backup-work-*")) == []
    assert [one for one in there.shelf.folder.iterdir() if one not in before and one.name != ".lock"] == []


def test_what_it_says_last_is_told_when_it_fails(there: Company) -> None:
    with pytest.raises(WorkFailed, match="Aucune sauvegarde « 20200101T000000Z-0000 »"):
        asked(there.data_dir, "backup", "drill", "20200101T000000Z-0000", "--json", within=PATIENCE)


def test_an_answer_that_is_no_is_told(there: Company) -> None:
    """A set that does not hold: what was found wrong is the answer, not an error."""
    with ThreadPoolExecutor(1) as pool:
        made = begun(there, Noted(), pool, "backup", "now").result(PATIENCE)
    with (there.shelf.folder / made["id"] / "base.tar.z.sealed").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(WorkFailed, match="prenez une autre sauvegarde"):
        asked(there.data_dir, "backup", "drill", made["id"], "--json", within=PATIENCE)


def test_what_takes_too_long_is_ended(there: Company) -> None:
    with pytest.raises(WorkFailed, match="Trop long"):
        asked(there.data_dir, "backup", "now", "--json", within=0.3)
