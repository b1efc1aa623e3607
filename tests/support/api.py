"""A client for tests that says what it does: ``api.create("parties.parties", code="P1", …)``."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import requests

from tests.support.patience import PATIENCE
from tests.support.people import signed_in_token
from tests.support.servers import Server

Json = dict[str, Any]


class Refused(AssertionError):
    """An answer that the test did not expect, with everything the server said."""


class Api:
    """One signed-in person. Paths are relative to ``/api/v1``."""

    def __init__(self, server: Server, token: str | None) -> None:
        self.server = server
        self.http = requests.Session()
        self.http.trust_env = False
        if token:
            self.http.headers["Authorization"] = f"Bearer {token}"

    def call(
        self, method: str, path: str, *, version: int | None = None, key: str | None = None, **more: Any
    ) -> requests.Response:
        headers = dict(more.pop("headers", {}))
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        base = self.server.url + ("" if path.startswith(("/health", "/metrics")) else "/api/v1")
        return self.http.request(method, base + path, headers=headers, timeout=PATIENCE, **more)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.call("GET", path, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        return self.call("POST", path, **more)

    def patch(self, path: str, **more: Any) -> requests.Response:
        return self.call("PATCH", path, **more)

    def delete(self, path: str, **more: Any) -> requests.Response:
        return self.call("DELETE", path, **more)

    def create(self, resource: str, /, **values: Any) -> Json:
        return _json(self.post(_path(resource), json=values), 201)

    def read(self, resource: str, key: str) -> Json:
        return _json(self.get(f"{_path(resource)}/{key}"), 200)

    def update(self, resource: str, record: Json, /, **values: Any) -> Json:
        return _json(self.patch(f"{_path(resource)}/{record['id']}", json=values, version=record["version"]), 200)

    def act(self, resource: str, record: Json, action: str, **body: Any) -> Json:
        more = {"json": body} if body else {}
        return _json(self.post(f"{_path(resource)}/{record['id']}/{action}", version=record["version"], **more), 200)

    def remove(self, resource: str, record: Json) -> None:
        answer = self.delete(f"{_path(resource)}/{record['id']}", version=record["version"])
        if answer.status_code != 204:
            raise Refused(answer.text)

    def items(self, resource: str, *filters: str, **query: Any) -> list[Json]:
        found: list[Json] = _json(self.get(_path(resource), params={"filter": list(filters), **query}), 200)["items"]
        return found

    def as_user(self, *permissions: str, employee_id: str | None = None) -> "Api":
        """Another person, who holds exactly these permissions (``resource:verb``, ``@own`` and ``@team`` allowed)."""
        employee = UUID(employee_id) if employee_id else None
        return Api(self.server, signed_in_token(self.server, permissions, employee))

    def close(self) -> None:
        self.http.close()


@contextmanager
def speaking(server: Server, *permissions: str) -> Iterator[Api]:
    api = Api(server, signed_in_token(server, permissions or ("*:*",), None))
    try:
        yield api
    finally:
        api.close()


def code(prefix: str = "C") -> str:
    """A code that no other test has used."""
    return f"{prefix}{secrets.token_hex(4).upper()}"


def _path(resource: str) -> str:
    return "/" + resource.replace(".", "/")


def _json(answer: requests.Response, expected: int) -> Json:
    if answer.status_code != expected:
        raise Refused(f"{answer.request.method} {answer.url} → {answer.status_code}: {answer.text[:2000]}")
    found: Json = answer.json()
    return found
