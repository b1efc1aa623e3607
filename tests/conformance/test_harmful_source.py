"""What the shipped source never holds: text that becomes code, shells, addresses asked on demand, guessable chance."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fofal_server.app import operations

ROOT = Path(__file__).resolve().parents[2]
SERVER = sorted((ROOT / "fofal_server").rglob("*.py"))
SOURCES = [*SERVER, *sorted((ROOT / "fofal_desktop").rglob("*.py")), ROOT / "run.py"]
EVALUATED = {"eval", "exec", "compile", "__import__"}
UNPACKED = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
XML = {"xml.etree", "xml.dom", "xml.sax", "xmlrpc", "lxml", "defusedxml", "html.parser", "bs4"}

CALLING = {
    "aiohttp", "asyncio", "ftplib", "http.client", "http.server", "httpx", "imaplib", "obstore", "paho", "paramiko", "poplib", "pycurl",
    "redis", "requests", "smtplib", "socket", "socketserver", "telnetlib", "urllib.request", "urllib3", "websockets",
    "xmlrpc",
}  # fmt: skip
"""What can open a line to another machine."""

ALLOWED = {
    "auth/shared_counters.py": {"redis"},  # the Redis of FOFAL_REDIS_URL
    "backup/places/sftp.py": {"paramiko"},  # the second place of FOFAL_BACKUP_COPY, to a host key known beforehand
    "backup/places/s3.py": {"obstore"},  # the same as a bucket, over verified TLS, in the open on this machine only
    "outside/allowed.py": {"socket"},  # looks up names that FOFAL_OUTSIDE_HOSTS opens
    "outside/line.py": {"http.client", "socket"},  # asks them, at the addresses that were checked
    "mail/smtp.py": {"smtplib"},  # the mail server of FOFAL_SMTP_HOST, over verified TLS
    "mail/sending.py": {"smtplib"},  # tells its refusals apart
    "console/commands/mail.py": {"smtplib"},  # tells what the mail server said of a letter on trial
    "sensors/mqtt.py": {"paho"},  # the broker of FOFAL_MQTT_HOST, over verified TLS
    "sensors/subscriber.py": {"paho"},  # reads the messages that it gives
    "console/eyes.py": {"http.client"},  # asks the server of this machine for its metrics
    "console/live/pane.py": {"asyncio"},  # waits for a look of the live screen
    "console/live/work.py": {"asyncio"},  # has it done on a thread
    "console/workers.py": {"http.client", "socket"},  # asks its own processes, on the socket it handed them
    "console/listening.py": {"socket"},  # listens
    "console/answering.py": {"socket"},  # listens for itself, while a restored database has to answer
    "console/systemd.py": {"socket"},  # tells systemd of this machine how the launcher stands
    "console/checks/settings.py": {"socket"},  # tries whether it may listen where it is told to
    "console/checks/services.py": {"redis", "smtplib"},  # asks the Redis and the mail server of the settings
    "console/serving.py": {"socket"},  # takes over the socket that listens
    "front/taking.py": {"asyncio", "socket"},  # takes up those who call
    "front/connection.py": {"asyncio"},  # bounds of their lines
    "cluster/port.py": {"socket"},  # looks for a free port of the loopback
    "console/desk.py": {"socket"},  # asks this machine for its name
}
"""Who may, and why; each address among them is of the machine's own or stands in the settings of the server."""

DATABASE = {"cluster/url.py"}
"""Where a line to PostgreSQL is opened by hand: addresses of the launcher, never of a call."""


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Names of modules, and of what is taken out of them, which may be modules too."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _within(name: str, modules: set[str]) -> set[str]:
    return {one for one in modules if name == one or name.startswith(one + ".")}


def _used(path: Path, modules: set[str]) -> set[str]:
    return {found for name in _imports(path) for found in _within(name, modules)}


def _calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))


