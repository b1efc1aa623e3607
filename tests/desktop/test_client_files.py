"""Files go out and come in whole, once, and can be stopped on the way."""

import pytest

from fofal_desktop.api.cancel import Cancel, governed_by
from fofal_desktop.api.errors import ApiError, Cancelled
from fofal_desktop.api.keys import new_key
from fofal_desktop.api.paper import of_list
from tests.support.api import code


@pytest.fixture
def sites(client):
    return client.meta()["settings.sites"]


def test_a_list_is_exported_whole(client, sites, tmp_path):
    mark = code("X")
    for number in range(3):
        client.create(sites, {"code": f"{mark}{number}", "name": f"Élément {number}"}, idempotency_key=new_key())
    target, heard = tmp_path / "sites é.csv", []
    client.export(of_list(sites, search=mark), target, "csv", told=lambda rows, of: heard.append((rows, of)))
    assert target.read_text("utf-8-sig").count(mark) == 3
    assert heard[-1] == (3, 3)
    client.export(of_list(sites, search=mark), tmp_path / "sites.xlsx", "xlsx")
    assert (tmp_path / "sites.xlsx").read_bytes()[:2] == b"PK"


def test_a_cancelled_export_leaves_nothing_and_spoils_nothing(client, sites, tmp_path):
    target = tmp_path / "sites.csv"
    target.write_text("before")
    with pytest.raises(Cancelled):
        client.export(of_list(sites), target, "csv", cancelled=lambda: True)
    with pytest.raises(ApiError):
        client.export(of_list(sites), target, "docx")
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_rehearsed_imported_and_taken_back(client, sites, tmp_path):
    mark, heard = code("I"), []
    source = tmp_path / "sites.csv"
    source.write_text(f"code;name\n{mark}1;Un\n{mark}2;\n", "latin-1")
    report = client.import_file(sites, source, dry_run=True, progress=heard.append)
    assert [(problem.row, problem.field) for problem in report.errors] == [(3, "name")]
    assert heard
    source.write_text(f"code;name\n{mark}1;Un\n{mark}2;Déjà\n", "latin-1")
    stored = client.import_file(sites, source, dry_run=False, idempotency_key=new_key())
    assert stored.created == 2
    client.undo_import(str(stored.import_id), idempotency_key=new_key())
    assert client.page(sites, offset=0, limit=1, search=mark).total == 0


def test_an_import_whose_answer_got_lost_is_stored_once(far_client, line, tmp_path):
    mark = code("I")
    source = tmp_path / "sites.csv"
    source.write_text(f"code;name\n{mark}1;Un\n", "latin-1")
    sites = far_client.meta()["settings.sites"]
    line.swallow = 1
    stored = far_client.import_file(sites, source, dry_run=False, idempotency_key=new_key())
    assert stored.created == 1
    assert len(line.calls) >= 2


def test_a_file_is_attached_fetched_and_taken_away(client, sites, tmp_path):
    attachments = client.meta()["documents.attachments"]
    site = client.create(sites, {"code": code("A"), "name": "Bloc nord"}, idempotency_key=new_key())
    source, heard = tmp_path / "relevé é.txt", []
    source.write_text("une mesure (démo)\n" * 1000, "utf-8")
    kept = client.attach(attachments, sites, site["id"], source, idempotency_key=new_key(), progress=heard.append)
    assert heard[-1] > source.stat().st_size
    filters = ("resource:eq:settings.sites", f"record_id:eq:{site['id']}")
    assert [row["id"] for row in client.page(attachments, offset=0, limit=10, filters=filters).items] == [kept["id"]]
    target = tmp_path / "copy.txt"
    client.attachment(attachments, kept["id"], target)
    assert target.read_bytes() == source.read_bytes()
    client.delete(attachments, kept["id"], kept["version"], idempotency_key=new_key())


def test_an_upload_is_stopped_on_the_way(client, sites, tmp_path):
    source, wish = tmp_path / "sites.csv", Cancel()
    source.write_text("code;name\n" + "".join(f"{code('U')};Un\n" for _ in range(5000)))
    with governed_by(wish), pytest.raises(Cancelled):
        client.import_file(sites, source, dry_run=True, progress=lambda _sent: wish.set())
