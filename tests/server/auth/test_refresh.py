"""Renewing a session: rotation, the lost answer, the stolen token."""

from sqlalchemy import text

from fofal_server.core.db import transaction


def renew(api, token):
    return api.post("/auth/refresh", json={"refresh_token": token})


def later(server, seconds):
    """Let the used tokens of this database have been used a while ago."""
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_refresh SET used_at = used_at - make_interval(secs => :s)"), {"s": seconds})


def test_a_refresh_token_is_replaced_by_another(person, signed_in, stranger):
    _, tokens = signed_in(person)
    fresh = renew(stranger, tokens["refresh_token"])
    assert fresh.status_code == 200, fresh.text
    assert fresh.json()["refresh_token"] != tokens["refresh_token"]
    assert fresh.json()["user"] == tokens["user"]
    assert stranger.get("/auth/me", headers={"Authorization": f"Bearer {fresh.json()['access_token']}"}).ok


def test_a_lost_answer_is_given_again(server, person, signed_in, stranger):
    _, tokens = signed_in(person)
    first = renew(stranger, tokens["refresh_token"]).json()
    later(server, 5)
    again = renew(stranger, tokens["refresh_token"]).json()
    assert again["refresh_token"] == first["refresh_token"]
    assert renew(stranger, first["refresh_token"]).status_code == 200


def test_an_old_token_that_comes_back_ends_the_session_and_is_told(server, person, signed_in, stranger):
    api, tokens = signed_in(person)
    fresh = renew(stranger, tokens["refresh_token"]).json()
    later(server, 11)
    assert renew(stranger, tokens["refresh_token"]).status_code == 401
    assert renew(stranger, fresh["refresh_token"]).status_code == 401
    assert api.get("/auth/me").status_code == 401
    with transaction(server.engine) as session:
        told = session.execute(
            text("SELECT username, address FROM audit_event WHERE action = 'refresh_reused' AND record_id = :id"),
            {"id": person.id},
        ).one()
    assert told == (person.username, "127.0.0.1")
    notices = person.login().json()["notices"]
    assert len(notices) == 1
    assert "jeton" in notices[0]
    assert person.login().json()["notices"] == []


def test_unknown_tokens_are_nobodys(stranger):
    assert renew(stranger, "x" * 43).status_code == 401
    assert renew(stranger, "x" * 5000).status_code == 422


def test_only_hashes_are_stored(server, person, signed_in):
    _, tokens = signed_in(person)
    with transaction(server.engine) as session:
        stored = session.execute(text("SELECT string_agg(r::text, '') FROM auth_refresh r")).scalar_one()
    assert tokens["refresh_token"] not in stored
    assert tokens["refresh_token"].encode().hex() not in stored


def test_a_session_ends_when_it_lay_idle_or_grew_too_old(server, person, signed_in, stranger):
    for column in ("idle_until", "expires_at"):
        api, tokens = signed_in(person)
        with transaction(server.engine) as session:
            session.execute(
                text(f"UPDATE auth_session SET {column} = now() - interval '1 second' WHERE user_id = :id"),
                {"id": person.id},
            )
        assert api.get("/auth/me").status_code == 401
        assert renew(stranger, tokens["refresh_token"]).status_code == 401
