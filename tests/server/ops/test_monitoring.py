"""What Prometheus, its Alertmanager and Grafana are told: it holds for their own checkers, and for our real metrics."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.api import Api
from tests.support.metrics import names
from tests.support.programs import program

ROOT = Path(__file__).resolve().parents[3]
PLACE = ROOT / "installer" / "server" / "monitoring"
BOARDS = sorted((PLACE / "grafana" / "dashboards").glob("*.json"))
RULES = sorted((PLACE / "prometheus" / "rules").glob("*.yml"))
_WORDS = re.compile(r'"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(?:by|without|on|ignoring)\s*\([^)]*\)')
_NAME = re.compile(r"(?<![\w:])[a-zA-Z_:][\w:]*(?!\w)(?!\s*\()")
_KEYWORDS = {"and", "or", "unless", "by", "without", "on", "ignoring", "offset", "bool"}
PROMETHEUS = {"up"}
"""Names that come from elsewhere than our server."""
AWAITED = {
    "audit-unsealed", "backup-old", "connections-full", "disk-low", "drill-failed", "drill-old", "job-failing",
    "log-behind", "mail-given-up", "mail-stuck", "outbox-given-up", "service-away",
}  # fmt: skip
"""Codes whose pages come with the watches of the same names."""


def _rules() -> list[dict[str, Any]]:
    return [rule for path in RULES for group in yaml.safe_load(path.read_text())["groups"] for rule in group["rules"]]


def _panels() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in BOARDS:
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]:
            yield path.name, panel


def _queries() -> list[str]:
    return [rule["expr"] for rule in _rules()] + [one["expr"] for _, panel in _panels() for one in panel["targets"]]


def _spoken_of(query: str) -> set[str]:
    """The names of metrics in a query: neither functions, labels, durations nor words of the language."""
    bare = re.sub(r"\b\d[\w.]*", " ", _WORDS.sub(" ", query))
    return {name for name in _NAME.findall(bare) if name not in _KEYWORDS}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The folder beside the secrets that an administrator puts there."""
    shutil.copytree(PLACE, tmp_path / "monitoring")
    for secret in ("prometheus/metrics-token", "alertmanager/server-key", "alertmanager/smtp-password"):
        (tmp_path / "monitoring" / secret).write_text("secret")
    return tmp_path / "monitoring"


def _said(*command: object, of: Path) -> str:
    ended = subprocess.run([str(one) for one in command], cwd=of, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_prometheus_takes_the_configuration_and_its_rules_do_what_they_say(copied: Path) -> None:
    promtool, of = program("promtool", "prometheus"), copied / "prometheus"
    alerts = sum("alert" in one for one in _rules())
    assert f"{alerts} rules found" in _said(promtool, "check", "config", "prometheus.yml", of=of)
    _said(promtool, "test", "rules", "rules.test.yml", of=of)


def test_every_query_is_one(tmp_path: Path) -> None:
    """Those of the dashboards too: as rules, which is what promtool can read."""
    rules = [{"record": f"query:{place}", "expr": query} for place, query in enumerate(_queries())]
    (tmp_path / "all.yml").write_text(yaml.safe_dump({"groups": [{"name": "all", "rules": rules}]}))
    _said(program("promtool", "prometheus"), "check", "rules", "all.yml", of=tmp_path)


def test_alertmanager_takes_the_configuration(copied: Path) -> None:
    amtool, of = program("amtool", "prometheus-alertmanager"), copied / "alertmanager"
    _said(amtool, "check-config", "alertmanager.yml", of=of)
    routes = {
        name: _said(amtool, "config", "routes", "test", "--config.file=alertmanager.yml", *labels, of=of).strip()
        for name, labels in {
            "away": ("alertname=service-away", "severity=critical"),
            "grave": ("alertname=disk-low", "severity=critical"),
            "light": ("alertname=calls-slow", "severity=warning"),
        }.items()
    }
    assert routes == {"away": "mail", "grave": "server,mail", "light": "server"}


def test_queries_speak_of_metrics_that_the_server_shows(api: Api) -> None:
    shown = names(api.get("/metrics").text) | {one["record"] for one in _rules() if "record" in one} | PROMETHEUS
    spoken = {name: query for query in _queries() for name in _spoken_of(query)}
    assert len(spoken) > 40
    assert {name: query for name, query in spoken.items() if name not in shown} == {}


def test_names_are_found_in_queries() -> None:
    query = 'sum by (le) (rate(a_bucket{route=~"b"}[5m])) / ignoring (c) d:e:f offset 26h > 5e8 and time() - g == 0 or vector(0)'
    assert _spoken_of(query) == {"a_bucket", "d:e:f", "g"}


def test_every_alert_leads_to_its_page() -> None:
    alerts = [one for one in _rules() if "alert" in one]
    assert len({one["alert"] for one in alerts}) >= 20
    for one in alerts:
        assert one["annotations"]["runbook_url"] == f"docs/admin/incidents/{one['alert']}.md"
        assert one["labels"]["severity"] in {"warning", "critical"}
    assert {one["alert"] for one in alerts if not (ROOT / one["annotations"]["runbook_url"]).exists()} <= AWAITED


def test_dashboards_are_of_the_form_that_grafana_reads() -> None:
    boards = [json.loads(path.read_text(encoding="utf-8")) for path in BOARDS]
    assert [board["uid"] for board in boards] == [path.stem for path in BOARDS]
    assert all(isinstance(board["schemaVersion"], int) and board["title"] for board in boards)
    for board in boards:
        cells = [
            (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
            for panel in board["panels"]
            for x in range(panel["gridPos"]["w"])
            for y in range(panel["gridPos"]["h"])
        ]
        assert len(cells) == len(set(cells))
        assert max(x for x, _ in cells) < 24
        assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    known = {one["uid"] for one in _yaml("grafana/provisioning/datasources/fofal.yml")["datasources"]}
    assert {panel["datasource"]["uid"] for _, panel in _panels()} <= known


def test_the_collector_joins_parts_that_it_has() -> None:
    told = _yaml("collector/collector.yml")
    for pipeline in told["service"]["pipelines"].values():
        for kind in ("receivers", "processors", "exporters"):
            assert set(pipeline[kind]) <= set(told[kind])
    assert set(_yaml("loki/loki.yml")["schema_config"]["configs"][0]) == {
        "from",
        "store",
        "object_store",
        "schema",
        "index",
    }
    assert _yaml("loki/loki.yml")["limits_config"]["retention_period"] == "90d"
    assert _yaml("tempo/tempo.yml")["storage"]["trace"]["backend"] == "local"


def _yaml(name: str) -> Any:
    return yaml.safe_load((PLACE / name).read_text(encoding="utf-8"))
