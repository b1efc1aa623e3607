"""Maintenance mode: who is sent away with which words, who works on, what stays open, and that it is told."""

import datetime as dt
import json
import re
from uuid import uuid4

import pytest

from fofal_server.app import operations
from fofal_server.core import clock, metrics
from tests.server.auth.conftest import person, signed_in
from tests.server.auth.test_service_keys import program
from tests.server.console.conftest import ask, company, typed
from tests.support.api import Api, code
from tests.support.metrics import summed
from tests.support.statements import noted
from tests.support.until import until

__all__ = ["ask", "company", "person", "program", "signed_in", "typed"]

DOOR = "/ops/maintenance"
OPEN = {"logout", "read_me", "end_other_sessions", "end_own_session"}


@pytest.fixture
def closing(api):
    """Begins a maintenance, which is over after the test."""

    def begin(message="Nouvelle version", **more):
        answer = api.post(DOOR, json={"message": message, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    yield begin
    api.delete(DOOR)


@pytest.fixture
def clerk(api):
    """Somebody with an everyday right."""
    found = api.as_user("settings.sites:*")
    yield found
    found.close()


def test_nearly_everybody_is_sent_away_with_the_words(clerk, closing):
    ends = clock.now() + dt.timedelta(minutes=30)
    closing("On change de disque", until=ends.isoformat())
    answer = clerk.get("/settings/sites", headers={"Accept-Language": "fr"})
    told = answer.json()
    assert (answer.status_code, told["code"], told["type"].rpartition("/")[2]) == (503, "maintenance", "unavailable")
    assert answer.headers["Retry-After"] == "60"
    assert told["detail"].endswith(": On change de disque")
    assert ends.astimezone(clock.COMPANY_ZONE).strftime("%H:%M") in told["detail"]


def test_who_is_sent_away_is_no_error_of_the_service(api, clerk, closing):
    closing()
    route, before = "/api/v1/parties/parties", metrics.TALLY.take(2**40)
    assert clerk.get("/parties/parties").status_code == 503
    text = api.get("/metrics").text
    assert summed(text, "fofal_calls_total", route=route, status="maintenance") > 0
    assert summed(text, "fofal_calls_total", route=route, status="503") == 0
    counted = metrics.TALLY.take(2**40).values()
    metrics.TALLY.give_back(before)
    assert sum(minute.errors for minute in counted) == 0


def test_nothing_is_written_meanwhile_and_the_same_call_goes_through_afterwards(api, clerk, closing):
    values, key = {"code": code("S"), "name": "Pendant"}, uuid4().hex
    closing()
    assert clerk.post("/settings/sites", json=values, key=key).status_code == 503
    assert api.items("settings.sites", f"code:eq:{values['code']}") == []
    assert api.delete(DOOR).status_code == 204
    assert clerk.post("/settings/sites", json=values, key=key).status_code == 201


def test_every_door_is_closed_but_those_of_coming_and_going(clerk, closing):
    closing()
    closed = [one for one in operations() if not one.public and one.name not in OPEN]
    answers = {one.name: clerk.call(one.method, re.sub(r"\{[a-z_]+\}", str(uuid4()), one.path)) for one in closed}
    assert {name: one.status_code for name, one in answers.items() if one.status_code != 503} == {}
    assert clerk.get("/auth/me").status_code == 200


def test_sign_in_renewal_and_way_out_stay_open(closing, person, signed_in, api):
    closing()
    own, tokens = signed_in(person)
    assert own.get("/meta").status_code == 503
    stranger = Api(api.server, None)
    renewed = stranger.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    stranger.close()
    assert renewed.status_code == 200
    assert own.post("/auth/logout").status_code == 204


def test_who_holds_the_right_works_on_and_is_reminded(api, closing):
    closing("Disque")
    other = api.as_user("settings.sites:read", "ops.maintenance:manage")
    assert other.get("/settings/sites").status_code == 200
    assert other.get("/changes").json()["maintenance"]["on"] is True
    other.close()


def test_an_announcement_tells_and_shuts_nobody_out(clerk, closing):
    begins = clock.now() + dt.timedelta(minutes=10)
    closing("Disque", starts_at=begins.isoformat())
    told = clerk.get("/changes").json()["maintenance"]
    assert (told["on"], told["message"], dt.datetime.fromisoformat(told["starts_at"])) == (False, "Disque", begins)
    assert clerk.get("/settings/sites").status_code == 200


def test_what_was_announced_begins_by_itself(clerk, closing):
    closing(starts_at=(clock.now() + dt.timedelta(seconds=0.5)).isoformat())
    until(lambda: clerk.get("/settings/sites").status_code == 503)


def test_without_any_nothing_is_told(clerk):
    assert clerk.get("/changes").json()["maintenance"] is None


def test_the_end_has_to_come_after_the_beginning(api):
    past = (clock.now() - dt.timedelta(minutes=1)).isoformat()
    answer = api.post(DOOR, json={"message": "x", "until": past})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")
    assert api.get(DOOR).json() == {"notice": None, "begun_by": None}


def test_only_the_right_opens_the_doors_and_ending_nothing_is_refused(api, clerk):
    assert {clerk.call(method, DOOR, json={"message": "x"}).status_code for method in ("GET", "POST", "DELETE")} == {
        403
    }
    assert api.delete(DOOR).json()["code"] == "no_maintenance"


def test_a_key_is_sent_away_like_a_person(program, closing):
    one = program("settings.sites:read")
    closing()
    assert one.client.get("/settings/sites").json()["code"] == "maintenance"


def test_it_asks_the_database_nothing_more(server, clerk, closing):
    clerk.get("/settings/sites")
    with noted(server.engine) as open_house:
        clerk.get("/settings/sites")
    closing("Plus tard", starts_at=(clock.now() + dt.timedelta(hours=1)).isoformat())
    with noted(server.engine) as announced:
        clerk.get("/settings/sites")
    assert len(announced) == len(open_house) > 0


def test_the_trail_tells_who_when_and_why(api, closing):
    closing("Pourquoi")
    api.delete(DOOR)
    found = api.items("auth.audit-events", "resource:eq:ops.maintenance")[:2]
    assert [one["action"] for one in found] == ["maintenance_ended", "maintenance_begun"]
    assert {one["username"] for one in found} == {api.get("/auth/me").json()["user"]["username"]}
    assert [one["record_label"] for one in found] == ["Pourquoi", "Pourquoi"]


def test_the_command_begins_announces_and_ends_it(typed, ask):
    begun = typed("maintenance", "on", "--message", "Disque neuf", "--for", "1h30", "--json").json["notice"]
    lasts = dt.datetime.fromisoformat(begun["until"]) - dt.datetime.fromisoformat(begun["starts_at"])
    assert begun["on"] is True
    assert abs(lasts - dt.timedelta(minutes=90)) < dt.timedelta(minutes=1)
    shown = typed("maintenance", "status").out
    assert [word in shown for word in ("en cours depuis", "Disque neuf", "par console")] == [True] * 3
    later = typed("maintenance", "on", "--message", "Plus tard", "--in", "10m", "--for", "2h", "--json").json
    assert later["notice"]["on"] is False
    assert typed("maintenance", "off").out == "Aucune maintenance.\n"
    assert typed("maintenance", "off").code == 1
    told = ask("SELECT action, username FROM audit_event WHERE resource = 'ops.maintenance' ORDER BY id")
    assert told == [("maintenance_begun", "console")] * 2 + [("maintenance_ended", "console")]


@pytest.mark.parametrize(
    "words", [("--for", "bientôt"), ("--until", "25:61"), ("--for", "0m"), ("--for", "1h", "--until", "23:59")]
)
def test_the_command_refuses_what_it_does_not_understand(typed, words):
    said = typed("maintenance", "on", "--message", "x", *words)
    assert (said.code, said.out) == (2, "")
    assert json.loads(typed("maintenance", "status", "--json").out) == {"notice": None, "begun_by": None}
