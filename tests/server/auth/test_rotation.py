"""Signing keys that are rotated: the old one counts as long as its tokens live, and no token outlives it."""

import datetime as dt
import json
import os

import jwt
import pytest
from structlog.testing import capture_logs

from fofal_server.auth import rotation, tokens
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import FOLDER, TOKENS, Keys
from fofal_server.core import clock
from fofal_server.core.actor import SYSTEM
from fofal_server.core.audit import Who
from fofal_server.core.errors import Unauthenticated
from tests.server.auth.test_tokens import SESSION, USER

LATER = dt.timedelta(minutes=11, seconds=5)


@pytest.fixture
def trail(session):
    session.info["who"] = Who(SYSTEM, "essai", None)
    return session


def token_file(folder):
    return folder / FOLDER / TOKENS


def test_old_tokens_count_and_new_ones_carry_the_new_key(trail, tmp_path):
    door = AuthDoor(Keys.ensure(tmp_path))
    old = tokens.access_token(door.keys, USER, SESSION)
    before, pepper = door.keys.current, door.keys.pepper
    done = rotation.rotate(trail, tmp_path)
    assert door.keys.current == done.current != before
    assert door.keys.pepper == pepper
    assert jwt.get_unverified_header(tokens.access_token(door.keys, USER, SESSION))["kid"] == done.current
    assert door.claims(old).session_id == SESSION
    assert (list(done.kept), done.dropped) == ([before], ())


def test_two_rotations_in_a_row_sign_nobody_out(trail, tmp_path):
    door = AuthDoor(Keys.ensure(tmp_path))
    old = tokens.access_token(door.keys, USER, SESSION)
    rotation.rotate(trail, tmp_path)
    assert len(rotation.rotate(trail, tmp_path).kept) == 2
    assert door.claims(old).session_id == SESSION


def test_a_stolen_key_makes_no_token_that_outlives_it(trail, tmp_path):
    stolen = Keys.ensure(tmp_path)
    door = AuthDoor(stolen)
    rotation.rotate(trail, tmp_path)
    claims = jwt.decode(tokens.access_token(stolen, USER, SESSION), options={"verify_signature": False})
    forged = jwt.encode(
        claims | {"exp": claims["exp"] + 10**6}, stolen.signing[stolen.current], "HS256", {"kid": stolen.current}
    )
    assert door.claims(forged).session_id == SESSION
    with clock.frozen(clock.now() + LATER), pytest.raises(Unauthenticated):
        door.claims(forged)


def test_a_stolen_key_can_be_dropped_at_once(trail, tmp_path):
    door = AuthDoor(Keys.ensure(tmp_path))
    old, gone = tokens.access_token(door.keys, USER, SESSION), door.keys.current
    assert rotation.rotate(trail, tmp_path, drop_old=True).dropped == (gone,)
    with pytest.raises(Unauthenticated):
        door.claims(old)
    assert door.claims(tokens.access_token(door.keys, USER, SESSION)).session_id == SESSION


def test_a_key_without_living_tokens_leaves_the_file(trail, tmp_path):
    gone = Keys.ensure(tmp_path).current
    current = rotation.rotate(trail, tmp_path).current
    assert rotation.drop_expired(trail, tmp_path) == ()
    with clock.frozen(clock.now() + LATER):
        assert rotation.drop_expired(trail, tmp_path) == (gone,)
    stored = json.loads(token_file(tmp_path).read_text())
    assert (list(stored["keys"]), stored["until"]) == ([current], {})
    if os.name != "nt":
        assert token_file(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_used_is_told_once_and_the_good_keys_go_on(tmp_path):
    door = AuthDoor(Keys.ensure(tmp_path))
    token = tokens.access_token(door.keys, USER, SESSION)
    token_file(tmp_path).write_text("{}")
    with capture_logs() as lines:
        assert [door.claims(token).session_id for _ in range(3)] == [SESSION] * 3
    assert [line["event"] for line in lines] == ["keys.unusable"]
