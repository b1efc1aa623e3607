"""The outbox on the disk: sealed, in order, each entry free, held, perhaps sent or refused, and changed by one alone."""

import errno
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fofal_desktop.api.errors import ApiError, Unreachable
from fofal_desktop.api.keys import new_key
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.outbox import box as boxes
from fofal_desktop.outbox.box import Box, Elsewhere, Gone, MayHaveArrived
from fofal_desktop.outbox.delivery import deliver
from fofal_desktop.outbox.entry import Entry, Refusal, Standing
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from tests.desktop.test_strange_answers import ANSWERS, PROBLEM, answer, answering, asking

ACCOUNT, SECRET = "http://127.0.0.1:1 awa", "Bloc nord confidentiel"
HARVESTS, CHECKS = "agronomy.harvests", "agronomy.quality-checks"
BOTH = {HARVESTS, CHECKS}


def box_in(folder: Path, account: str = ACCOUNT) -> Box:
    return Box(folder, Vault(account, folder, ""))


def entry(resource: str = HARVESTS, **given) -> Entry:
    key = new_key()
    values = {
        "id": key, "resource": resource, "record_id": key, "name": "Récolte", "key": new_key(),
        "at": datetime.now(UTC), "body": {"id": key, "note": SECRET}, "typed": {"note": {"text": SECRET}},
    }  # fmt: skip
    return Entry(**{**values, **given})


def stands(box: Box, *entries: Entry) -> list[Standing]:
    found = box.look().standings
    return [found[one.id] for one in entries]


def test_an_entry_comes_back_whole_and_only_its_owner_can_read_it(tmp_path):
    folder = tmp_path / "drafts" / "own"
    kept = box_in(folder).put(entry())
    assert box_in(folder).look().entries == [kept]
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    assert SECRET.encode() not in content
    assert kept.key.encode() not in content
    other = box_in(tmp_path / "drafts" / "other", f"{ACCOUNT}-2").look()
    assert (other.entries, other.others) == ([], 1), "somebody else sees the number and nothing more"


def test_entries_leave_in_the_order_in_which_they_were_typed(tmp_path):
    first, second = box_in(tmp_path), box_in(tmp_path)
    late = datetime(2031, 1, 1, tzinfo=UTC)
    kept = [first.put(entry(at=late)), second.put(entry()), first.put(entry())]
    sent = []
    while (one := second.take_next(BOTH)) is not None:
        sent.append(one.id)
        second.settle(one.id)
    assert sent == [one.id for one in kept], "whatever the clock of the computer said meanwhile"


def test_what_is_refused_holds_back_only_what_refers_to_it(tmp_path):
    box = box_in(tmp_path)
    parent, apart = box.put(entry()), box.put(entry())
    lines = [{"harvest_id": parent.record_id}]
    child = box.put(entry(CHECKS, body={"id": new_key(), "lines": lines}))
    grandchild = box.put(entry(body={"note_id": child.record_id}))
    deed = box.put(entry(id=new_key(), record_id=parent.record_id, action="confirm", body=None))
    second = box.put(entry(id=new_key(), record_id=parent.record_id, action="cancel", body=None))
    held = [child, grandchild, deed, second]
    assert stands(box, parent, apart, *held) == [Standing.WAITING] * 2 + [Standing.HELD] * 4
    assert box.take_next(BOTH).id == parent.id
    box.settle(parent.id, Refusal(words="non"))
    assert box.take_next(BOTH).id == apart.id
    box.settle(apart.id)
    assert box.take_next(BOTH) is None
    assert stands(box, parent, *held) == [Standing.REFUSED] + [Standing.HELD] * 4
    box.settle(parent.id)
    assert stands(box, *held) == [Standing.WAITING, Standing.HELD, Standing.WAITING, Standing.HELD]


