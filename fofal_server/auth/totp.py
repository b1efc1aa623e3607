"""Codes of the second factor: TOTP after RFC 6238 with SHA-1, six digits and steps of thirty seconds."""

import hmac
from datetime import datetime

import pyotp

ISSUER = "FOFAL"
STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1
"""Steps that the clock of a telephone may be early or late."""


def drawn() -> str:
    """A secret of 160 bits in base 32, as authenticator applications take it."""
    return pyotp.random_base32()


def address(secret: str, username: str) -> str:
    """What the QR picture says (``otpauth://totp/…``)."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(moment: datetime) -> int:
    """The number of the step in which a moment lies, counted from 1970 (RFC 6238, 4.2)."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_of(secret: str, step: int, digits: int = DIGITS) -> str:
    """The code of one step."""
    return pyotp.HOTP(secret, digits=digits).at(step)


def step_matching(secret: str, typed: str, moment: datetime, *, after: int | None = None) -> int | None:
    """The step whose code was typed, later than ``after``; None when there is none near the moment.

    All steps are compared whatever was found, so that the time it takes tells nothing.
    """
    now, found = step_of(moment), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        same = hmac.compare_digest(code_of(secret, step).encode(), typed.encode())
        if same and (after is None or step > after):
            found = step
    return found
