"""Nginx lets through, at every door, exactly what the server behind it takes: neither refuses what the other allows."""

import re
from pathlib import Path

import pytest

from fofal_server.app import operations
from fofal_server.config import Settings
from fofal_server.core.operation import API, Operation

CONF = Path(__file__).resolve().parents[2] / "installer" / "server" / "nginx" / "fofal.conf"
SIZE = re.compile(r"client_max_body_size\s+(\d+)([km]);")
UNITS = {"k": 1024, "m": 1024**2}
SERVER = CONF.read_text(encoding="utf-8").split("listen 443", 1)[1]
PLACES = re.findall(r"^  location (?:(=|~) )?(\S+)\s+\{(.*?)(?:^  | )\}$", SERVER, re.MULTILINE | re.DOTALL)


def _size(text: str) -> int | None:
    found = SIZE.search(text)
    return int(found[1]) * UNITS[found[2]] if found else None


WHOLE = _size(SERVER.split("location", 1)[0])


def _place(path: str) -> str:
    """The text of the location that Nginx takes: an exact name, else the first pattern, else the longest beginning."""
    exact = [text for how, name, text in PLACES if how == "=" and name == path]
    fitting = [text for how, name, text in PLACES if how == "~" and re.search(name, path)]
    begun = sorted((name, text) for how, name, text in PLACES if not how and path.startswith(name))
    return next(iter([*exact, *fitting, *(text for _name, text in reversed(begun))]))


def _sizes(path: str) -> set[int | None]:
    """What is let through there, and in the place that a change without a key is sent on to."""
    text = _place(path)
    onward = re.findall(r"error_page 418 = (@\w+);", text)
    named = {name: text for _how, name, text in PLACES}
    return {_size(one) or WHOLE for one in (text, *(named[name] for name in onward))}


@pytest.mark.parametrize("kind", ["upload", "public", "plain"])
def test_nginx_takes_what_the_server_takes(kind: str) -> None:
    limits = Settings.model_construct().limits()
    doors = [one for one in operations() if (one.upload or one.body is not None) and _kind(one) == kind]
    assert doors
    wrong = {
        one.path: sizes
        for one in doors
        if (sizes := _sizes(API + re.sub(r"\{\w+\}", "0190", one.path))) != {limits.body(one)}
    }
    assert wrong == {}


def _kind(operation: Operation) -> str:
    return "upload" if operation.upload else "public" if operation.public else "plain"
