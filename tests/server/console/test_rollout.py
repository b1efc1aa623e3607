"""Versions of the desktop from the console: published, given by steps, followed."""

from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine

from fofal_server.cluster.cluster import Cluster
from fofal_server.core.db import transaction
from fofal_server.updates import devices, trusted
from fofal_server.updates.schemas import OfferQuery
from tests.server.console.typing_in import Terminal
from tests.support.versions import Maker, asking


def asked(company: Cluster, *told: dict[str, str]) -> None:
    engine = create_engine(company.app_url)
    with transaction(engine) as session:
        for one in told:
            devices.remember(session, OfferQuery.model_validate(one))
    engine.dispose()


def deeds(typed: Terminal) -> Counter[str]:
    return Counter(one["action"] for one in typed("audit", "tail", "--count", "500", "--json").json)


@pytest.mark.usefixtures("unpublished")
def test_a_version_is_published_given_by_steps_and_followed(
    typed: Terminal, company: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, before = Maker(tmp_path / "maker"), deeds(typed)
    folder = str(maker.version("0.2.0"))
    unknown = typed("roll-out", "publish", folder)
    assert (unknown.code, "aucune clé" in unknown.err) == (1, True)
    monkeypatch.setattr(trusted.keys, "__defaults__", (maker.keys,))
    assert "Rien n'est publié" in typed("roll-out", "status").out
    assert "roll-out publish" in typed("roll-out", "stage", "stable", "10").err

    said = typed("roll-out", "publish", folder)
    assert (said.code, "roll-out stage stable 10" in said.out) == (0, True)
    again = typed("roll-out", "publish", folder, "--percent", "10", "--json").json
    assert (again["new"], again["percent"], again["version"]) == (False, 10, "0.2.0")
    assert typed("roll-out", "stage", "stable", "100", "--json").json["percent"] == 100

    asked(company, dict(asking("0.2.0")), dict(asking("0.1.0", device=str(UUID(int=7)), name="CAISSE \u202e")))
    told = typed("roll-out", "status", "--json").json
    assert [one["percent"] for one in told["channels"]] == [100]
    assert {one["name"]: one["version"] for one in told["devices"]} == {"BUREAU-1": "0.2.0", "CAISSE \u202e": "0.1.0"}
    shown = typed("roll-out", "status").out
    assert "1 poste(s) sur 2 l'ont" in shown
    assert "\u202e" not in shown

    newer = typed("roll-out", "publish", str(maker.version("0.3.0")), "--json").json
    assert newer["percent"] == 0, "what was said of the version before is not said of this one"
    assert deeds(typed) - before == Counter(publish=2, stage=2)


def test_where_no_installation_was_made_nothing_is_laid(
    typed: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOFAL_DATA_DIR", str(tmp_path / "wrong"))
    said = typed("roll-out", "publish", str(Maker(tmp_path / "maker").version("0.2.0")))
    assert (said.code, "Aucune installation" in said.err, (tmp_path / "wrong").exists()) == (1, True, False)


@pytest.mark.parametrize(
    "words", [("stage", "stable", "101"), ("stage", "stable", "-1"), ("stage", "beta", "5"), ("publish", "/nowhere")]
)
def test_what_makes_no_sense_is_refused_in_words(typed: Terminal, words: tuple[str, ...]) -> None:
    said = typed("roll-out", *words)
    assert said.code in {1, 2}
    assert said.err.strip()
    assert "Traceback" not in said.err
