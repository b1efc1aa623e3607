"""``fofal-server backup`` beside a company that works: taken, listed, verified, drilled, restored elsewhere and started."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import main
from fofal_server.console.installation import exists
from fofal_server.core import clock
from fofal_server.ops.backups import SCRATCH
from fofal_server.ops.shelf import KEY_FILE
from tests.server.console.launched import SERVE, Launched, call, launched, open_folder, processes
from tests.server.console.typing_in import HURRIED, Terminal
from tests.support import pdf
from tests.support.cut_line import cut_line
from tests.support.sshd import sshd
from tests.support.until import until

NIGHTLY = ("backup", "backup-drill")


@pytest.fixture(scope="module")
def running(demo: Path) -> Iterator[Launched]:
    """The demo company, its server at work; what comes by night comes when it is asked for only, whatever the hour."""
    with launched(demo, SERVE, FOFAL_WORKERS="1", FOFAL_BACKUP_RATE=HURRIED) as start:
        assert call(start.told()["url"], "GET", "/health/ready")[0] == 200
        _each_night(demo, "pause")
        yield start
        _each_night(demo, "resume")
        assert start.stop() == 0


def _each_night(demo: Path, deed: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOFAL_DATA_DIR", str(demo))
        assert [main.run(["jobs", deed, name]) for name in NIGHTLY] == [0, 0]


@pytest.fixture
def typed(running: Launched, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal at that company."""
    return Terminal(running.folder, monkeypatch, capsys)


def test_the_life_of_a_set_from_taking_to_a_company_that_serves_again(typed: Terminal) -> None:
    made = typed("backup", "now", "--json").json
    assert Path(made["path"]).is_dir()
    newest = typed("backup", "list", "--json").json[0]
    assert (newest["id"], newest["good"]) == (made["id"], True)
    assert typed("backup", "verify", made["id"]).code == 0
    proved = typed("backup", "drill", made["id"], "--json")
    assert (proved.code, proved.json["ok"]) == (0, True)
    with open_folder() as folder:
        elsewhere = folder / "ailleurs"
        assert typed("backup", "restore", made["id"], "--into", str(elsewhere)).code == 0
        assert exists(elsewhere)
        with launched(elsewhere, SERVE, FOFAL_WORKERS="1") as back:
            assert call(back.told()["url"], "GET", "/health/ready")[0] == 200
            assert back.stop() == 0
    assert typed("status", "--json").json["server"]["running"] is True


