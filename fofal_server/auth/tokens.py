"""Access tokens: short JSON web tokens with one fixed algorithm; and opaque ones, kept as hashes only."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import jwt

from fofal_server.auth.keys import Keys
from fofal_server.core import clock
from fofal_server.core.door import Claims, KeyClaims
from fofal_server.core.errors import Unauthenticated

ALGORITHM = "HS256"
ISSUER = "fofal"
AUDIENCE = "fofal-api"
LIFETIME = timedelta(minutes=10)
LEEWAY = timedelta(seconds=60)
LONGEST = 1000
KEY_PREFIX = "fofal_"
"""How every key of a service account begins, so that one that leaked is recognised for what it is."""
_HEADER = {"alg", "typ", "kid"}
_NEEDED = ["iss", "aud", "sub", "sid", "exp", "iat", "jti"]
_CHECKS: jwt.types.Options = {"require": _NEEDED, "verify_exp": False, "verify_iat": False}


def refused(key: str = "auth.token_invalid") -> Unauthenticated:
    """The refusal of anything that proves nobody."""
    return Unauthenticated(key, headers={"WWW-Authenticate": "Bearer"})


def access_token(keys: Keys, user_id: UUID, session_id: UUID) -> str:
    """A token for the next ten minutes."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(user_id),
        "sid": str(session_id),
        "iat": now,
        "exp": now + int(LIFETIME.total_seconds()),
        "jti": secrets.token_urlsafe(12),
    }
    return jwt.encode(claims, keys.signing[keys.current], ALGORITHM, {"kid": keys.current})


@dataclass(frozen=True)
class Genuine:
    """A token that we signed; whether its time has come or gone is asked at each use."""

    claims: Claims
    issued: int
    expires: int

    def now(self) -> Claims:
        """What it says; 401 past its time."""
        now, leeway = clock.now().timestamp(), LEEWAY.total_seconds()
        if now > self.expires + leeway:
            raise refused("auth.token_expired")
        if self.issued > now + leeway:
            raise refused()
        return self.claims


def read(keys: Keys, token: str) -> Genuine:
    """A token of ours; 401 for any other: another algorithm, audience or key, a header that asks for more."""
    try:
        if len(token) > LONGEST:
            raise refused()
        header = jwt.get_unverified_header(token)
        key = keys.signing.get(str(header.get("kid")))
        if key is None or not set(header) <= _HEADER:
            raise refused()
        claims = jwt.decode(token, key, [ALGORITHM], _CHECKS, audience=AUDIENCE, issuer=ISSUER)
        said = Claims(UUID(claims["sub"]), UUID(claims["sid"]))
        issued, expires = claims["iat"], claims["exp"]
        if type(issued) is not int or type(expires) is not int:
            raise refused()
        # Whoever stole a key that was rotated cannot make tokens that outlive it.
        return Genuine(said, issued, min(expires, keys.until.get(str(header["kid"]), expires)))
    except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise refused() from error


def service_key(keys: Keys) -> str:
    """A fresh key of 256 bits with a mark of ours, so that an invented one is refused without asking the database."""
    bare = secrets.token_hex(32)
    return f"{KEY_PREFIX}{bare}{_mark(keys, bare)}"


def read_key(keys: Keys, token: str) -> KeyClaims:
    """What a key proves; 401 for one that we never made."""
    bare, mark = token[len(KEY_PREFIX) :][:64], token[len(KEY_PREFIX) + 64 :]
    if not secrets.compare_digest(mark.encode(), _mark(keys, bare).encode()):
        raise refused()
    return KeyClaims(digest(token))


def _mark(keys: Keys, bare: str) -> str:
    return hmac.digest(keys.derived("service-keys"), bare.encode(), hashlib.sha256).hex()[:16]


def opaque() -> str:
    """A fresh secret of 256 bits for whoever receives it."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored of an opaque token: a hash is enough, for it has nothing that could be guessed."""
    return hashlib.sha256(token.encode()).digest()


def successor(keys: Keys, token: str) -> str:
    """The refresh token that replaces this one: always the same, so that a lost answer can be given again."""
    return hmac.digest(keys.derived("refresh"), token.encode(), hashlib.sha256).hex()
