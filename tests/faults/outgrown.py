"""The office that has outgrown its box, on machines of ``nodes``: the shipped Patroni, etcd and HAProxy settings at work."""

import contextlib
import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from fofal_server.cluster.url import connected
from tests.faults.nodes import HERE, Node, network
from tests.support.certificates import Authority, authority
from tests.support.programs import program
from tests.support.until import until

HA = Path(__file__).resolve().parents[2] / "installer" / "server" / "ha"
ACCOUNT = "postgres"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PLACE, SOCKETS = "/etc/fofal-ha", "/run/postgresql"


SYSTEM_PYTHON = "/usr/bin/python3"
"""Whatever runs the tests may lie where PostgreSQL's account cannot look."""


@dataclass(frozen=True)
class Patroni:
    """How the program is started."""

    words: tuple[str, ...]
    environment: Mapping[str, str]

    @property
    def version(self) -> str:
        said = subprocess.run(
            [*self.words, "--version"],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return said.stdout.strip()


@dataclass
class Outgrown:
    """Three machines with etcd, two of them with PostgreSQL under Patroni, HAProxy here."""

    folder: Path
    nodes: list[Node]
    ca: Authority
    passwords: dict[str, str]
    patroni: Patroni

    def url(self, role: str, database: str = "fofal", port: int = 5000) -> str:
        asked = f"sslmode=verify-ca&sslrootcert={self.ca.file}"
        return f"postgresql+psycopg2://{role}:{self.passwords[role]}@{HERE}:{port}/{database}?{asked}"

    def members(self) -> dict[str, dict[str, Any]]:
        """What Patroni says of its members; nothing while it cannot be asked."""
        context = ssl.create_default_context(cafile=str(self.ca.file))
        for node in self.nodes[:2]:
            with contextlib.suppress(OSError):
                url = f"https://{node.address}:8008/cluster"
                with urllib.request.urlopen(url, timeout=2, context=context) as said:
                    return {one["name"]: one for one in json.load(said)["members"]}
        return {}

    def primary(self) -> Node | None:
        return next((one for one in self.nodes if self.members().get(one.name, {}).get("role") == "leader"), None)

    def waits(self) -> bool:
        return any(one["role"] == "sync_standby" and one["state"] == "streaming" for one in self.members().values())


@contextlib.contextmanager
def outgrown(folder: Path, patroni: Patroni) -> Iterator[Outgrown]:
    """All of it up, with an empty database for the application; ``patroni`` is the program to run."""
    for name, package in (("etcd", "etcd-server"), ("haproxy", "haproxy"), ("ip", "iproute2")):
        program(name, package)
    names = ("fofaldb1", "fofaldb2", "fofaldb3")
    passwords = {name: secrets.token_urlsafe(16) for name in ("postgres", "replicator", "fofal_owner")}
    with network(*names) as nodes, contextlib.ExitStack() as held:
        found = Outgrown(folder, nodes, authority(folder), passwords, patroni)
        found.ca.file.chmod(0o644)
        for node in nodes:
            _furnish(found, node)
        for node in nodes:
            node.start("etcd", log=folder / f"etcd-{node.name}.log", **_etcd(found, node))
        for node in nodes[:2]:
            config = folder / node.name / "patroni.yaml"
            log = folder / f"patroni-{node.name}.log"
            node.start(*patroni.words, str(config), log=log, account=ACCOUNT, **_patroni(found, node))
        held.enter_context(_haproxy(found))
        until(lambda: len(found.members()) == 2 and found.waits(), every=0.5)
        _prepare(found)
        yield found


def _furnish(stand: Outgrown, node: Node) -> None:
    """What an administrator puts into ``/etc/fofal-ha`` of a machine."""
    place = stand.folder / node.name
    place.mkdir(mode=0o755)
    stand.ca.write(place / "server.pem", place / "server.key", host=node.address)
    shutil.copy(stand.ca.file, place / "authority.pem")
    text = (HA / "patroni.yaml").read_text(encoding="utf-8").replace(PLACE, str(place)).replace(SOCKETS, str(place))
    (place / "patroni.yaml").write_text(text, encoding="utf-8")
    for path in (place, *place.iterdir()):
        shutil.chown(path, ACCOUNT, ACCOUNT)


def _shipped(stand: Outgrown, node: Node, file: str) -> dict[str, str]:
    """The shipped environment of one machine, its addresses and folders put to the stand's."""
    lines = (HA / file).read_text(encoding="utf-8").splitlines()
    found = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    for shipped, here in (*((f"10.90.0.{one.number}", one.address) for one in stand.nodes), *_names(stand)):
        found = {name: value.replace(shipped, here) for name, value in found.items()}
    first, own = stand.nodes[0], node
    mine = {"NAME", "LISTEN", "ADDRESS", "URLS"}
    changed = {
        name: value.replace(first.address, own.address).replace(first.name, own.name)
        for name, value in found.items()
        if name.rsplit("_", 1)[-1] in mine
    }
    return {name: value.replace(PLACE, str(stand.folder / node.name)) for name, value in (found | changed).items()}


def _names(stand: Outgrown) -> Iterator[tuple[str, str]]:
    yield from ((f"db{place}", node.name) for place, node in enumerate(stand.nodes, 1))


def _etcd(stand: Outgrown, node: Node) -> dict[str, str]:
    return _shipped(stand, node, "etcd.env") | {"ETCD_DATA_DIR": str(stand.folder / node.name / "etcd")}


def _patroni(stand: Outgrown, node: Node) -> dict[str, str]:
    place = stand.folder / node.name
    return _shipped(stand, node, "node.env") | {
        **stand.patroni.environment,
        "PATRONI_POSTGRESQL_DATA_DIR": str(place / "data"),
        "PATRONI_POSTGRESQL_BIN_DIR": str(BINARIES[-1]),
        "PATRONI_POSTGRESQL_PGPASS": str(place / "pgpass"),
        "PATRONI_SUPERUSER_PASSWORD": stand.passwords["postgres"],
        "PATRONI_REPLICATION_PASSWORD": stand.passwords["replicator"],
    }


@contextlib.contextmanager
def _haproxy(stand: Outgrown) -> Iterator[None]:
    config = stand.folder / "haproxy.cfg"
    words = (HA / "haproxy.cfg").read_text(encoding="utf-8")
    config.write_text(words.replace(f"{PLACE}/authority.pem", str(stand.ca.file)), encoding="utf-8")
    addresses = {f"DB{place}": node.address for place, node in enumerate(stand.nodes, 1)}
    with (stand.folder / "haproxy.log").open("wb") as said:
        child = subprocess.Popen(
            ["haproxy", "-db", "-f", str(config)],
            env={**os.environ, "LISTEN": HERE, **addresses}, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield
    finally:
        child.kill()
        child.wait()


def _prepare(stand: Outgrown) -> None:
    """What ``prepare.sql`` does, through HAProxy."""
    password = stand.passwords["fofal_owner"]
    until(lambda: _answers(stand.url("postgres", "postgres")), every=0.5)
    psql = [str(BINARIES[-1] / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"password={password}"]
    dsn = stand.url("postgres", "postgres").replace("+psycopg2", "")
    subprocess.run([*psql, "-f", str(HA / "prepare.sql"), dsn], check=True)


def _answers(url: str) -> bool:
    try:
        with connected(url, timeout=2):
            return True
    except psycopg2.OperationalError:
        return False


def newest_patroni(folder: Path) -> Patroni:
    """Patroni 4 for the system's Python, in a folder of its own, where one can be had; else that of the system."""
    home, wanted = folder / "patroni", ["patroni[etcd3]>=4,<5", "psycopg2-binary"]
    pip = [sys.executable, "-m", "pip", "--python", SYSTEM_PYTHON, "install", "--quiet", "--target", str(home)]
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run([*pip, *wanted], check=True, timeout=300, capture_output=True)
        return Patroni((SYSTEM_PYTHON, "-m", "patroni"), {"PYTHONPATH": str(home)})
    return Patroni((program("patroni", "patroni"),), {})
