"""Codes by the book, and secrets that only the server's key opens."""

import base64
import datetime as dt
import uuid

import pytest
from cryptography.exceptions import InvalidTag

from fofal_server.auth import totp
from fofal_server.auth.keys import Keys
from fofal_server.auth.sealed import seal, unseal

SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
"""RFC 6238, appendix B, SHA-1: seconds since 1970 and the code of eight digits."""
NOON = dt.datetime(2026, 11, 22, 12, 0, 10, tzinfo=dt.UTC)
STEP = dt.timedelta(seconds=totp.STEP_SECONDS)


@pytest.mark.parametrize("seconds", VECTORS)
def test_the_codes_are_those_of_the_rfc(seconds):
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert totp.code_of(SECRET, totp.step_of(moment), digits=8) == VECTORS[seconds]


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(steps, counts):
    typed = totp.code_of(SECRET, totp.step_of(NOON + steps * STEP))
    assert (totp.step_matching(SECRET, typed, NOON) is not None) is counts


def test_no_step_counts_twice_nor_one_before_it():
    now = totp.step_of(NOON)
    assert totp.step_matching(SECRET, totp.code_of(SECRET, now), NOON, after=now) is None
    assert totp.step_matching(SECRET, totp.code_of(SECRET, now - 1), NOON, after=now) is None
    assert totp.step_matching(SECRET, totp.code_of(SECRET, now + 1), NOON, after=now) == now + 1


def test_what_is_no_code_is_refused():
    for typed in ("", "12345", "abcdef", "١٢٣٤٥٦", "0" * 200):
        assert totp.step_matching(SECRET, typed, NOON) is None


def test_secrets_are_drawn_and_the_address_names_house_and_person():
    first, second = totp.drawn(), totp.drawn()
    assert first != second
    assert len(base64.b32decode(first)) == 20
    address = totp.address(first, "jean.mballa")
    assert address.startswith("otpauth://totp/FOFAL:jean.mballa?")
    assert f"secret={first}" in address
    assert "issuer=FOFAL" in address


def test_a_sealed_secret_opens_with_its_key_for_its_person_only(tmp_path):
    keys, others = Keys.ensure(tmp_path / "a"), Keys.ensure(tmp_path / "b")
    owner = uuid.uuid4()
    stored = seal(keys, owner, SECRET)
    assert SECRET.encode() not in stored
    assert seal(keys, owner, SECRET) != stored
    assert unseal(keys, owner, stored) == SECRET
    for reading, person, bytes_ in (
        (others, owner, stored),
        (keys, uuid.uuid4(), stored),
        (keys, owner, stored[:-1] + bytes([stored[-1] ^ 1])),
    ):
        with pytest.raises(InvalidTag):
            unseal(reading, person, bytes_)
