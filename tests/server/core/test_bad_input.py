"""Whatever is sent, the answer is a problem that says what to do, and nothing is stored."""

import gzip
import json
from typing import Any

import pytest

from tests.support.api import Api, code

SITES = "/settings/sites"
JSON = {"Content-Type": "application/json"}


def _count(api: Api) -> int:
    return int(api.get(SITES, params={"limit": 1}).json()["total"])


def _raw(api: Api, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    answer = api.post(SITES, data=body, headers=JSON | headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[" * 100_000, 400), (b'{"code": "\\ud800", "name": "x"}', 400),
        (b'{"code": "A", "name": "x", "latitude": NaN}', 422), (b'{"code": "A", "name": "x", "latitude": 1e400}', 422),
        (b'{"code": "A", "name": "x", "latitude": "12345678901234567890"}', 422), (b'{"code": "A\\u0000", "name": "x"}', 422),
        (b'{"code": "A", "name": "x", "unknown": 1}', 422), (b'{"code": "A", "name": "x", "version": 9}', 422),
        (b'{"code": "A", "name": "x", "demo": true}', 422), (b'{"code": "", "name": "x"}', 422), (b"[]", 422), (b"null", 422),
        (b'{"code": "' + b"x" * 60 + b'", "name": "x"}', 422), (b'{"code": {"a": 1}, "name": "x"}', 422), (b"\xff\xfe{}", 400),
    ],
)  # fmt: skip
def test_hostile_bodies(api: Api, body: bytes, status: int) -> None:
    before = _count(api)
    answered, problem = _raw(api, body)
    assert answered == status
    assert problem["request_id"]
    assert problem["detail"]
    assert _count(api) == before


def test_three_megabytes_without_a_length(api: Api) -> None:
    def flood() -> Any:
        for _ in range(48):
            yield b" " * 65_536

    answer = api.post(SITES, data=flood(), headers=JSON)
    assert answer.status_code == 413


def test_compressed_bodies_count_unpacked(api: Api) -> None:
    bomb = gzip.compress(b'{"code": "A", "name": "' + b"x" * 30_000_000 + b'"}')
    assert _raw(api, bomb, **{"Content-Encoding": "gzip"})[0] == 413
    good = gzip.compress(json.dumps({"code": code(), "name": "Nord"}).encode())
    assert _raw(api, good, **{"Content-Encoding": "gzip"})[0] == 201
    assert _raw(api, good[:-5], **{"Content-Encoding": "gzip"})[0] == 400
    assert _raw(api, good, **{"Content-Encoding": "br"})[0] == 415


def test_only_json_is_read(api: Api) -> None:
    assert (
        api.post(SITES, data=b"code=A", headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code
        == 415
    )


def test_before_sign_in_only_64_kilobytes(api: Api) -> None:
    answer = api.post(SITES, data=b" " * 70_000, headers={**JSON, "Authorization": ""})
    assert answer.status_code == 401


def test_unreadable_ids_are_not_found(api: Api) -> None:
    assert api.get(f"{SITES}/not-an-id").status_code == 404
    assert api.get(f"{SITES}/00000000-0000-7000-8000-000000000000").status_code == 404


def test_unknown_paths_and_methods_are_problems(api: Api) -> None:
    for answer, status in ((api.get("/nowhere"), 404), (api.call("PUT", SITES), 405)):
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Données à corriger"), ("en;q=0.9", "Data to correct"), ("de", "Données à corriger")]
)
def test_problems_speak_the_language_asked_for(api: Api, language: str, title: str) -> None:
    answer = api.post(SITES, json={}, headers={"Accept-Language": language})
    assert answer.json()["title"] == title
