"""The server is killed while it imports ten thousand rows: nothing of them is there, or all; the same file again works."""

import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

import orjson
import pytest

from tests.faults.conftest import Survived
from tests.faults.long_office import killed
from tests.faults.office import Office
from tests.support.until import until

ROWS = 10_000
LINE = "panne-des-fichiers"


def sent(office: Office, mark: str, key: str, *, dry_run: bool = False) -> dict[str, Any]:
    """The file of this mark, once."""
    rows = "\n".join(f"{mark}{number:05d};Unité {number} (démo);mass;2,5" for number in range(ROWS))
    part = f'--{LINE}\r\nContent-Disposition: form-data; name="file"; filename="unites.csv"\r\n\r\n'
    raw = f"{part}code;name;dimension;factor\n{rows}\n\r\n--{LINE}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={LINE}", "Idempotency-Key": key}
    path = f"/settings/units/import?dry_run={str(dry_run).lower()}"
    found: dict[str, Any] = orjson.loads(office.sent("POST", path, raw, office.token, headers))
    return found


def tried(office: Office, mark: str, key: str) -> dict[str, Any] | None:
    """The same when nobody knows whether anybody is there; None when nobody answered well."""
    try:
        return sent(office, mark, key)
    except (OSError, HTTPException):
        return None


def there(office: Office, mark: str) -> int:
    [(count,)] = office.rows("SELECT count(*) FROM settings_unit WHERE code LIKE %s", f"{mark}%")
    return int(count)


@pytest.fixture(scope="module")
def usual(office: Office) -> float:
    """Seconds that the file takes when all is well, but for its commit."""
    began = time.monotonic()
    assert sent(office, "R", "rehearsal", dry_run=True)["errors"] == []
    return time.monotonic() - began


@pytest.mark.parametrize("share", [0.3, 0.7, 1.0])
def test_the_server_is_killed_within_an_import(office: Office, survived: Survived, usual: float, share: float) -> None:
    mark, key = f"I{secrets.token_hex(2).upper()}", secrets.token_hex(12)
    until(lambda: len(office.servers()) == 2)
    with ThreadPoolExecutor(1) as desk:
        first = desk.submit(tried, office, mark, key)
        threading.Event().wait(usual * share)
        began = killed(*office.servers())
        answered = first.result()
    until(lambda: at_rest(office))
    half = there(office, mark)
    report = until(lambda: tried(office, mark, key))
    seconds = time.monotonic() - began
    assert half in ({0, ROWS} if answered is None else {ROWS})
    whole, again = there(office, mark), sent(office, mark, secrets.token_hex(12))
    assert (report["created"], report["errors"], whole) == (ROWS, [], ROWS)
    assert (again["created"], again["updated"], there(office, mark)) == (0, ROWS, ROWS)
    survived("kill -9 du serveur dans un import de 10 000 lignes", lost=ROWS - whole, doubled=0, seconds=seconds)


def at_rest(office: Office) -> bool:
    """Nothing that the dead have begun is at work in PostgreSQL any more."""
    busy = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fofal-calls' AND xact_start IS NOT NULL"
    return office.rows(busy) == [(0,)]
