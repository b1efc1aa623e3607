"""The client speaks the contract with the real server."""

import datetime as dt
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import text

from fofal_desktop.api.cancel import Cancel, governed_by
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Cancelled, Unreachable
from fofal_desktop.api.keys import new_key, uuid7
from fofal_desktop.api.request import Request
from fofal_desktop.api.session import SERVICE, Session
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.outbox.box import Box
from fofal_desktop.outbox.delivery import deliver
from fofal_desktop.outbox.entry import Entry
from tests.support.api import code
from tests.support.patience import PATIENCE


@pytest.fixture
def sites(client):
    return client.meta()["settings.sites"]


@pytest.fixture
def made(client, sites):
    """A stored site."""
    return client.create(sites, {"code": code("S"), "name": "Bloc nord"}, idempotency_key=new_key())


# -- who is asking


def test_a_person_signs_in_and_is_remembered_by_the_keyring_alone(server, person, shelf):
    client = Client(Session(server.url))
    tokens = client.sign_in(person.username, person.password)
    assert client.session.user.username == person.username
    assert client.session.remembered
    assert shelf.shelf == {(SERVICE, f"{server.url} {person.username}"): tokens.refresh_token}
    client.close()
    later = Client(Session(server.url, person.username))
    assert later.resume().user.username == person.username
    assert list(later.meta())
    later.sign_out()
    assert shelf.shelf == {}
    assert later.resume() is None
    later.close()


def test_without_a_keyring_the_session_lives_in_memory_and_says_so(server, person):
    keyring.set_keyring(NoKeyring())
    client = Client(Session(server.url))
    client.sign_in(person.username, person.password)
    assert not client.session.remembered
    assert client.resume() is not None
    client.close()
    other = Client(Session(server.url, person.username))
    assert other.resume() is None
    other.close()


def test_a_wrong_password_is_refused_in_words(server, person):
    client = Client(Session(server.url))
    with pytest.raises(ApiError) as refused:
        client.sign_in(person.username, "not this one")
    assert refused.value.status == 401
    assert refused.value.problem.detail or refused.value.problem.title
    assert client.session.user is None
    client.close()


def test_a_ticket_works_once(server, person):
    client = Client(Session(server.url))
    client.redeem(person.ticket)
    with pytest.raises(ApiError) as refused:
        client.redeem(person.ticket)
    assert refused.value.status == 401
    client.close()


def test_an_expired_token_is_renewed_once_for_all_threads(far_client, line):
    session = far_client.session
    far_client.meta()
    line.calls.clear()
    session.access_token = session.access_token[:-6] + "AAAAAA"
    gate = threading.Barrier(5)

    def ask():
        gate.wait(PATIENCE)
        return far_client.changes(0).last

    with ThreadPoolExecutor(5) as pool:
        assert len([future.result() for future in [pool.submit(ask) for _ in range(5)]]) == 5
    assert [call for call in line.calls if "refresh" in call] == ["POST /api/v1/auth/refresh"]


def test_a_session_that_ended_elsewhere_is_told_as_401_and_forgotten(client, person, server, shelf):
    other = Client(Session(server.url.replace("127.0.0.1", "localhost")))  # as from another computer
    other.sign_in(person.username, person.password)
    other.send(Request("DELETE", "/auth/sessions"))
    other.close()
    with pytest.raises(ApiError) as refused:
        client.meta()
    assert refused.value.status == 401
    assert client.session.user is None


def test_a_lost_answer_to_a_renewal_does_not_end_the_session(far_client, line):
    line.swallow = 1
    assert far_client.resume()
    assert far_client.meta()
    assert [call for call in line.calls if "refresh" in call] == ["POST /api/v1/auth/refresh"] * 2


def test_two_windows_of_one_person_do_not_look_like_theft(client, server, person):
    second = Client(Session(server.url, person.username))
    second.resume()
    second.resume()
    assert client.session.refresh_token == second.session.refresh_token
    assert client.resume()
    assert second.resume()
    second.close()


def test_signing_out_works_without_the_server(far_client, line, shelf):
    line.close()
    far_client.sign_out()
    assert shelf.shelf == {}
    assert far_client.session.access_token == ""


