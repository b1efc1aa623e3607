"""The Dockerfile keeps the rules of the house; that the image works is tried by ``tests/packaging``."""

import json
import re
from pathlib import Path

import pytest

from fofal_server.contract.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "installer" / "server" / "Dockerfile").read_text(encoding="utf-8")
LINES = [
    line for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines() if line.strip() and not line.startswith("#")
]  # one an instruction
LET_IN = {
    line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
}


def of(word: str) -> list[str]:
    return [line.removeprefix(word).strip() for line in LINES if line.startswith(f"{word} ")]


def test_the_base_is_named_by_its_release_and_can_be_another() -> None:
    (base,) = [one for one in of("ARG") if one.startswith("BASE=")]
    assert re.fullmatch(r"BASE=docker\.io/library/python:3\.11-slim-[a-z]+", base)
    assert of("FROM") == ["${BASE} AS build", "${BASE}"]


def test_it_runs_as_a_numbered_account_that_owns_only_its_volumes() -> None:
    assert of("USER") == ["10001:10001"]
    last = LINES.index("FROM ${BASE}")
    assert LINES.index("USER 10001:10001") > last
    assert [one for one in of("COPY") if "--chown" in one] == []


def test_commands_are_lists_so_that_the_server_itself_is_told_to_end() -> None:
    assert (of("ENTRYPOINT"), of("CMD"), of("STOPSIGNAL")) == (['["fofal-server"]'], ['["serve"]'], ["SIGTERM"])
    check = of("HEALTHCHECK")[0].partition(" CMD ")[2]
    assert json.loads(check)[:2] == ["python", "-c"]
    compile(json.loads(check)[2], "healthcheck", "exec")


def test_libraries_come_by_their_hashes_and_from_a_place_that_is_not_written_down() -> None:
    assert TEXT.count("pip install") == 2
    assert all(
        ("--require-hashes" in one or "--no-index" in one) and "--no-deps" in one
        for one in of("RUN")
        if "pip install" in one
    )
    assert not re.search(r"https?://|index-url|trusted-host|ADD |curl|wget", TEXT)
    assert "type=secret,id=pip" in TEXT


def test_it_says_its_version() -> None:
    assert f'org.opencontainers.image.version="{VERSION}"' in TEXT
    assert f"fofal-server:{VERSION}" in TEXT


def test_a_build_sees_what_it_copies_and_nothing_else() -> None:
    copied = {one for line in of("COPY") if "--from" not in line for one in line.split()[:-1]}
    assert copied == LET_IN
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")[1] == "*"


def test_what_the_server_reads_beside_its_code_is_in_it() -> None:
    sources = (one.read_text(encoding="utf-8") for one in (ROOT / "fofal_server").rglob("*.py"))
    read = {f"resources/{name}" for text in sources for name in re.findall(r'/ "resources" / "(\w+)"', text)}
    assert {"resources/fonts", "resources/updates"} <= read <= LET_IN


@pytest.mark.parametrize("name", sorted(LET_IN))
def test_what_it_copies_is_there(name: str) -> None:
    assert (ROOT / name).exists()
