"""What a new password must be: long, not common, not leaked, not the user name; no mixture of characters is asked for.

OWASP ASVS 5.0: 6.2.1 length, 6.2.4 common passwords, 6.2.5 no composition rules, 6.2.9 long ones are allowed, 6.2.12
breached ones are refused.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import structlog

from fofal_server.auth.breached import Breached, BreachedError
from fofal_server.auth.leaked import is_leaked
from fofal_server.core.errors import Refused, Unavailable

log = structlog.get_logger("fofal.passwords")
SHORTEST = 12
_LIST = Path(__file__).with_name("common_passwords.txt")


def check(password: str, username: str, field: str, breached: Breached | None = None) -> None:
    """422 under ``field`` for a password that would be guessed; 503 when the file of breached ones cannot be asked."""
    typed, plain = unicodedata.normalize("NFC", password), _plain(password)
    if len(typed) < SHORTEST:
        raise Refused("auth.password_short", field=field, least=SHORTEST)
    if _letters(password) == _letters(username):
        raise Refused("auth.password_is_username", field=field)
    if plain in common() or len(set(plain)) < 4:
        raise Refused("auth.password_common", field=field)
    if is_leaked(plain) or (breached and _is_breached(breached, typed, plain)):
        raise Refused("auth.password_leaked", field=field)


def _is_breached(breached: Breached, *forms: str) -> bool:
    """A file that cannot be asked stops new passwords: whoever set it wants none that was not looked up."""
    try:
        return breached.holds(*forms)
    except BreachedError as error:
        log.exception("passwords.breached_unusable", why=str(error))
        raise Unavailable("auth.breaches_unread", retry_after=60) from error


@cache
def common() -> frozenset[str]:
    """Passwords that everybody tries first, in French and English, without case and accents.

    Words, names, keyboard walks and the endings that people hang on them, put together for this list; it is no copy of
    a list of stolen passwords.
    """
    return frozenset(_plain(line) for line in _LIST.read_text(encoding="utf-8").splitlines() if line.strip())


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in bare if not unicodedata.combining(one))


def _letters(text: str) -> str:
    """Only the letters count: ``jean.mballa-2024`` is still the name of ``jean.mballa``."""
    return re.sub(r"[\W\d_]", "", _plain(text))
