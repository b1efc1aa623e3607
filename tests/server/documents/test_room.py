"""The room that the files of one person may take: refused beyond it, one after the other, given back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.documents.models import Attachment
from fofal_server.documents.room import MEGABYTE, claim
from tests.server.documents.files import ATTACHMENTS, PDF, attached, upload
from tests.support.api import Api, Json, code, speaking
from tests.support.servers import Server, serving
from tests.support.statements import noted

PART = PDF + bytes(MEGABYTE - len(PDF))


@pytest.fixture(scope="module")
def tight(database, tmp_path_factory) -> Iterator[Server]:
    """A server that keeps two megabytes of each person."""
    with serving(database, tmp_path_factory.mktemp("tight"), limits_files_per_person=2 * MEGABYTE) as found:
        yield found


@pytest.fixture
def person(tight: Server) -> Iterator[Api]:
    with speaking(tight) as found:
        yield found


@pytest.fixture
def record(person: Api) -> Json:
    return person.create("parties.parties", code=code(), name="Huilerie (démo)")


def test_what_is_beyond_a_persons_room_is_refused_and_says_what_to_do(person: Api, record: Json) -> None:
    for _ in range(2):
        attached(person, record, content=PART)
    answer = upload(person, record, "a.pdf", PDF)
    assert (answer.status_code, answer.json()["code"]) == (422, "quota_spent")
    assert answer.json()["errors"][0]["field"] == "file"
    assert "2 Mo sur 2 Mo, et celui-ci en demande 1. Supprimez" in answer.json()["detail"]


def test_what_is_deleted_is_given_back(person: Api, record: Json) -> None:
    first, _ = attached(person, record, content=PART), attached(person, record, content=PART)
    person.remove(ATTACHMENTS, first)
    attached(person, record, content=PART)
    person.remove("parties.parties", record)
    attached(person, person.create("parties.parties", code=code(), name="Autre (démo)"), content=PART)


def test_the_room_of_one_person_is_not_that_of_another(tight: Server, person: Api, record: Json) -> None:
    for _ in range(2):
        attached(person, record, content=PART)
    with speaking(tight) as other:
        attached(other, record, content=PART)


def test_files_that_come_at_once_are_counted_one_after_the_other(person: Api, record: Json) -> None:
    attached(person, record, content=PART)
    with ThreadPoolExecutor(4) as several:
        contents = [PART[:-1] + bytes([number]) for number in range(4)]
        answers = list(several.map(lambda content: upload(person, record, "a.pdf", content), contents))
    assert sorted(one.status_code for one in answers) == [201, 422, 422, 422]


def test_who_is_being_counted_is_waited_for(tight: Server, person: Api, record: Json) -> None:
    attached(person, record, content=PART)
    with ThreadPoolExecutor(1) as beside:
        with transaction(tight.engine) as session:
            first = session.scalars(scoped(SYSTEM, Attachment).order_by(Attachment.id.desc()).limit(1)).one()
            claim(session, first.created_by, MEGABYTE, 2 * MEGABYTE)
            second = beside.submit(upload, person, record, "b.pdf", PART)
            while not second.done() and not _waited_for(tight):
                pass
            first.size = 2 * MEGABYTE  # as if another file had come meanwhile
        assert second.result().status_code == 422


def _waited_for(server: Server) -> bool:
    with server.engine.connect() as connection:
        asked = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
        return bool(connection.scalar(text(asked)))


def test_the_same_send_again_takes_no_more_room(person: Api, record: Json) -> None:
    for _ in range(3):
        assert upload(person, record, "a.pdf", PART, key=f"cle-{record['id']}").status_code == 201
    attached(person, record, content=PART)


def test_the_room_is_one_question_to_the_database(tight: Server, person: Api, record: Json) -> None:
    attached(person, record)
    with noted(tight.engine) as seen:
        attached(person, record)
    asked = [one for one in seen if "sum(documents_attachment.size)" in one]
    assert len(asked) == 1
    assert "record_id" not in asked[0]
