"""What a new password must be: long, not common, not the user name; no mixture of characters is asked for.

OWASP ASVS 5.0: 6.2.1 length, 6.2.4 common passwords, 6.2.5 no composition rules, 6.2.9 long ones are allowed.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fofal_server.core.errors import Refused

SHORTEST = 12
_LIST = Path(__file__).with_name("common_passwords.txt")


def check(password: str, username: str, field: str) -> None:
    """422 under ``field`` for a password that would be guessed."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
        raise Refused("auth.password_short", field=field, least=SHORTEST)
    if _letters(password) == _letters(username):
        raise Refused("auth.password_is_username", field=field)
    if _plain(password) in common() or len(set(_plain(password))) < 4:
        raise Refused("auth.password_common", field=field)


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