def test_a_password_in_a_netrc_is_never_sent(client, tmp_path, monkeypatch):
    """Also to a server elsewhere, for which the settings of the office count."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    client._http().trust_env = True
    assert client.meta()


def test_the_proxy_of_the_office_is_not_asked_for_this_machine(client, monkeypatch):
    client.close()
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert client.meta()


# -- records


def test_meta_is_kept_until_it_changes(client):
    first = client.meta()
    assert client.meta() is first
    assert first["settings.sites"].label


def test_a_record_is_made_read_changed_and_deleted(client, sites, made):
    assert made["version"] == 1
    read = client.read(sites, made["id"])
    assert "update" in read["allowed"]
    changed = client.update(sites, made["id"], {"name": "Bloc sud"}, 1, idempotency_key=new_key())
    assert (changed["name"], changed["version"]) == ("Bloc sud", 2)
    actions = [entry.action for entry in client.history(sites, made["id"]).items]
    assert len(actions) == 2
    client.delete(sites, made["id"], 2, idempotency_key=new_key())
    with pytest.raises(ApiError) as gone:
        client.read(sites, made["id"])
    assert gone.value.status == 404


def test_a_record_may_bring_its_own_id(client, sites):
    key = str(uuid7())
    values = {"id": key, "code": code("S"), "name": "Bloc est"}
    assert client.create(sites, values, idempotency_key=new_key())["id"] == key


def test_a_stale_change_brings_the_other_version_along(client, sites, made):
    client.update(sites, made["id"], {"name": "Premier"}, 1, idempotency_key=new_key())
    with pytest.raises(ApiError) as refused:
        client.update(sites, made["id"], {"name": "Second"}, 1, idempotency_key=new_key())
    assert refused.value.status == 412
    assert refused.value.problem.current["name"] == "Premier"
    assert refused.value.problem.current["version"] == 2


def test_problems_name_their_fields(client, sites, made):
    with pytest.raises(ApiError) as refused:
        client.create(sites, {"code": "", "nonsense": 1}, idempotency_key=new_key())
    assert refused.value.status == 422
    assert {"code", "name", "nonsense"} <= {problem.field for problem in refused.value.problem.errors}
    with pytest.raises(ApiError) as taken:
        client.create(sites, {"code": made["code"], "name": "x"}, idempotency_key=new_key())
    assert taken.value.status == 409
    assert [problem.field for problem in taken.value.problem.errors] == ["code"]


def test_lists_are_paged_searched_filtered_and_sorted(client, sites):
    mark = code("Z")
    for number in range(5):
        client.create(sites, {"code": f"{mark}-{number}", "name": f"Élément {number}"}, idempotency_key=new_key())
    page = client.page(sites, offset=1, limit=2, search=mark.lower(), sort=("-code",))
    assert [row["code"] for row in page.items] == [f"{mark}-3", f"{mark}-2"]
    assert page.total == 5
    uncounted = client.page(sites, offset=0, limit=10, search=mark, filters=(f"code:eq:{mark}-1",), total=False)
    assert uncounted.total is None
    assert [row["name"] for row in uncounted.items] == ["Élément 1"]


def test_changes_name_what_was_written(client, sites):
    last = client.changes(0).last
    client.create(sites, {"code": code("S"), "name": "x"}, idempotency_key=new_key())
    told = client.changes(last)
    assert told.last > last
    assert "settings.sites" in told.resources


def test_today_is_the_servers_day_in_the_companys_zone(client):
    client.meta()
    assert abs(client.clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    client.clock.hear(dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC).timestamp())
    assert client.clock.today() == dt.date(2026, 11, 23)


# -- the line


@pytest.fixture
def far_sites(far_client):
    return far_client.meta()["settings.sites"]


def test_a_call_whose_answer_got_lost_is_repeated_and_done_once(far_client, far_sites, line):
    mark = code("S")
    line.calls.clear()
    line.swallow = 2
    made = far_client.create(far_sites, {"code": mark, "name": "une fois"}, idempotency_key=new_key())
    assert made["code"] == mark
    assert line.calls == ["POST /api/v1/settings/sites"] * 3
    assert far_client.page(far_sites, offset=0, limit=10, search=mark).total == 1
    line.swallow = 1
    changed = far_client.update(far_sites, made["id"], {"name": "deux"}, 1, idempotency_key=new_key())
    assert changed["version"] == 2
    line.swallow = 1
    far_client.delete(far_sites, made["id"], 2, idempotency_key=new_key())


def test_a_call_without_a_key_is_never_repeated(far_client, line):
    line.calls.clear()
    line.swallow = 1
    with pytest.raises(Unreachable):
        far_client.send(Request("POST", "/settings/sites", body={"code": code("S"), "name": "x"}))
    assert line.calls == ["POST /api/v1/settings/sites"]


def test_a_call_that_still_runs_is_waited_for(client, sites, server):
    """The first call with a key has not ended: the second one waits for its answer instead of failing."""
    key, values = new_key(), {"code": code("S"), "name": "une fois"}
    number = hashlib.sha256(client.session.user.id.bytes + key.encode()).digest()[:8]
    with server.engine.connect() as other, other.begin():
        other.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": int.from_bytes(number, signed=True)})
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(client.create, sites, values, idempotency_key=key)
            with pytest.raises(TimeoutError):
                running.result(1.5)
            other.rollback()
            assert running.result(PATIENCE)["code"] == values["code"]


def test_a_server_that_stays_away_is_told_after_a_few_attempts(far_client, far_sites, line):
    line.calls.clear()
    line.swallow = 100
    with pytest.raises(Unreachable) as away:
        far_client.page(far_sites, offset=0, limit=1)
    assert away.value.status == 0
    assert len(line.calls) == 4


def test_a_connection_that_is_refused_for_a_moment_is_tried_again(far_client, far_sites, line):
    far_client.close()
    line.refuse = 2
    assert far_client.page(far_sites, offset=0, limit=1).items is not None


def test_a_call_in_flight_is_cut_and_the_server_notices(far_client, far_sites, line):
    wish, ended = Cancel(), []
    line.waiting.clear()
    line.left.clear()
    line.open.clear()

    def ask():
        with governed_by(wish):
            try:
                far_client.page(far_sites, offset=0, limit=1)
            except Cancelled as error:
                ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert line.waiting.wait(PATIENCE)
    wish.set()
    thread.join(PATIENCE)
    assert len(ended) == 1
    assert line.left.wait(PATIENCE)


def test_a_pause_between_attempts_is_cut_short(far_client, far_sites, line):
    wish = Cancel()
    far_client._backoff = type(far_client._backoff)(pauses=(600.0,), total=10_000)
    line.swallow = 1
    timer = threading.Timer(0.3, wish.set)
    timer.start()
    with governed_by(wish), pytest.raises(Cancelled):
        far_client.page(far_sites, offset=0, limit=1)
    timer.join()


def test_a_session_names_the_computer_and_not_the_library(client, api):
    (mine,) = api.items("auth.user-sessions", f"user_id:eq:{client.session.user.id}")
    assert mine["device"].startswith("FOFAL (")


# -- from the outbox


def test_what_left_and_was_not_heard_is_stored_once_even_when_the_key_was_forgotten(
    far_client, line, server, tmp_path, api
):
    """The answer is lost; weeks later the server knows the record, not the key."""
    box, metas, mark, key = Box(tmp_path, Vault("test", tmp_path, "")), far_client.meta(), code("S"), str(uuid7())
    about = {"id": key, "resource": "settings.sites", "record_id": key, "name": "Site", "key": new_key()}
    kept = box.put(Entry(**about, at=dt.datetime.now(dt.UTC), body={"id": key, "code": mark, "name": "Nord"}))
    line.swallow = 10
    with pytest.raises(Unreachable) as unheard:
        deliver(box, far_client, metas)
    assert unheard.value.left
    line.swallow = 0
    with server.engine.begin() as connection:
        connection.execute(text("DELETE FROM stored_answer WHERE key = :key"), {"key": kept.key})
    outcome = deliver(box, far_client, metas)
    assert (outcome.record["id"], outcome.record["code"]) == (key, mark)
    assert (len(api.items("settings.sites", f"code:eq:{mark}")), box.look().entries) == (1, [])


def test_an_id_that_is_taken_by_another_is_no_proof_that_ours_arrived(client, made, tmp_path):
    box, key = Box(tmp_path, Vault("test", tmp_path, "")), made["id"]
    about = {"id": key, "resource": "settings.sites", "record_id": key, "name": "Site", "key": new_key()}
    box.put(Entry(**about, at=dt.datetime.now(dt.UTC), body={"id": key, "code": code("S"), "name": "Nord"}))
    assert deliver(box, client, client.meta()).refusal is not None, "it had never left"