def test_class_5_ssrf_the_server_opens_lines_to_its_own_settings_only() -> None:
    """No address that a person types is ever fetched: whoever could fetch it is on a list with its reason."""
    found = {path.relative_to(ROOT / "fofal_server").as_posix(): _used(path, CALLING) for path in SERVER}
    assert {name: modules for name, modules in found.items() if modules} == ALLOWED
    connecting = {
        path.relative_to(ROOT / "fofal_server").as_posix()
        for path in SERVER
        if any(ast.unparse(call.func) == "psycopg2.connect" for call in _calls(path))
    }
    assert connecting == DATABASE


def test_class_5_ssrf_no_door_takes_an_address() -> None:
    """No body and no question has a field for an address of another machine."""
    fields = {
        f"{one.path}: {name}"
        for one in operations()
        for model in (one.body, one.query)
        if model is not None
        for name in model.model_fields
    }
    assert len(fields) > 100
    address = re.compile(r"(^|_)(ur[il]|hosts?|webhook|callback|endpoint|proxy|redirect)s?(_|$)")
    assert [name for name in fields if address.search(name.partition(": ")[2])] == []


def test_class_12_command_injection_no_shell_is_asked() -> None:
    """ASVS 1.2.5: other programs get lists of arguments."""
    shells = re.compile(r"shell=True|os\.system|os\.popen|getoutput|create_subprocess_shell")
    assert [path.name for path in SOURCES if shells.search(path.read_text(encoding="utf-8"))] == []


def test_class_13_evaluated_configuration_nothing_evaluates_text() -> None:
    """ASVS 1.3.2, 1.5.2: no text becomes code, and nothing is unpacked that can call."""
    called = {
        f"{path.name}: {call.func.id}"
        for path in SOURCES
        for call in _calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in EVALUATED
    }
    assert called == set()
    assert [path.name for path in SOURCES if _used(path, UNPACKED)] == []


def test_xml_is_read_in_one_place_that_knows_no_entities() -> None:
    """ASVS 1.5.1: the one reader is expat, set up to refuse every declaration of an entity."""
    assert [path.name for path in SOURCES if _used(path, XML)] == []
    assert [path.name for path in SOURCES if _used(path, {"xml"})] == ["markup.py"]


def test_chance_cannot_be_guessed() -> None:
    """ASVS 11.5.1: what the server draws, it draws from the system (``secrets``)."""
    guessable = {"random", "numpy", "uuid.uuid1", "uuid.uuid3", "uuid.uuid5"}
    assert [path.name for path in SERVER if _used(path, guessable)] == []


def test_weak_hashes_and_ciphers_protect_nothing() -> None:
    """ASVS 11.3, 11.4.1: SHA-1 only finds lines of the public list of leaked passwords, which is sorted by it."""
    weak = re.compile(r"\b(md5|sha1|md4|MODE_ECB|ECB|ARC4|TripleDES|Blowfish|PKCS1v15)\b")
    lines = [(path.name, line) for path in SOURCES for line in path.read_text(encoding="utf-8").splitlines()]
    found = [(name, line) for name, line in lines if weak.search(line)]
    assert [name for name, _ in found] == ["breached.py"]
    assert "usedforsecurity=False" in found[0][1]


@pytest.mark.parametrize("word", ["password", "token", "secret", "otp", "ticket", "refresh", "key", "pin", "session"])
def test_no_address_carries_what_is_secret(word: str) -> None:
    """ASVS 14.2.1: paths and questions end up in logs of proxies; what proves somebody goes in bodies and headers."""
    asked = {name for one in operations() if one.query for name in one.query.model_fields}
    named = asked | {name for one in operations() for name in re.findall(r"\{(\w+)\}", one.path)}
    assert {"search", "id"} <= named
    assert [name for name in named if word in name] == []


def test_no_code_of_tests_is_shipped() -> None:
    """ASVS 15.2.3: packages hold nothing of the tests and import nothing that only developers install."""
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'include = ["fofal_server*", "fofal_desktop*"]' in told
    tools = {"tests", "pytest", "hypothesis", "schemathesis", "unittest", "doctest", "pdb", "aiosmtpd", "moto", "mypy"}
    assert [path.name for path in SOURCES if _used(path, tools)] == []
    assert [path.name for path in SOURCES if re.match(r"test_|conftest|.*_test\.py", path.name)] == []
