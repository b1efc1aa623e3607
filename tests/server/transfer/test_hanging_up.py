"""Whoever hangs up stops the server too: the statement under way ends at once, and nothing of the call is stored."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from fofal_server.core import grouping
from fofal_server.core.paper import operations as paper
from fofal_server.core.transfer import bulk, exporting, importing
from tests.factories import made
from tests.support.api import Api, code
from tests.support.asleep import Asleep, asleep_in, never_ending
from tests.support.until import until

SITES = "/api/v1/settings/sites"


@pytest.fixture
def asleep(server) -> Iterator[Asleep]:
    with asleep_in(server.engine) as found:
        yield found


class Line:
    """One call on a line of its own, which can be cut."""

    def __init__(self, api: Api) -> None:
        at = urlsplit(api.server.url)
        self._line = http.client.HTTPConnection(at.hostname or "", at.port)
        self._signed = {"Authorization": api.http.headers["Authorization"]}

    def call(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> None:
        self._line.request(method, path, body, self._signed | ({"Content-Type": kind} if body else {}))

    def cut(self) -> None:
        self._line.close()


@pytest.fixture
def line(api: Api) -> Iterator[Line]:
    found = Line(api)
    yield found
    found.cut()


def cut_asleep(line: Line, asleep) -> None:
    """Hang up while the server is at it, and wait until it is at it no more."""
    until(asleep)
    line.cut()
    until(lambda: not asleep())


READINGS = {
    "csv": (exporting, "_sheet", "export?format=csv"),
    "xlsx": (exporting, "_sheet", "export?format=xlsx&telling=true"),
    "pdf": (exporting, "_sheet", "export?format=pdf"),
    "preview": (exporting, "_sheet", "export?format=pages"),
    "groups": (grouping, "grouped", "groups?by=archived"),
}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
def test_a_file_that_nobody_waits_for_is_read_no_further(line, asleep, monkeypatch, reading):
    module, name, path = reading
    never_ending(monkeypatch, module, name)
    line.call("GET", f"{SITES}/{path}")
    cut_asleep(line, asleep)


def test_a_paper_that_nobody_waits_for_is_read_no_further(api, line, asleep, monkeypatch):
    site = made(api, "settings.sites")
    never_ending(monkeypatch, paper, "read_json")
    line.call("GET", f"{SITES}/{site['id']}/paper")
    cut_asleep(line, asleep)


def _file(content: str) -> tuple[bytes, str]:
    """A file as a browser sends it."""
    head = (
        '--cut\r\nContent-Disposition: form-data; name="file"; filename="sites.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    return f"{head}{content}\r\n--cut--\r\n".encode(), "multipart/form-data; boundary=cut"


@pytest.mark.parametrize("rehearsed", [True, False], ids=["rehearsed", "real"])
def test_an_import_that_was_given_up_stores_nothing(api, line, asleep, monkeypatch, rehearsed):
    mark = code("H")
    never_ending(monkeypatch, importing, "settle")
    body, kind = _file(f"code;name\n{mark}1;Un (démo)\n{mark}2;Deux (démo)\n")
    line.call("POST", f"{SITES}/import?dry_run={str(rehearsed).lower()}", body, kind)
    cut_asleep(line, asleep)
    monkeypatch.undo()
    assert api.items("settings.sites", f"code:startswith:{mark}") == []
    stored = api.create("settings.sites", code=f"{mark}1", name="Saisi (démo)")
    assert stored["code"] == f"{mark}1", "nothing is locked by what was given up"


def test_changes_together_that_were_given_up_change_nothing(api, line, asleep, monkeypatch):
    site = made(api, "settings.sites")
    never_ending(monkeypatch, bulk, "settle")
    values = f'{{"changes":[{{"id":"{site["id"]}","version":1,"values":{{"name":"Autre (démo)"}}}}]}}'
    line.call("POST", f"{SITES}/bulk", values.encode())
    cut_asleep(line, asleep)
    monkeypatch.undo()
    assert api.read("settings.sites", site["id"]) == site


def test_the_next_calls_on_the_same_line_wait_for_themselves(api):
    """What ended a long call must not end the short ones after it: a line keeps what its calls knew."""
    site = made(api, "settings.sites")
    for path in ("/settings/sites/export?format=csv", f"/settings/sites/{site['id']}/paper", "/settings/sites") * 3:
        assert api.get(path).status_code == 200


def test_one_who_hangs_up_just_before_the_end_has_nothing_stored_either(api, line, monkeypatch):
    """No statement is under way then: the last look before the commit finds that nobody is there any more."""
    from fofal_server.core import caller

    mark, left = code("H"), []
    before = importing.settle

    def settle(work, *args, **more):
        found = before(work, *args, **more)
        line.cut()
        left.append(until(lambda: caller.current().gone))
        return found

    monkeypatch.setattr(importing, "settle", settle)
    body, kind = _file(f"code;name\n{mark}1;Un (démo)\n")
    line.call("POST", f"{SITES}/import", body, kind)
    until(lambda: bool(left))
    assert api.items("settings.sites", f"code:startswith:{mark}") == []
