"""Access tokens: ours pass, every known trick does not."""

import base64
import datetime as dt
import json
from uuid import uuid4

import jwt
import pytest

from fofal_server.auth import tokens
from fofal_server.auth.keys import Keys
from fofal_server.core import clock
from fofal_server.core.errors import Unauthenticated

KEYS = Keys("k1", {"k1": b"a" * 64, "k0": b"b" * 64}, b"p" * 48)
USER, SESSION = uuid4(), uuid4()


def claims(**changes):
    now = int(clock.now().timestamp())
    made = {
        "iss": "fofal", "aud": "fofal-api", "sub": str(USER), "sid": str(SESSION),
        "iat": now, "exp": now + 600, "jti": "x",
    }  # fmt: skip
    return {name: value for name, value in (made | changes).items() if value is not None}


def signed(payload, key=b"a" * 64, algorithm="HS256", **header):
    return jwt.encode(payload, key, algorithm, {"kid": "k1", **header})


def unsigned(header, payload):
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, payload))
    return ".".join(parts) + "."


def test_our_own_token_says_who_and_which_session():
    said = tokens.read(KEYS, tokens.access_token(KEYS, USER, SESSION)).now()
    assert (said.user_id, said.session_id) == (USER, SESSION)


def test_a_token_of_the_key_before_is_still_believed():
    assert tokens.read(KEYS, signed(claims(), b"b" * 64, kid="k0")).now().user_id == USER


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "é.é.é",
        "." * 2000,
        unsigned({"alg": "none", "kid": "k1"}, claims()),
        unsigned({"alg": "None", "kid": "k1", "typ": "JWT"}, claims()),
        signed(claims(), algorithm="HS512"),
        signed(claims(), b"c" * 64),
        signed(claims(), b"b" * 64),
        signed(claims(), kid="../../dev/null"),
        signed(claims(), kid="unknown"),
        signed(claims(), jku="https://example.org/keys"),
        signed(claims(), crit=["x"]),
        signed(claims(aud="another")),
        signed(claims(aud=None)),
        signed(claims(iss="another")),
        signed(claims(sub="not an id")),
        signed(claims(sid=None)),
        signed(claims(exp=None)),
        signed(claims(exp="later")),
        signed(claims(jti=None)),
        jwt.encode(claims(), b"a" * 64, "HS256"),
    ],
)
def test_anything_else_is_refused(token):
    with pytest.raises(Unauthenticated):
        tokens.read(KEYS, token).now()


def test_time_is_asked_at_each_use():
    moment = clock.now()
    genuine = tokens.read(KEYS, tokens.access_token(KEYS, USER, SESSION))
    with clock.frozen(moment + dt.timedelta(minutes=10, seconds=50)):
        assert genuine.now().user_id == USER
    with clock.frozen(moment + dt.timedelta(minutes=11, seconds=5)), pytest.raises(Unauthenticated):
        genuine.now()
    with clock.frozen(moment - dt.timedelta(minutes=2)), pytest.raises(Unauthenticated):
        genuine.now()


def test_a_successor_is_the_same_each_time_and_nobody_guesses_it():
    token = tokens.opaque()
    other = Keys("k1", KEYS.signing, b"q" * 48)
    assert tokens.successor(KEYS, token) == tokens.successor(KEYS, token) != tokens.successor(other, token)
