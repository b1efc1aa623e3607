"""Sealed streams: what comes out is what went in, or nothing."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.backup.errors import Damaged, WrongKey
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.sealing import CHUNK, HEAD, TAG, sealing, unsealed

KEY = BackupKey.generate()
SEALED_CHUNK = CHUNK + TAG


def seal(plain: bytes, key: BackupKey = KEY) -> bytes:
    target = io.BytesIO()
    with sealing(target, key.public) as stream:
        stream.write(plain)
    return target.getvalue()


def opened(sealed: bytes, key: BackupKey = KEY) -> bytes:
    return unsealed(io.BytesIO(sealed), key).read()


def refused(sealed: bytes, plain: bytes) -> None:
    """What is handed out before the damage is found must be authentic; after it nothing is, not even an end."""
    try:
        stream = unsealed(io.BytesIO(sealed), KEY)
    except Damaged:
        return
    given_out: list[bytes] = []
    with pytest.raises(Damaged):
        given_out.extend(iter(lambda: stream.read1(1000), b""))
    assert plain.startswith(b"".join(given_out))
    with pytest.raises(Damaged):
        stream.read(1)


def write_and_fail(stream, plain: bytes) -> None:
    stream.write(plain)
    raise OSError("full")


def content(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311 - the same bytes every time


@pytest.mark.parametrize("chunks", range(4))
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_sizes_around_the_borders_of_chunks(chunks, off):
    plain = content(max(chunks * CHUNK + off, 0))
    sealed = seal(plain)
    assert opened(sealed) == plain
    assert len(sealed) == HEAD + len(plain) + TAG * max(-(-len(plain) // CHUNK), 1)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 3 * CHUNK), max_size=6), st.integers(1, 2 * CHUNK))
def test_any_way_of_writing_and_reading(sizes, step):
    target, parts = io.BytesIO(), [content(size) for size in sizes]
    with sealing(target, KEY.public) as stream:
        for part in parts:
            assert stream.write(part) == len(part)
    reader = unsealed(io.BytesIO(target.getvalue()), KEY)
    assert b"".join(iter(lambda: reader.read(step), b"")) == b"".join(parts)


def test_two_seals_of_the_same_have_nothing_in_common():
    one, two = seal(b"x" * 100), seal(b"x" * 100)
    assert one[HEAD - 32 :] != two[HEAD - 32 :]
    assert b"x" * 8 not in one


def test_another_key_opens_nothing():
    with pytest.raises(WrongKey, match="autre clé"):
        opened(seal(b"secret"), BackupKey.generate())


def test_every_bit_of_a_small_file_matters():
    sealed = seal(b"a plot")
    for place in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[place // 8] ^= 1 << place % 8
        refused(bytes(flipped), b"a plot")


def test_flips_and_cuts_anywhere():
    plain, draw = content(3 * CHUNK + 777), random.Random(4)  # noqa: S311 - the same flips every time
    sealed = seal(plain)
    for _ in range(200):
        flipped = bytearray(sealed)
        flipped[draw.randrange(len(sealed))] ^= 1 << draw.randrange(8)
        refused(bytes(flipped), plain)
        refused(sealed[: draw.randrange(len(sealed))], plain)
    for border in range(4):
        refused(sealed[: HEAD + border * SEALED_CHUNK], plain)


def test_moved_doubled_and_dropped_chunks():
    plain = content(4 * CHUNK)
    sealed = seal(plain)
    head = sealed[:HEAD]
    first, second, third, last = (sealed[HEAD + n * SEALED_CHUNK : HEAD + (n + 1) * SEALED_CHUNK] for n in range(4))
    for order in (
        [second, first, third, last],
        [first, third, second, last],
        [first, first, second, third, last],
        [first, second, third, last, last],
        [first, third, last],
        [first, second, last],
        [first, second, third],
        [last],
        [],
    ):
        refused(head + b"".join(order), plain)


@pytest.mark.parametrize("size", [0, 10, CHUNK - 1, CHUNK, CHUNK + 1])
@pytest.mark.parametrize("more", [1, TAG, SEALED_CHUNK, 3 * SEALED_CHUNK])
def test_bytes_behind_the_end(size, more):
    refused(seal(content(size)) + bytes(more), content(size))


def test_a_chunk_of_another_file_does_not_fit():
    one, two = seal(content(2 * CHUNK)), seal(content(2 * CHUNK))
    refused(one[: HEAD + SEALED_CHUNK] + two[HEAD + SEALED_CHUNK :], content(2 * CHUNK))


@pytest.mark.parametrize("size", [0, 10, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_an_exception_leaves_nothing_that_opens_as_whole(size):
    target = io.BytesIO()
    with pytest.raises(OSError, match="full"), sealing(target, KEY.public) as stream:
        write_and_fail(stream, content(size))
    refused(target.getvalue(), content(size))
    with pytest.raises(ValueError, match="after the end"):
        stream.write(b"more")


def test_a_point_without_secret_is_damage():
    sealed = seal(b"x")
    refused(sealed[: HEAD - 32] + bytes(32) + sealed[HEAD:], b"x")
