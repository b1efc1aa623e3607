"""The certificate that ends, and libraries that are not those of the lock."""

import datetime as dt
from pathlib import Path

import pytest

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.db import open_pools
from fofal_server.core.watch import Severity
from fofal_server.ops import certificate, libraries, upkeep_jobs
from fofal_server.ops.libraries import Flaws
from tests.support.certificates import authority

NOWHERE = open_pools("postgresql+psycopg2://nobody@127.0.0.1:1/none")
"""Neither job asks the database for anything."""


def _behind(folder: Path) -> Settings:
    pair = folder / "serveur.pem", folder / "serveur.key"
    authority(folder).write(*pair)
    return Settings(data_dir=folder, tls_cert=pair[0], tls_key=pair[1])


def test_the_days_of_the_certificate_are_told_and_a_month_before_its_end_somebody_is(tmp_path: Path) -> None:
    settings = _behind(tmp_path)
    watch = upkeep_jobs.certificate_watch(settings)
    ends = certificate.read(tmp_path / "serveur.pem").ends
    seen = {}
    for days in (31, 29, 6, -1):
        with clock.frozen(ends - dt.timedelta(days=days)):
            seen[days] = [one.severity or watch.severity for one in watch.look(NOWHERE)]
            told = upkeep_jobs.certificate_check(settings).run(NOWHERE)
            assert told is not None
            assert f"encore {max(0, days)} jours, jusqu'au {ends:%d/%m/%Y}" in told
    assert seen == {31: [], 29: [Severity.WARNING], 6: [Severity.CRITICAL], -1: [Severity.CRITICAL]}


def test_without_a_certificate_nothing_is_looked_for(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert list(upkeep_jobs.certificate_watch(settings).look(NOWHERE)) == []
    assert "sans chiffrement" in str(upkeep_jobs.certificate_check(settings).run(NOWHERE))


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No index within reach."""
    monkeypatch.setattr(libraries, "flaws", lambda _: Flaws(silent="l'index ne répond pas"))


@pytest.mark.usefixtures("silent")
def test_what_differs_from_the_lock_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "liste.lock"
    here = libraries.locked(libraries.LOCK)
    lock.write_text(
        f"sqlalchemy=={here['sqlalchemy']} \\\n    --hash=sha256:00\npydantic==0.1 \\\n    --hash=sha256:00\n"
        "nulle-part==1.0\nailleurs==1.0 ; python_full_version < '3.0'\n",
        encoding="utf-8",
    )
    told = upkeep_jobs.told(lock)
    assert told.startswith("3 bibliothèques comparées à la liste, 2 différentes.")
    assert "au lieu de 0.1." in told
    assert "nulle-part 1.0 manque." in told
    assert told.endswith("Failles non vérifiées : l'index ne répond pas.")


def test_what_runs_here_is_what_the_lock_names() -> None:
    assert len(libraries.locked(libraries.LOCK)) > 50
    assert libraries.differing(libraries.LOCK) == []


def test_what_could_not_be_asked_is_never_taken_for_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "non vérifiées" in upkeep_jobs.told(tmp_path / "absente.lock")
    lock = tmp_path / "liste.lock"
    lock.write_text("sqlalchemy==1.0\n", encoding="utf-8")
    monkeypatch.setattr(libraries, "audited", lambda _: [{"name": "sqlalchemy", "skip_reason": "?"}])
    assert libraries.flaws(lock) == Flaws((), 0, "1 sans réponse de l'index")
    flawed = [{"name": "sqlalchemy", "version": "1.0", "vulns": [{"id": "CVE-1"}]}]
    monkeypatch.setattr(libraries, "audited", lambda _: flawed)
    assert libraries.flaws(lock) == Flaws(("sqlalchemy 1.0 : CVE-1",), 1, None)
    monkeypatch.setattr(libraries.importlib.util, "find_spec", lambda _: None)
    assert libraries.flaws(lock).silent == "pip-audit n'est pas installé"
