"""Passwords that stood in real leaks, as the library ``zxcvbn`` ships them: 30,000 of them, the most frequent first.

Most are shorter than what is asked for, and people make them long enough in two ways: they write them twice, and they
hang digits and signs on them. Both count as the leaked password itself (OWASP ASVS 5.0, 6.2.4 and 6.2.12).
"""

from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import cast

HUNG = 8
"""So many digits and signs around a leaked password make no other one of it: « ! », « 2026 », a date of birth."""


def is_leaked(plain: str) -> bool:
    """Whether this is a leaked password, or one repeated or with digits and signs hung on; ``plain`` is folded."""
    return any(_unit(core) in _words() for core in _cores(plain))


@cache
def _words() -> frozenset[str]:
    """The list, read at the first new password (20 ms, 4 MB).

    Only the library's list is loaded: importing the whole package builds tables of names and films, too (17 MB).
    """
    package = find_spec("zxcvbn")
    found = PathFinder.find_spec("frequency_lists", package.submodule_search_locations) if package else None
    if found is None or found.loader is None:
        raise ModuleNotFoundError("zxcvbn.frequency_lists")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return frozenset(cast("list[str]", module.FREQUENCY_LISTS["passwords"]))


def _cores(plain: str) -> Iterator[str]:
    """What remains when digits and signs are taken off at both ends, in every way."""
    front, back = _hung(plain), _hung(plain[::-1])
    for before in range(front + 1):
        for after in range(min(back, HUNG - before, len(plain) - before) + 1):
            yield plain[before : len(plain) - after]


def _hung(plain: str) -> int:
    letters = (place for place, one in enumerate(plain[:HUNG]) if one.isalpha())
    return next(letters, min(HUNG, len(plain)))


def _unit(text: str) -> str:
    """What a text repeats, or the text itself: ``dragondragon`` is ``dragon``."""
    period = (text + text).find(text, 1)
    return text[:period] if period > 0 else text
