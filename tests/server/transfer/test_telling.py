"""A file on its way tells how many rows are done, of how many; the file inside is the same as without the news."""

import orjson
import pytest

from fofal_server.contract.frames import END, MEDIA, Cut, answer_in, answered, framed, news, unframed
from fofal_server.core import announced
from fofal_server.core.errors import Refused
from fofal_server.core.transfer import importing
from tests.support.api import code


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "pdf"])
def test_every_format_tells_its_rows(api, fmt):
    mark = code("P")
    for number in range(3):
        api.create("settings.sites", code=f"{mark}{number}", name=f"Été {number} (démo)")
    params = {"format": fmt, "filter": f"code:startswith:{mark}"}
    answer = api.get("/settings/sites/export", params={**params, "telling": "true"})
    heard = []
    inside = b"".join(unframed([answer.content], lambda rows, of: heard.append((rows, of))))
    assert heard[-1] == (3, 3)
    plain = api.get("/settings/sites/export", params=params).content
    assert inside[:4] == plain[:4]
    assert fmt != "csv" or inside == plain


def test_a_preview_tells_its_rows_before_its_end(api):
    mark = code("P")
    api.create("settings.sites", code=mark, name="Été (démo)")
    params = {"format": "pages", "filter": f"code:eq:{mark}"}
    lines = [orjson.loads(one) for one in api.get("/settings/sites/export", params=params).content.splitlines()]
    assert {"rows": 1, "of": 1} in lines
    assert lines[-1] == {"pages": 1}


@pytest.fixture
def told(api, monkeypatch):
    """Import so many sites, looking for news ``every`` so many seconds: the answer, and the news before it."""

    def send(count: int, every: float):
        monkeypatch.setattr(announced, "EVERY_S", every)
        mark, heard = code("P"), []
        rows = "".join(f"{mark}{number};Nord (démo)\n" for number in range(count))
        file = {"file": ("sites.csv", f"code;name\n{rows}", "text/csv")}
        answer = api.post("/settings/sites/import", params={"telling": "true"}, files=file)
        if answer.headers["Content-Type"] != MEDIA:
            return answer.status_code, answer.json(), heard
        status, body = answer_in([answer.content], lambda rows, of: heard.append((rows, of)))
        return status, orjson.loads(body), heard

    return send


def test_an_import_tells_its_rows_before_what_became_of_them(told, monkeypatch):
    status, report, heard = told(150, 0.001)
    assert (status, report["created"]) == (200, 150)
    assert {of for _, of in heard} == {150}
    assert sorted(heard) == heard
    before = importing.settle

    def settle(*args, **more):
        before(*args, **more)
        raise Refused("transfer.in_the_end")

    monkeypatch.setattr(importing, "settle", settle)
    status, problem, heard = told(150, 0.001)
    assert heard
    assert (status, problem["status"], problem["code"]) == (422, 422, "in_the_end")


def test_what_is_answered_soon_has_no_news_before_it(told):
    assert told(1, 60)[2] == []


def test_frames_are_read_however_they_were_cut_on_the_way():
    whole = news(0, None) + framed(b"abc\n{") + news(500, 3000) + framed(b"\x00" * 70) + END
    for size in (1, 2, 7, len(whole)):
        heard = []
        chunks = [whole[at : at + size] for at in range(0, len(whole), size)]
        inside = b"".join(unframed(chunks, lambda rows, of, heard=heard: heard.append((rows, of))))
        assert inside == b"abc\n{" + b"\x00" * 70
        assert heard == [(0, None), (500, 3000)]


def test_an_answer_without_a_body_is_one_and_without_a_status_is_none():
    assert answer_in([news(1, 2) + answered(204, b"")], lambda _rows, _of: None) == (204, b"")
    for raw in (news(1, 2), framed(b"abc") + END):
        with pytest.raises(Cut):
            answer_in([raw], lambda _rows, _of: None)


@pytest.mark.parametrize("raw", [b"", framed(b"abc"), framed(b"abc")[:-1], b"PK\x03\x04" * 90, b"{}\n", b"[1]\n"])
def test_what_was_cut_or_is_no_such_stream_is_never_taken_for_a_file(raw):
    with pytest.raises(Cut):
        b"".join(unframed([raw], lambda _rows, _of: None))
