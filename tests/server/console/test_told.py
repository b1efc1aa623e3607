"""What the guides tell to type into ``fofal-server`` is typed here, word for word, at a company that is there.

What needs more than that (a server that works, backups, an end) is done by another test, named beside it.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fofal_server.updates import trusted
from installer.bundle import sign
from tests.server.console.typing_in import Terminal
from tests.support.told_commands import ROOT, told
from tests.support.versions import package

CONSOLE = {str(one).partition(" ")[2]: one.words[1:] for one in told() if one.words[0] == "fofal-server"}
VERSIONS = [one for one in told() if one.page == "docs/admin/versions.md"]
REFUSED: Mapping[str, str] = {
    "sessions end 0198f3": "0198f3",
    "sessions end --user awono": "awono",
    "doctor": "ALTER SYSTEM RESET fsync",
}
"""What this company has to refuse or to complain of, and the words that say why."""
ELSEWHERE: Mapping[str, str] = {
    "sessions end --all": "console/test_live.py::test_sessions_end_by_name_and_all_at_once",
    "jobs run backup --wait": "console/test_backup.py::test_the_night_takes_a_set_and_proves_it",
    "jobs pause": "jobs/test_jobs.py::test_the_console_lists_pauses_and_runs",
    "jobs resume": "jobs/test_jobs.py::test_the_console_lists_pauses_and_runs",
    "jobs history backup": "console/test_backup.py::test_a_drill_at_work_is_seen_cancelled_and_leaves_nothing",
    "jobs cancel backup": "console/test_backup.py::test_a_drill_at_work_is_seen_cancelled_and_leaves_nothing",
    "backup now": "console/test_backup.py::test_the_life_of_a_set_from_taking_to_a_company_that_serves_again",
    "backup show latest": "console/test_backup.py::test_the_life_of_a_set_from_taking_to_a_company_that_serves_again",
    "backup verify latest": "console/test_backup.py::test_the_life_of_a_set_from_taking_to_a_company_that_serves_again",
    "backup drill latest": "console/test_backup.py::test_the_life_of_a_set_from_taking_to_a_company_that_serves_again",
    "backup list --from": "console/test_backup.py::test_from_an_sftp_account_and_the_key_alone_to_a_company_that_serves",
    "backup restore": "console/test_backup.py::test_the_life_of_a_set_from_taking_to_a_company_that_serves_again",
    "init": "console/test_installing.py::test_init_draws_a_new_code_until_somebody_is_there",
    "upgrade": "../deployment/test_upgrade.py::test_an_upgrade_that_holds_is_verified_and_a_second_one_has_nothing_to_do",
    "upgrade --backed-up": "../deployment/test_upgrade.py::test_a_database_of_somebody_else_has_to_be_backed_up_by_him",
    "replica": "console/test_replica.py::test_from_the_invitation_to_the_change_of_primary",
    "config check": "console/test_config.py::test_settings_that_hold_are_told_so",
}
"""By how it begins: the test below ``tests/server`` that does it."""


def elsewhere(line: str) -> str:
    fitting = [begun for begun in ELSEWHERE if f"{line} ".startswith(f"{begun} ")]
    return ELSEWHERE[max(fitting, key=len)] if fitting else ""


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a version is made: its key's half is in the program, as the page wants it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    version = tmp_path / "dist" / "0.2.0"
    version.mkdir(parents=True)
    (version / package("0.2.0")).write_bytes(b"program")
    (tmp_path / "nouveau.txt").write_text("Plus rapide.", encoding="utf-8")
    return tmp_path


def test_what_the_guides_tell_is_done_by_a_company_or_by_a_test_that_is_named(typed: Terminal) -> None:
    wrong = {}
    for line, words in CONSOLE.items():
        if not elsewhere(line) and not line.startswith("roll-out"):
            said = typed(*words)
            if (said.code, REFUSED.get(line, "") in said.out + said.err) != (int(line in REFUSED), True):
                wrong[line] = said
    assert wrong == {}


def test_the_tests_that_are_named_are_there_and_each_is_needed() -> None:
    assert {elsewhere(line) for line in CONSOLE} - {""} == set(ELSEWHERE.values())
    assert set(REFUSED) <= set(CONSOLE)
    for place in ELSEWHERE.values():
        file, _, name = place.partition("::")
        assert f"def {name}(" in (ROOT / "tests" / "server" / file).read_text(encoding="utf-8"), place


@pytest.mark.usefixtures("unpublished")
def test_a_version_is_signed_published_and_given_out_as_its_page_tells(
    typed: Terminal, maker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in VERSIONS:
        if one.words[:3] == ("python", "-m", "installer.bundle.sign"):
            monkeypatch.setattr("sys.argv", ["sign", *(word.replace("~", str(maker)) for word in one.words[3:])])
            assert sign.main() == 0, one
    key = sign._key(maker / "fofal-signature").public_key().public_bytes_raw()
    (maker / "keys.txt").write_text(key.hex(), encoding="utf-8")
    monkeypatch.setattr(trusted.keys, "__defaults__", (maker / "keys.txt",))
    for one in VERSIONS:
        if one.words[0] == "fofal-server":
            said = typed(*(word.replace("/tmp/fofal-0.2.0", "dist/0.2.0") for word in one.words[1:]))  # noqa: S108 - a path of the guide
            assert said.code == 0, (one, said)
    assert "100 %" in typed("roll-out", "status").out
