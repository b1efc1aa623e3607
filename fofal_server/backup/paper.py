"""A secret as lines of letters that survive paper: what is misread is found, and its line is told.

The alphabet is Crockford's base 32 (no I, L, O, U: https://www.crockford.com/base32.html). The three last letters of a
line are a Reed-Solomon check over GF(32) of the line and its number: up to three wrong letters in a line, two
neighbours swapped and lines swapped are always found.
"""

import re

from fofal_server.backup.errors import KeyRefused

BYTES = 32
LINES = 4
LETTERS = 16
CHECKS = 3
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_DATA = LETTERS - CHECKS
_SPARE = LINES * _DATA * 5 - BYTES * 8
_READ_AS = str.maketrans("OIL", "011")
_IGNORED = re.compile(r"[\s\-‐‑‒–—_.·]+")


def printed(secret: bytes) -> str:
    """Four numbered lines of four groups of four letters for 32 bytes."""
    number = int.from_bytes(secret) << _SPARE
    symbols = [number >> shift & 31 for shift in range((LINES * _DATA - 1) * 5, -1, -5)]
    return "\n".join(_line(place, symbols[place * _DATA : (place + 1) * _DATA]) for place in range(LINES)) + "\n"


def read(text: str) -> bytes:
    """Read the 32 bytes back, whatever the case, spaces and dashes; `KeyRefused` names the lines that were misread."""
    rows = [_symbols(place, row) for place, row in enumerate(_rows(text))]
    wrong = [str(place + 1) for place, row in enumerate(rows) if _check(place, row[:_DATA]) != row[_DATA:]]
    if wrong:
        raise KeyRefused(f"Clé sur papier : erreur de lecture, ligne {', '.join(wrong)}. Relisez lettre par lettre.")
    number = 0
    for symbol in (symbol for row in rows for symbol in row[:_DATA]):
        number = number << 5 | symbol
    if number & (1 << _SPARE) - 1:
        raise KeyRefused("Cette clé sur papier vient d’une version plus récente de FOFAL : mettez le serveur à jour.")
    return (number >> _SPARE).to_bytes(BYTES)


def _line(place: int, data: list[int]) -> str:
    letters = "".join(ALPHABET[symbol] for symbol in data + _check(place, data))
    return f"{place + 1}: " + "-".join(letters[start : start + 4] for start in range(0, LETTERS, 4))


def _rows(text: str) -> list[str]:
    """Take the letters of each line without number and separators; comments (#) and empty lines say nothing."""
    lines = [line.rsplit(":", 1)[-1] for line in text.splitlines() if not line.lstrip().startswith("#")]
    rows = [row for row in (_IGNORED.sub("", line).upper() for line in lines) if row]
    if len(rows) != LINES:
        joined = "".join(rows)
        if len(joined) != LINES * LETTERS:
            raise KeyRefused(f"Une clé sur papier a {LINES} lignes de {LETTERS} lettres : recopiez-la en entier.")
        rows = [joined[start : start + LETTERS] for start in range(0, len(joined), LETTERS)]
    return rows


def _symbols(place: int, row: str) -> list[int]:
    if len(row) != LETTERS:
        raise KeyRefused(f"Clé sur papier, ligne {place + 1} : {len(row)} lettres au lieu de {LETTERS}. Relisez-la.")
    symbols = [ALPHABET.find(letter) for letter in row.translate(_READ_AS)]
    if -1 in symbols:
        unknown = row[symbols.index(-1)]
        raise KeyRefused(f"Clé sur papier, ligne {place + 1} : « {unknown} » n’est pas une de ses lettres. Relisez-la.")
    return symbols


def _powers() -> list[int]:
    """Give the powers of x in GF(32) = GF(2)[x] / (x⁵ + x² + 1), twice round."""
    powers = [1]
    while len(powers) < 62:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    return powers


_POWER = _powers()


def _times(left: int, right: int) -> int:
    return _POWER[_POWER.index(left) + _POWER.index(right)] if left and right else 0


def _generator() -> list[int]:
    """Multiply (y - 1)(y - x)(y - x²) out; the highest coefficient, which is 1, is left out."""
    product = [1]
    for root in _POWER[:CHECKS]:
        product = [a ^ _times(root, b) for a, b in zip([*product, 0], [0, *product], strict=True)]
    return product[1:]


_GENERATOR = _generator()


def _check(place: int, data: list[int]) -> list[int]:
    """Remainder of (line number, letters) times y³ by the generator."""
    remainder = [0] * CHECKS
    for symbol in [place + 1, *data]:
        factor = symbol ^ remainder[0]
        remainder = [a ^ _times(factor, b) for a, b in zip([*remainder[1:], 0], _GENERATOR, strict=True)]
    return remainder
