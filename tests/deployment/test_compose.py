"""The containers of compose.yaml: what they may, what they show to others, and that their parts fit together."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from fofal_server.console.checks.settings import KNOWN
from fofal_server.contract.version import VERSION
from tests.support.programs import program

SERVER = Path(__file__).resolve().parents[2] / "installer" / "server"
FILE = SERVER / "compose.yaml"
TOLD = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = TOLD["services"]
SILENT = {"once", "loki", "tempo", "collector"}
"""One command, and images without a program that could ask."""
IMAGE = f"fofal-server:{VERSION}"
PLACE = re.compile(r"\$\{SECRETS:-/etc/fofal/secrets\}/([\w.-]+)")


def of_fofal() -> dict[str, dict[str, Any]]:
    return {name: one for name, one in SERVICES.items() if one["image"] == IMAGE}


def source_of(secret: Any) -> str:
    return str(secret if isinstance(secret, str) else secret["source"])


def test_docker_compose_takes_it_with_every_profile() -> None:
    words = [
        program("docker-compose", "docker-compose"),
        "-f",
        str(FILE),
        "--profile",
        "monitoring",
        "--profile",
        "once",
    ]
    done = subprocess.run(
        [*words, "config", "-q"],
        env={"NAME": "essai.fofal.example", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    nameless = subprocess.run(
        [*words, "config", "-q"], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert "le nom du serveur" in nameless.stderr


def test_the_parts_are_those_that_were_promised() -> None:
    assert set(of_fofal()) == {"server-1", "server-2", "once"}
    assert {"primary", "standby", "redis", "nginx"} <= set(SERVICES)
    watching = {name for name, one in SERVICES.items() if one.get("profiles") == ["monitoring"]}
    assert watching == {"prometheus", "alertmanager", "grafana", "loki", "tempo", "collector"}


def test_only_nginx_is_reached_from_outside_and_by_tls_alone() -> None:
    assert {name: one["ports"] for name, one in SERVICES.items() if "ports" in one} == {"nginx": ["443:443"]}
    assert [name for name, one in TOLD["networks"].items() if one.get("internal")] == ["data", "inside"]
    assert [name for name, one in SERVICES.items() if "front" in one.get("networks", ())] == ["nginx"]
    for name in ("primary", "standby", "redis"):
        assert SERVICES[name]["networks"] == ["data"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_may_little(name: str) -> None:
    one = SERVICES[name]
    assert (one["read_only"], one["cap_drop"], one["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert not {"privileged", "pid", "ipc", "devices"} & set(one)
    assert set(one.get("cap_add", ())) <= {"CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"}
    assert bool(one.get("cap_add")) is (name == "nginx")
    assert {"mem_limit", "cpus", "pids_limit"} <= set(one)
    assert "docker.sock" not in str(one)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_an_image_is_pinned_and_a_container_says_how_it_is(name: str) -> None:
    one = SERVICES[name]
    assert re.fullmatch(r"[a-z0-9./-]+:v?\d+\.\d+[\w.-]*", one["image"])
    ours = one["image"] == IMAGE  # the image brings its check
    assert ours or bool(one["healthcheck"].get("test")) is (name not in SILENT)
    assert bool(one.get("healthcheck", {}).get("disable")) is (name in SILENT)


def test_two_servers_keep_their_names_and_share_their_folder() -> None:
    first, second = SERVICES["server-1"], SERVICES["server-2"]
    assert (first["hostname"], second["hostname"]) == ("server-1", "server-2")
    assert {key for key in first if first[key] != second[key]} == {"hostname", "networks"}
    assert "data:/var/lib/fofal" in first["volumes"]
    assert int(first["stop_grace_period"].removesuffix("s")) > 5 + 20


def test_every_setting_is_known_and_no_secret_stands_in_the_file() -> None:
    names = {name for one in of_fofal().values() for name in one["environment"]}
    assert names <= KNOWN
    for one in of_fofal().values():
        files = {value for name, value in one["environment"].items() if name.endswith("_FILE")}
        assert files == {f"/run/secrets/{source_of(secret)}" for secret in one["secrets"]}
    assert not re.search(r"://[^/\s\"]*:[^/\s\"]*@", FILE.read_text(encoding="utf-8"))
    plain = {
        name
        for one in SERVICES.values()
        for name in one.get("environment", ())
        if re.search("PASSWORD|TOKEN|SECRET|KEY", name)
    }
    assert all(name.endswith("_FILE") for name in plain)


def test_addresses_are_those_that_nginx_and_the_servers_believe() -> None:
    addresses = {
        name: one["networks"]["inside"]["ipv4_address"]
        for name, one in SERVICES.items()
        if "inside" in one.get("networks", ())
    }
    assert len(set(addresses.values())) == len(addresses) == 4
    upstream = (SERVER / "compose" / "upstream.conf").read_text(encoding="utf-8")
    shipped = (SERVER / "nginx" / "upstream.conf").read_text(encoding="utf-8")
    assert re.findall(r"server ([\d.:]+) max_fails=0;", upstream) == [
        f"{addresses[f'server-{n}']}:8000" for n in (1, 2)
    ]
    assert re.findall(r"keepalive.*;", upstream) == re.findall(r"keepalive.*;", shipped)
    assert {one["environment"]["FOFAL_TRUSTED_PROXIES"] for one in of_fofal().values()} == {addresses["nginx"]}


def test_what_is_mounted_is_there_and_every_name_is_declared() -> None:
    mounted = [one.split(":")[0] for service in SERVICES.values() for one in service.get("volumes", ())]
    assert [one for one in mounted if one.startswith("./") and not (SERVER / one).exists()] == []
    named = {one for one in mounted if re.fullmatch(r"[a-z]+", one)}
    assert named == set(TOLD["volumes"])
    used = {source_of(one) for service in SERVICES.values() for one in service.get("secrets", ())}
    assert used == set(TOLD["secrets"])
    assert {name: PLACE.fullmatch(one["file"])[1] for name, one in TOLD["secrets"].items()} == {
        name: name for name in used
    }


@pytest.mark.parametrize(("service", "file", "wanted"), [
    ("prometheus", "prometheus/prometheus.yml", 'targets: ["server-1:8000", "server-2:8000"]'),
    ("alertmanager", "alertmanager/alertmanager.yml", "url: http://server-1:8000/api/v1/notifications/alertmanager"),
])  # fmt: skip
def test_monitoring_is_told_of_the_servers_where_they_are(service: str, file: str, wanted: str) -> None:
    """The very substitution of the container, on the very file."""
    rule = re.search(r"sed '([^']+)'", SERVICES[service]["command"][0])[1]
    done = subprocess.run(["sed", rule, str(SERVER / "monitoring" / file)], capture_output=True, text=True, check=True)
    assert wanted in done.stdout
    assert "127.0.0.1:8000" not in done.stdout
    yaml.safe_load(done.stdout)
