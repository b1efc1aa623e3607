"""Nobody approves what he wrote, nobody counts twice, and a word holds for what was shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fofal_server.core.db import transaction
from tests.factories import made
from tests.server.approvals.conftest import AGREES, MOVES, REQUESTS, WRITES, Office, agree, asked, told_no
from tests.support.api import Api, Json

Hire = Callable[[], Api]


def test_who_wrote_it_never_agrees_whatever_the_roles(office: Office, chiefs: Json, hire: Hire) -> None:
    hire()
    both = office.somebody(office.role(*WRITES), chiefs)
    office.rule(chiefs)
    waiting = asked(both, office.loss(both, 100))
    assert told_no(both, waiting) == (403, "own_record")
    assert told_no(both, waiting, "refuse", reason="Non, non.") == (403, "own_record")


def test_who_changed_it_never_agrees_either(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    second = office.somebody(office.role(*WRITES), chiefs)
    office.rule(chiefs)
    move = second.update(MOVES, office.loss(keeper, 100), reason="Fût percé au fond")
    third = keeper.update(MOVES, move, reason="Fût percé")  # the last to write is not the only one
    waiting = asked(keeper, third)
    assert told_no(second, waiting) == (403, "own_record")


def test_who_acts_and_may_agree_does_both_at_once(office: Office, keeper: Api, chiefs: Json) -> None:
    other = office.somebody(office.role(*WRITES), chiefs)
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    assert other.act(MOVES, move, "post")["status"] == "posted"
    (request,) = other.items(REQUESTS, f"record_id:eq:{move['id']}")
    assert (request["status"], request["requested_by"]) == ("done", str(other.user_id))


def test_one_person_is_one_word(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    first, second = hire(), hire()
    office.rule(chiefs, persons=2)
    waiting = asked(keeper, office.loss(keeper, 100))
    agree(first, waiting)
    assert told_no(first, waiting) == (403, "signed_already")
    assert agree(second, waiting)["status"] == "granted"


def test_somebody_with_two_roles_leaves_the_seat_that_only_the_other_can_take(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    directors = office.role(*AGREES)
    both, head = office.somebody(chiefs, directors), hire()
    office.rule(chiefs)
    office.rule(directors, level=2)
    waiting = asked(keeper, office.loss(keeper, 100))
    agree(both, waiting)
    assert agree(head, waiting)["status"] == "granted"


def test_without_the_role_the_word_does_not_count(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    passer_by = office.somebody(office.role(*AGREES))
    assert told_no(passer_by, waiting) == (403, "role_due")
    assert told_no(passer_by, waiting, "refuse", reason="Non, non.") == (403, "role_due")


def test_a_role_that_was_taken_away_counts_no_more(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head, _other = hire(), hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    person = office.api.read("auth.users", str(head.user_id))
    readers = office.role(*AGREES)
    office.api.update("auth.users", person, role_ids=[readers["id"]])
    assert told_no(head, waiting) == (403, "role_due")


def test_a_program_agrees_to_nothing(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    service = made(office.api, "auth.users", kind="service", role_ids=[chiefs["id"]])
    key = made(office.api, "auth.service-keys", user_id=service["id"], scopes=list(AGREES))
    drawn = office.api.post(f"/auth/service-keys/{key['id']}/draw", version=key["version"]).json()
    program = Api(office.server, drawn["key"])
    assert told_no(program, waiting) == (403, "persons_only")
    program.close()


def test_a_refusal_says_why_and_stands_until_the_record_changes(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    head = hire()
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    waiting = asked(keeper, move)
    assert told_no(head, waiting, "refuse")[0] == 422
    request = head.act(REQUESTS, head.read(REQUESTS, waiting["request_id"]), "refuse", reason="Pas de photo.")
    assert (request["status"], request["refused_by"]) == ("refused", str(head.user_id))
    answer = keeper.post(f"/inventory/stock-moves/{move['id']}/post", version=move["version"])
    assert (answer.status_code, "Pas de photo." in answer.json()["detail"]) == (409, True)
    again = keeper.update(MOVES, move, reason="Photo jointe")
    assert asked(keeper, again)["request_id"] != waiting["request_id"]


def test_a_word_holds_for_the_version_that_was_shown(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head = hire()
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    waiting = asked(keeper, move)
    agree(head, waiting)
    dearer = keeper.update(MOVES, move, quantity="150")
    anew = asked(keeper, dearer)
    assert keeper.read(REQUESTS, waiting["request_id"])["status"] == "outdated"
    changed = keeper.update(MOVES, dearer, quantity="151")
    assert told_no(head, anew) == (409, "outdated")
    assert asked(keeper, changed)["request_id"] != anew["request_id"]


def test_a_stricter_ladder_asks_anew(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head, second = hire(), hire()
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    agree(head, asked(keeper, move))
    office.rule(chiefs, 100, persons=2)
    waiting = asked(keeper, move)
    assert waiting["missing"][0]["persons"] == 2
    agree(second, waiting)
    agree(head, waiting)
    assert keeper.act(MOVES, move, "post")["status"] == "posted"


def test_who_asked_takes_it_back_and_nobody_else(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head = hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    assert told_no(head, waiting, "withdraw") == (409, "not_yours")
    request = keeper.act(REQUESTS, keeper.read(REQUESTS, waiting["request_id"]), "withdraw")
    assert request["status"] == "withdrawn"
    assert told_no(head, waiting)[0] == 409


def test_two_words_at_the_same_moment_are_two(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    pair = [hire(), hire()]
    office.rule(chiefs, persons=2)
    waiting = asked(keeper, office.loss(keeper, 100))
    path = f"/approvals/requests/{waiting['request_id']}/approve"
    version = keeper.read(REQUESTS, waiting["request_id"])["version"]
    with ThreadPoolExecutor(2) as crowd:
        answers = list(crowd.map(lambda one: one.post(path, version=version).status_code, pair))
    assert sorted(answers) == [200, 412]  # the second one saw the request before the first word
    late = pair[answers.index(412)]
    assert agree(late, waiting)["status"] == "granted"


@pytest.mark.parametrize(
    "statement",
    [
        """
        INSERT INTO approvals_signature (id, position, request_id, user_id, role_ids, signed_at)
        SELECT gen_random_uuid(), 9, id, requested_by, '{}', now() FROM approvals_request WHERE id = :id
        """,
        "UPDATE approvals_request SET status = 'granted' WHERE id = :id",
        "UPDATE approvals_request SET amount = 1 WHERE id = :id",
        "UPDATE approvals_request SET written_by = '{}' WHERE id = :id",
        "UPDATE approvals_seat SET persons = 1 WHERE request_id = :id",
        "DELETE FROM approvals_seat WHERE request_id = :id",
        "DELETE FROM approvals_request WHERE id = :id",
    ],
)
def test_the_database_holds_the_rules_too(
    office: Office, keeper: Api, chiefs: Json, hire: Hire, statement: str
) -> None:
    hire(), hire()
    office.rule(chiefs, persons=2)
    waiting = asked(keeper, office.loss(keeper, 100))
    with (
        pytest.raises(DBAPIError, match=r"creator_signs|seats_empty|closed_request|append_only|violates"),
        transaction(office.server.engine) as session,
    ):
        session.execute(text(statement), {"id": waiting["request_id"]})