def test_what_may_have_arrived_is_sent_again_as_it_was_and_cannot_be_changed(tmp_path):
    kept = box_in(tmp_path).put(entry())
    assert not box_in(tmp_path).take_next(BOTH).left
    after_the_cut = box_in(tmp_path)
    again = after_the_cut.take_next(BOTH)
    assert (again.left, again.key, again.body) == (True, kept.key, kept.body)
    for touch in (lambda: after_the_cut.change(kept), lambda: after_the_cut.drop(kept.id)):
        with pytest.raises(MayHaveArrived):
            touch()
    after_the_cut.return_unsent(kept.id)
    after_the_cut.drop(kept.id)
    assert after_the_cut.look().entries == []
    with pytest.raises(Gone):
        after_the_cut.change(kept)


def test_it_is_marked_on_the_disk_before_it_leaves(tmp_path, monkeypatch):
    box, order = box_in(tmp_path), []
    box.put(entry())
    sync = os.fsync
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: (order.append("disk"), sync(handle)))
        box.take_next(BOTH)
    assert order != []
    assert box_in(tmp_path).look().entries[0].left


def test_a_corrected_entry_keeps_its_turn_and_forgets_the_refusal(tmp_path):
    box = box_in(tmp_path)
    first, last = box.put(entry()), box.put(entry())
    box.settle(first.id, Refusal(words="non"))
    changed = box.change(first.model_copy(update={"key": new_key(), "refusal": None}))
    assert [one.id for one in box.look().entries] == [first.id, last.id]
    assert (changed.refusal, changed.key != first.key) == (None, True)


def test_what_one_may_not_use_now_waits_and_holds_up_nothing_else(tmp_path):
    box = box_in(tmp_path)
    box.put(entry(CHECKS))
    free = box.put(entry())
    assert box.take_next({HARVESTS}).id == free.id


def test_one_window_sends_and_both_show(tmp_path):
    first, second = box_in(tmp_path), box_in(tmp_path)
    kept = first.put(entry())
    with first.sending():
        assert second.look().entries == [kept]
        with pytest.raises(Elsewhere), second.sending():
            pass
    with second.sending():
        assert second.take_next(BOTH).id == kept.id


@pytest.mark.parametrize("damage", [b"", b"nonsense", None], ids=["empty", "foreign", "one bit"])
def test_a_damaged_entry_is_put_aside_and_said_once(tmp_path, damage):
    box = box_in(tmp_path)
    one, other = box.put(entry()), box.put(entry())
    file = tmp_path / f"{one.id}.entry"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.unlink()
    file.write_bytes(bytes(content) if damage is None else damage)
    found = box_in(tmp_path).look()
    assert (found.entries, found.broken) == ([other], 1)
    assert (tmp_path / f"{one.id}.broken-entry").exists()
    assert box_in(tmp_path).look().broken == 0


def test_a_full_disk_is_told_and_what_was_kept_before_stays(tmp_path, monkeypatch):
    box = box_in(tmp_path)
    kept = box.put(entry())

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for write in (lambda: box.put(entry()), lambda: box.change(kept), lambda: box.take_next(BOTH)):
            with pytest.raises(OSError, match="space"):
                write()
    assert box_in(tmp_path).look().entries == [kept], "nothing leaves that could not be marked"
    assert list(tmp_path.glob("*.part")) == []


def test_the_outbox_is_bounded_in_size_and_number(tmp_path, monkeypatch):
    box = box_in(tmp_path)
    with pytest.raises(Unkept, match="large"):
        box.put(entry(body={"note": "x" * boxes.LARGEST}))
    monkeypatch.setattr(boxes, "MOST", 1)
    kept = box.put(entry())
    with pytest.raises(Unkept, match="many"):
        box.put(entry())
    box.change(kept)


# -- what the answers mean

PROBLEM_OF = '{{"type": "https://fofal.local/problems/x", "title": "Non", "status": {0}{1}}}'


def refused(status: int, *headers: str, more: str = "") -> bytes:
    return answer(f"{status} Non", PROBLEM, PROBLEM_OF.format(status, more).encode(), *headers)