def test_from_an_sftp_account_and_the_key_alone_to_a_company_that_serves(
    typed: Terminal, running: Launched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is cut in the middle of the copy; the next turn makes up for it, and an empty machine goes on from there."""
    (tmp_path / "ssh").mkdir()
    with sshd(tmp_path / "ssh") as server, cut_line(server.port) as line:
        access = server.access(tmp_path / "là-bas", port=line.port)
        monkeypatch.setenv("FOFAL_BACKUP_COPY", access.address)
        monkeypatch.setenv("FOFAL_BACKUP_COPY_KNOWN_HOSTS", str(access.known_hosts))
        monkeypatch.setenv("FOFAL_BACKUP_COPY_SSH_KEY", str(access.ssh_key))
        said = typed("backup", "now")
        assert (said.code, "backup place init" in said.err) == (1, True)
        assert typed("backup", "place", "init", "--yes").code == 0
        line.most = line.passed + 1_000_000
        cut = typed("backup", "now")
        assert (cut.code, "ligne" in cut.err) == (1, True)
        line.most = None
        newest = typed("backup", "list", "--json").json[0]
        assert newest["good"]
        assert typed("backup", "copy", "--json").json["copied"][0] == newest["id"]
        assert typed("backup", "log").code == 0
        with open_folder() as folder:
            sheet, back = folder / "feuille.txt", folder / "machine neuve" / "societe"
            sheet.write_text(typed("backup", "key", "print", "--yes").out, encoding="utf-8")
            sheet.chmod(0o600)
            monkeypatch.setenv("FOFAL_DATA_DIR", str(back))
            told = typed("backup", "list", "--from", access.address, "--key", str(sheet), "--json").json[0]
            assert (told["id"], told["good"]) == (newest["id"], True)
            ask = ("backup", "restore", "--from", access.address, "--key", str(sheet), "--into", str(back), "--to-end")
            assert typed(*ask).code == 0
            with launched(back, SERVE, FOFAL_WORKERS="1") as again:
                assert call(again.told()["url"], "GET", "/health/ready")[0] == 200
                assert again.stop() == 0


def test_a_damaged_set_is_found_by_both_checks(typed: Terminal) -> None:
    made = typed("backup", "now", "--json").json
    with (Path(made["path"]) / "base.tar.z.sealed").open("r+b") as file:
        file.truncate(500_000)
    said = typed("backup", "verify", made["id"])
    assert (said.code, "base.tar.z.sealed" in said.out) == (1, True)
    assert typed("backup", "drill", made["id"]).code == 1
    assert next(one for one in typed("backup", "list", "--json").json if one["id"] == made["id"])["good"] is False


def test_an_unknown_set_is_told_with_the_way_on(typed: Terminal) -> None:
    said = typed("backup", "verify", "20200101T000000Z-0000")
    assert (said.code, "fofal-server backup list" in said.err) == (1, True)


def test_the_key_is_shown_by_its_name_and_comes_back_from_paper(
    typed: Terminal, running: Launched, tmp_path: Path
) -> None:
    name = typed("backup", "key", "--json").json["fingerprint"]
    assert typed("backup", "key", "print").code == 2
    sheet = typed("backup", "key", "print", "--yes").out
    paper = tmp_path / "feuille.txt"
    paper.write_text(sheet.lower(), encoding="utf-8")
    kept = running.folder / KEY_FILE
    aside = tmp_path / "aside"
    kept.replace(aside)
    assert typed("backup", "key", "import", str(paper), "--json").json["fingerprint"] == name
    assert kept.read_text(encoding="utf-8") == aside.read_text(encoding="utf-8")
    paper.write_text(f"{sheet[:3]}?{sheet[4:]}", encoding="utf-8")  # the first letter, behind the line's number
    said = typed("backup", "key", "import", str(paper))
    assert (said.code, "ligne 1" in said.err.lower()) == (1, True)


def test_the_night_takes_a_set_and_proves_it(typed: Terminal) -> None:
    """The leader of the server processes does it when asked, as at its hour."""
    before = {one["id"] for one in typed("backup", "list", "--json").json}
    taken = typed("jobs", "run", "backup", "--wait", "--json")
    assert (taken.code, taken.json["status"]) == (0, "done")
    (fresh,) = {one["id"] for one in typed("backup", "list", "--json").json if one["good"]} - before
    assert fresh in taken.json["output"]
    proved = typed("jobs", "run", "backup-drill", "--wait", "--json")
    assert (proved.code, fresh in proved.json["output"]) == (0, True)
    checks = {one["name"]: one for one in typed("doctor", "--json").json["checks"]}
    assert fresh in checks["backup"]["found"]
    assert (checks["drill"]["ok"], fresh in checks["drill"]["found"]) == (True, True)


def test_a_drill_at_work_is_seen_cancelled_and_leaves_nothing(typed: Terminal) -> None:
    typed("backup", "now")
    assert typed("jobs", "cancel", "backup-drill").code == 1
    assert typed("jobs", "run", "backup-drill").code == 0
    until(lambda: _newest(typed)["progress"])
    with _held(typed.folder, "drill"):  # or it would be through before it hears of it
        assert typed("jobs", "cancel", "backup-drill").code == 0
    ended = until(lambda: _ended(typed))
    assert (ended["status"], ended["progress"]) == ("cancelled", None)
    assert list((typed.folder / SCRATCH).iterdir()) == []


@contextmanager
def _held(folder: Path, word: str) -> Iterator[None]:
    """The command with that word stands still, until it is told to end."""
    [pid] = [pid for pid in processes(folder) if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0")]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
        until(lambda: _pending(pid) & 1 << signal.SIGTERM - 1)
    finally:
        os.kill(pid, signal.SIGCONT)


def _pending(pid: int) -> int:
    """The signals that wait for a process, a bit each."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("ShdPnd")), 16)


def _newest(typed: Terminal) -> dict[str, Any]:
    [run] = typed("jobs", "history", "backup-drill", "-n", "1", "--json").json or [{"progress": None}]
    return dict(run)


def _ended(typed: Terminal) -> dict[str, Any] | None:
    run = _newest(typed)
    return run if run["status"] != "running" else None


def test_each_minute_the_log_follows_and_a_moment_comes_back(typed: Terminal) -> None:
    typed("backup", "now")
    assert typed("jobs", "run", "backup-log", "--wait").code == 0
    moment = clock.now().astimezone(clock.COMPANY_ZONE).replace(tzinfo=None).isoformat(timespec="milliseconds")
    assert typed("user", "create", "apres", "Venu après").code == 0
    assert typed("backup", "log").code == 0
    with open_folder() as folder:
        there, later = folder / "alors", folder / "ensuite"
        assert typed("backup", "restore", "--into", str(there), "--at", moment).code == 0
        assert typed("backup", "restore", "--into", str(later), "--to-end").code == 0
        assert [_knows(one) for one in (there, later)] == [False, True]
    assert typed("user", "disable", "apres", "--yes").code == 0  # the demo is that of other tests too


def _knows(folder: Path) -> bool:
    """Whether the one who came last is known there."""
    with Cluster(folder) as cluster, connected(cluster.app_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM auth_user WHERE username = 'apres')")
        found: bool = (cursor.fetchone() or (False,))[0]
        return found


def test_the_report_of_a_month_bears_the_companys_name_and_is_written_without_its_database_too(
    typed: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for known in (True, False):
        if not known:
            monkeypatch.setenv("FOFAL_DATA_DIR", str(tmp_path))
        words = pdf.read(Path(typed("backup", "report", "--json").json["pdf"]).read_bytes()).words
        assert ("(démo)" in words, "par console" in words) == (known, known)
        assert "Sauvegardes réussies" in words
