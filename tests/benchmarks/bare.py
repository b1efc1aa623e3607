"""The yardstick: FastAPI and psycopg2 with nothing around, doing the same token and session check and the same SQL."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import orjson
from fastapi import FastAPI, Request
from fastapi.responses import Response

from fofal_server.auth.keys import Keys
from fofal_server.core.db import open_pools

KEYS = Keys.load(Path(os.environ["FOFAL_DATA_DIR"]))
COLUMNS = "id::text, version, code, name, kind, phone, email, tax_id, address, payment_days, note, archived"
NAMES = [one.removesuffix("::text").strip() for one in COLUMNS.split(",")]
SESSION = """
SELECT u.username, u.employee_id, s.last_seen, (
  SELECT array_agg(r.id || ' ' || r.version || ' ' || r.code) FROM auth_user_role ur JOIN auth_role r ON r.id = ur.role_id
  WHERE ur.user_id = u.id)
FROM auth_user u JOIN auth_session s ON s.user_id = u.id
WHERE s.id = %s AND u.id = %s AND u.active AND s.revoked_at IS NULL AND s.idle_until > now() AND s.expires_at > now()
"""

app = FastAPI()
pool = open_pools(os.environ["FOFAL_RUNTIME_URL"]).calls
"""The same pool as ours, of which only the psycopg2 connections are used."""


@contextmanager
def checked(request: Request) -> Iterator[tuple[Any, str]]:
    """A connection and the person, after the same check of token and session."""
    token = request.headers["authorization"].removeprefix("Bearer ")
    kid = jwt.get_unverified_header(token)["kid"]
    claims = jwt.decode(token, KEYS.signing[kid], ["HS256"], audience="fofal-api", issuer="fofal")
    link = pool.raw_connection()
    try:
        with link.cursor() as cursor:
            cursor.execute(SESSION, (claims["sid"], claims["sub"]))
            if cursor.fetchone() is None:
                raise PermissionError
        yield link, claims["sub"]
        link.commit()
    finally:
        link.close()


def _answer(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


def _page(request: Request, where: str, values: tuple[Any, ...]) -> Response:
    with checked(request) as (link, _), link.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM parties_party WHERE NOT archived{where}", values)
        total = (cursor.fetchone() or [0])[0]
        cursor.execute(
            f"SELECT {COLUMNS} FROM parties_party WHERE NOT archived{where} ORDER BY fold(name), id LIMIT 50", values
        )
        rows = [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]
    return _answer({"items": rows, "total": total, "offset": 0})


@app.get("/parties")
def list_(request: Request, search: str = "") -> Response:
    return (
        _page(request, " AND search_text LIKE '%%' || fold(%s) || '%%'", (search,))
        if search
        else _page(request, "", ())
    )


@app.get("/parties/{key}")
def read(request: Request, key: str) -> Response:
    with checked(request) as (link, _), link.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM parties_party WHERE id = %s", (key,))
        row = cursor.fetchone()
    return _answer(dict(zip(NAMES, row or (), strict=True)))


def _write(request: Request, body: dict[str, Any], key: str, version: int) -> Response:
    """Record, trail and key: the three rows that a change costs."""
    with checked(request) as (link, user), link.cursor() as cursor:
        if version:
            cursor.execute(
                f"UPDATE parties_party SET name = %s, version = version + 1, updated_at = now() WHERE id = %s RETURNING {COLUMNS}",
                (body["name"], key),
            )
        else:
            cursor.execute(
                "INSERT INTO parties_party (id, version, created_at, updated_at, code, name, kind, payment_days, archived) "
                f"VALUES (%s, 1, now(), now(), %s, %s, 'customer', 0, false) RETURNING {COLUMNS}",
                (key, body["code"], body["name"]),
            )
        row = dict(zip(NAMES, cursor.fetchone() or (), strict=True))
        cursor.execute(
            "INSERT INTO audit_event (at, user_id, username, action, resource, record_id, after) "
            "VALUES (now(), %s, 'bare', 'update', 'parties.parties', %s, %s)",
            (user, key, orjson.dumps(body).decode()),
        )
        cursor.execute(
            "INSERT INTO stored_answer (user_id, key, request, status, headers, body, at) VALUES (%s, %s, %s, 201, '{}', %s, now())",
            (user, request.headers["idempotency-key"], b"-", orjson.dumps(row)),
        )
    return _answer(row, 200 if version else 201)


@app.post("/parties")
def create(request: Request, body: dict[str, Any]) -> Response:
    return _write(request, body, str(uuid.uuid4()), 0)


@app.patch("/parties/{key}")
def update(request: Request, key: str, body: dict[str, Any]) -> Response:
    return _write(request, body, key, 1)
