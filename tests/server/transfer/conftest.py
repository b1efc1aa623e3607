"""Sending files to the server as a person does, and reading what comes back."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import xlsxwriter
from requests import Response
from sqlalchemy import Engine, text

from tests.support.api import Api
from tests.support.servers import Server
from tests.support.statements import noted

Send = Callable[..., Response]


@pytest.fixture
def send(api: Api) -> Send:
    """``send("settings.sites", content, name="sites.csv", dry_run=True)`` as a person who may do everything."""

    def send(resource: str, content: bytes | str, name: str = "fichier.csv", **more: Any) -> Response:
        return sent(more.pop("by", api), resource, content, name, **more)

    return send


@pytest.fixture
def statements(server: Server) -> Iterator[list[str]]:
    """Every statement that calls send to the database during the test."""
    with noted(server.engine) as seen:
        yield seen


def sent(
    person: Api, resource: str, content: bytes | str, name: str = "fichier.csv", *, dry_run: bool = False, **more: Any
) -> Response:
    raw = content.encode() if isinstance(content, str) else content
    path = f"/{resource.replace('.', '/')}/import"
    return person.post(path, files={"file": (name, raw)}, params={"dry_run": str(dry_run).lower()}, **more)


def make_sites(engine: Engine, rows: int) -> None:
    """Sites X1, X2… straight in the database."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(
            text(
                "INSERT INTO settings_site (id, version, created_at, updated_at, code, name, latitude, timezone, archived) "
                "SELECT gen_random_uuid(), 1, now(), now(), 'X' || n, 'Site ' || n, 4.5, 'Africa/Douala', false "
                "FROM generate_series(1, :rows) n"
            ),
            {"rows": rows},
        )


def table(*rows: str, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV of these lines, written with ``;``."""
    return "\r\n".join(row.replace(";", separator) for row in rows).encode(encoding)


def workbook(rows: list[list[Any]], *, top: int = 0, left: int = 0) -> bytes:
    """An XLSX whose first sheet holds these cells; texts that begin with ``=`` stay texts."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(top + at, left + column, cell)
    return out.getvalue()


def read_csv(raw: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))