FIELD = ', "errors": [{"field": "note", "message": "Trop long.", "code": "too_long"}]'
MEANT = {
    "expired": (refused(401), Standing.WAITING),
    "a password is owed": (refused(403, more=', "code": "password_change_due"'), Standing.WAITING),
    "too many": (refused(429, "Retry-After: 600"), Standing.WAITING),
    "busy": (refused(503, "Retry-After: 600"), Standing.WAITING),
    "disk full": (refused(507, "Retry-After: 600"), Standing.WAITING),
    "too old a program": (refused(426), Standing.WAITING),
    "the first call still runs": (refused(409, "Retry-After: 600"), Standing.LEFT),
    "wrong": (refused(422, more=FIELD), Standing.REFUSED),
    "no right": (refused(403), Standing.REFUSED),
    "another state": (refused(409), Standing.REFUSED),
    "a failure": (refused(500), Standing.REFUSED),
    "a page": (ANSWERS["a page"][0], Standing.LEFT),
    "the page of a proxy": (ANSWERS["the page of a proxy"][0], Standing.LEFT),
    "the words of a proxy": (ANSWERS["the words of a proxy"][0], Standing.LEFT),
    "nothing": (ANSWERS["nothing"][0], Standing.LEFT),
    "cut in the middle": (ANSWERS["cut in the middle"][0], Standing.LEFT),
    "cut, of no known length": (ANSWERS["cut, of no known length"][0], Standing.LEFT),
}


@pytest.fixture
def harvests() -> dict[str, ResourceMeta]:
    note = FieldMeta(name="note", label="Remarque", kind=Kind.NOTE)
    known = ResourceMeta(
        name=HARVESTS, path="/agronomy/harvests", domain="agronomy", domain_label="", label="Récoltes",
        label_one="Récolte", icon="", fields={"note": note}, columns=[], filters=[], searchable=False, sort=[],
        sections=[], title=[],
    )  # fmt: skip
    return {HARVESTS: known}


@pytest.mark.parametrize("name", MEANT)
def test_each_answer_is_an_end_or_is_waited_for(tmp_path, harvests, name):
    words, meant = MEANT[name]
    box = box_in(tmp_path)
    kept = box.put(entry())
    with answering(words) as url, asking(url) as client:
        for _ in range(2):  # whatever it meant, the second attempt means the same
            if meant is Standing.REFUSED:
                outcome = deliver(box, client, harvests)
                assert outcome is None or outcome.refusal is not None
            else:
                with pytest.raises(Exception):  # noqa: B017, PT011 - each in its own way
                    deliver(box, client, harvests)
            assert stands(box, kept) == [meant]
    found = box.look().entries[0]
    assert (found.key, found.body) == (kept.key, kept.body)


def test_a_refusal_names_the_field_as_the_form_does(tmp_path, harvests):
    box = box_in(tmp_path)
    box.put(entry())
    with answering(MEANT["wrong"][0]) as url, asking(url) as client:
        outcome = deliver(box, client, harvests)
    assert outcome.refusal.words == "Remarque: Trop long."
    assert outcome.refusal.errors[0].field == "note"


def test_what_found_no_connection_has_not_left(tmp_path, harvests):
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = f"http://127.0.0.1:{door.getsockname()[1]}"
    box = box_in(tmp_path)
    kept = box.put(entry())
    with asking(nobody) as client, pytest.raises(Unreachable) as away:
        deliver(box, client, harvests)
    assert not away.value.left
    assert stands(box, kept) == [Standing.WAITING]


def test_what_was_in_doubt_before_stays_so_when_nobody_is_there(tmp_path, harvests):
    box = box_in(tmp_path)
    kept = box.put(entry(left=True))
    for words in (MEANT["busy"][0], MEANT["expired"][0]):
        with answering(words) as url, asking(url) as client, pytest.raises(ApiError):
            deliver(box, client, harvests)
        assert stands(box, kept) == [Standing.LEFT], "this attempt did nothing, but an earlier one may have"
