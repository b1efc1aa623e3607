"""Forged, borrowed and outlived access tokens against the running server: each is 401 and none is an error of ours."""

import base64
import hmac
import json
from collections.abc import Iterator

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from fofal_server.auth.tokens import LONGEST
from fofal_server.core import clock
from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.servers import Server


@pytest.fixture(scope="module")
def genuine(server: Server) -> str:
    return signed_in_token(server, [])


@pytest.fixture
def forge(server: Server, genuine: str):
    """The genuine token with other claims, another header, another key or another algorithm."""
    keys = server.keys
    claims = jwt.decode(genuine, options={"verify_signature": False})

    def forged(key=None, algorithm="HS256", header=None, **changes) -> str:
        made = {name: value for name, value in (claims | changes).items() if value is not None}
        kid = {"kid": keys.current}
        secret = key or keys.signing[keys.current]
        if not isinstance(secret, bytes):
            return jwt.encode(made, secret, algorithm, {**kid, **(header or {})})
        # By hand, for the library would not sign what it thinks unwise.
        head = {"alg": algorithm, "typ": "JWT", **kid, **(header or {})}
        text = f"{_part(head)}.{_part(made)}"
        digest = hmac.digest(secret, text.encode(), f"sha{algorithm[2:]}")
        return f"{text}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    return forged


@pytest.fixture
def status(server: Server) -> Iterator:
    api = Api(server, None)

    def asked(token: str) -> int:
        answer = api.get("/auth/me", headers={"Authorization": f"Bearer {token}"})
        if answer.status_code != 200:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert token[-20:] not in answer.text or len(token) < 20
        return answer.status_code

    yield asked
    api.close()


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_the_token_that_is_forged_here_counts_as_it_is(forge, status) -> None:
    assert status(forge()) == 200


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "NONE", ""])
@pytest.mark.parametrize("signature", ["", "borrowed"])
def test_class_16_jwt_without_algorithm(server: Server, genuine: str, status, algorithm: str, signature: str) -> None:
    _, claims, signed = genuine.split(".")
    header = _part({"alg": algorithm, "typ": "JWT", "kid": server.keys.current})
    assert status(f"{header}.{claims}.{signed if signature else ''}") == 401


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_class_16_jwt_of_another_algorithm_of_the_same_key(forge, status, algorithm: str) -> None:
    assert status(forge(algorithm=algorithm)) == 401


def test_class_16_jwt_of_a_pair_of_keys_in_place_of_the_secret(server: Server, genuine: str, forge, status) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    numbers = private.public_key().public_numbers()
    jwk = {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
    assert status(forge(private, "RS256", {"jwk": jwk})) == 401
    assert status(forge(private, "RS256")) == 401
    public = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
    assert status(forge(public)) == 401
    rs_header = _part({"alg": "RS256", "typ": "JWT", "kid": server.keys.current})
    assert status(".".join([rs_header, *genuine.split(".")[1:]])) == 401


@pytest.mark.parametrize(
    "header",
    [
        {"kid": "../../../../dev/null"},
        {"kid": "/etc/hostname"},
        {"kid": "' UNION SELECT 'a' --"},
        {"kid": "x\u0000"},
        {"kid": ""},
        {"jku": "http://127.0.0.1:9/keys.json"},
        {"x5u": "http://127.0.0.1:9/cert.pem"},
        {"x5c": ["AAAA"]},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"zip": "DEF"},
        {"cty": "JWT"},
    ],
    ids=str,
)
def test_class_16_jwt_whose_header_asks_for_more(forge, status, header: dict) -> None:
    assert status(forge(header=header)) == 401


@pytest.mark.parametrize("kid", [None, 0, [], {}, ["k"], True, "é" * 100])
def test_class_16_jwt_whose_key_id_is_none(genuine: str, status, kid: object) -> None:
    header = _part({"alg": "HS256", "typ": "JWT", "kid": kid})
    assert status(".".join([header, *genuine.split(".")[1:]])) == 401


def test_the_secret_of_somebody_else_and_an_empty_one(forge, status) -> None:
    assert status(forge(b"x" * 48)) == 401
    assert status(forge().rpartition(".")[0] + ".") == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-api"},
        {"aud": ["another", "fofal"]},
        {"aud": None},
        {"iss": "somebody"},
        {"iss": None},
        {"sub": "00000000-0000-7000-8000-000000000000"},
        {"sub": "' OR 1=1 --"},
        {"sub": ["x"]},
        {"sid": "00000000-0000-7000-8000-000000000000"},
        {"sid": 7},
        {"jti": None},
        {"exp": None},
        {"iat": None},
        {"exp": "9999999999999999999999"},
        {"exp": float("inf")},
        {"exp": -1},
    ],
    ids=str,
)
def test_class_16_jwt_with_claims_that_are_not_ours(forge, status, changes: dict) -> None:
    assert status(forge(**changes)) == 401


def test_class_16_jwt_too_late_and_too_early(forge, status) -> None:
    now = int(clock.now().timestamp())
    assert status(forge(iat=now - 700, exp=now - 61)) == 401
    assert status(forge(iat=now - 600, exp=now - 30)) == 200  # within the leeway that clocks are given
    assert status(forge(iat=now + 120)) == 401
    assert status(forge(nbf=now + 300)) == 401


@pytest.mark.parametrize("size", [LONGEST, 40_000])
def test_a_huge_token(forge, status, size: int) -> None:
    assert status(forge(jti="x" * size)) == 401
    assert status("a." * (size // 2)) == 401


def test_class_16_jwt_whose_session_was_ended(server: Server, status) -> None:
    token = signed_in_token(server, [])
    api = Api(server, token)
    assert api.post("/auth/logout").status_code == 204
    api.close()
    assert status(token) == 401


@pytest.mark.parametrize("name", ["access_token", "token", "authorization", "jwt"])
def test_a_token_in_the_address_opens_nothing(server: Server, genuine: str, name: str) -> None:
    """ASVS 14.2.1: addresses are written down by proxies."""
    api = Api(server, None)
    assert api.get("/auth/me", params={name: genuine}).status_code == 401
    api.close()


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "bearer\t", "Token x"])
def test_another_scheme_or_nothing(server: Server, value: str) -> None:
    api = Api(server, None)
    assert api.get("/auth/me", headers={"Authorization": value}).status_code == 401
    api.close()


def _number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
