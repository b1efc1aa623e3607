"""Files live as long as somebody refers to them, and not a sweep longer."""

import hashlib
import os
import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.storage import Store, hold
from fofal_server.documents import sweep as documents_sweep
from fofal_server.documents.services import store_in
from fofal_server.documents.sweep import FORGOTTEN, Swept, job, sweep
from tests.server.documents.files import ATTACHMENTS, PDF, attached, listed
from tests.support.api import Api, Json, code


@pytest.fixture
def store(api: Api) -> Store:
    return store_in(api.server.settings.data_dir)


def swept(api: Api, store: Store) -> Swept:
    return sweep(api.server.engine, store)


def unique() -> bytes:
    return PDF + os.urandom(16).hex().encode()


def test_twins_share_a_file_until_the_last_one_goes(api: Api, party: Json, store: Store) -> None:
    content = unique()
    first, second = attached(api, party, "a.pdf", content), attached(api, party, "b.pdf", content)
    assert first["sha256"] == second["sha256"]
    assert len(list(store.path(first["sha256"]).parent.iterdir())) == 1
    api.remove(ATTACHMENTS, first)
    swept(api, store)
    assert api.get(f"/documents/attachments/{second['id']}/content").content == content
    api.remove(ATTACHMENTS, second)
    assert swept(api, store).files >= 1
    assert store.size(second["sha256"]) is None


def test_a_deleted_record_takes_its_files_along(
    api: Api, party: Json, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = attached(api, party, content=unique())
    api.remove("parties.parties", party)
    assert listed(api, party) == []
    assert api.get(f"/documents/attachments/{made['id']}").status_code == 404
    swept(api, store)
    assert store.size(made["sha256"]) is not None
    monkeypatch.setattr(documents_sweep, "KEPT", timedelta())
    assert swept(api, store).attachments == 1
    assert (_rows(api, made), store.size(made["sha256"])) == (0, None)


def test_a_deletion_that_is_taken_back_brings_the_files_back(
    api: Api, party: Json, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = unique()
    made = attached(api, party, content=content)
    api.remove("parties.parties", party)
    monkeypatch.setattr(documents_sweep, "KEPT", timedelta())
    api.create("parties.parties", id=party["id"], code=party["code"], name=party["name"])
    swept(api, store)
    assert [one["id"] for one in listed(api, party)] == [made["id"]]
    assert api.get(f"/documents/attachments/{made['id']}/content").content == content


def test_class_11_attachments_of_a_deleted_record_go_to_nobody_who_takes_its_id(api: Api) -> None:
    """Not by making it anew within one's own reach, where one would see what hangs on it: files, history."""
    mine, theirs = api.create("hr.teams", code=code(), name="A"), api.create("hr.teams", code=code(), name="B")
    record = api.create("hr.employees", code=code("E"), last_name="X", hired_on="2024-01-08", team_id=theirs["id"])
    attached(api, record, resource="hr.employees", content=unique())
    leader = api.create("hr.employees", code=code("L"), last_name="Y", hired_on="2024-01-08", team_id=mine["id"])
    rights = ("hr.employees:read@team", "hr.employees:create@team", "hr.employees:personal", "documents.attachments:*")
    person = api.as_user(*rights, employee_id=leader["id"])
    api.remove("hr.employees", record)
    assert "code" not in person.get(f"/hr/employees/{record['id']}").json(), "it was none of his, nor is it told"
    wanted = {"code": code("E"), "last_name": "Z", "hired_on": "2024-01-08"}
    taken = person.post("/hr/employees", json={**wanted, "id": record["id"], "team_id": mine["id"]})
    assert (taken.status_code, taken.json()["code"]) == (422, "id_of_deleted")
    assert person.create("hr.employees", **wanted, team_id=mine["id"])["id"] != record["id"]
    person.close()
    api.create("hr.employees", **wanted | {"code": code("E"), "id": record["id"]})
    assert len(listed(api, record)) == 1


def test_a_refused_deletion_keeps_the_files(api: Api) -> None:
    leader = api.create("hr.employees", code=code("L"), last_name="X", hired_on="2024-01-08")
    api.create("hr.teams", code=code(), name="X", leader_id=leader["id"])
    made = attached(api, leader, resource="hr.employees", content=unique())
    assert api.delete(f"/hr/employees/{leader['id']}", version=2).status_code == 422
    assert _rows(api, made) == 1


def test_attachments_of_records_that_vanished_silently_are_swept(api: Api, party: Json, store: Store) -> None:
    made = attached(api, party, content=unique())
    with api.server.engine.begin() as connection:
        connection.execute(text("DELETE FROM parties_party WHERE id = :id"), {"id": UUID(party["id"])})
    assert api.get(f"/documents/attachments/{made['id']}").status_code == 404
    assert swept(api, store).attachments == 1
    assert _rows(api, made) == 0
    assert store.size(made["sha256"]) is None


def test_a_file_that_no_commit_ever_named_is_swept(api: Api, store: Store, tmp_path: Path) -> None:
    digest = _put(store, tmp_path, unique())
    assert swept(api, store).files >= 1
    assert store.size(digest) is None


def test_a_file_held_by_an_upload_is_left_alone(api: Api, store: Store, tmp_path: Path) -> None:
    content = unique()
    with transaction(api.server.engine) as session:
        digest = _hold_and_put(session, store, tmp_path, content)
        swept(api, store)
        assert store.size(digest) == len(content)
    swept(api, store)
    assert store.size(digest) is None


def test_uploads_of_the_same_bytes_survive_sweeps_beside_them(api: Api, store: Store) -> None:
    content, stop = unique(), threading.Event()
    sweeper = threading.Thread(target=lambda: [swept(api, store) for _ in iter(stop.is_set, True)])
    sweeper.start()
    try:
        for _ in range(15):
            record = api.create("parties.parties", code=code(), name="X")
            made = attached(api, record, content=content)
            assert api.get(f"/documents/attachments/{made['id']}/content").content == content
            api.remove(ATTACHMENTS, made)
    finally:
        stop.set()
        sweeper.join()


def test_drafts_of_a_dead_process_go_after_a_day(api: Api, store: Store) -> None:
    folder = store.folder / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    old, fresh = folder / "old", folder / "fresh"
    for draft in (old, fresh):
        draft.write_bytes(b"x")
    then = (clock.now() - FORGOTTEN).timestamp() - 60
    os.utime(old, (then, then))
    assert swept(api, store).drafts == 1
    assert (old.exists(), fresh.exists()) == (False, True)


def test_the_job_sweeps_this_installation(api: Api, store: Store, tmp_path: Path) -> None:
    digest = _put(store, tmp_path, unique())
    job(api.server.settings).run(api.server.pools)
    assert store.size(digest) is None


def _rows(api: Api, attachment: Json) -> int:
    with api.server.engine.connect() as connection:
        query = text("SELECT count(*) FROM documents_attachment WHERE id = :id")
        return int(connection.scalar(query, {"id": UUID(attachment["id"])}) or 0)


def _put(store: Store, folder: Path, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    (folder / "source").write_bytes(content)
    with (folder / "source").open("rb") as stream:
        store.keep(digest, stream)
    return digest


def _hold_and_put(session: Session, store: Store, folder: Path, content: bytes) -> str:
    hold(session, hashlib.sha256(content).hexdigest())
    return _put(store, folder, content)
