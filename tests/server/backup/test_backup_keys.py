"""The key as a file and as a sheet of paper."""

import itertools
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.backup import paper
from fofal_server.backup.errors import KeyRefused
from fofal_server.backup.keys import BackupKey

SECRET = bytes(range(7, 39))
PRINTED = paper.printed(SECRET)
PLACES = [place for place, letter in enumerate(PRINTED) if letter in paper.ALPHABET and PRINTED[place + 1] != ":"]


def refusal(text: str) -> str:
    with pytest.raises(KeyRefused) as caught:
        paper.read(text)
    return str(caught.value)


def test_a_saved_key_is_private_and_comes_back(tmp_path, key):
    path = tmp_path / "clé.txt"
    key.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (BackupKey.load(path).public, BackupKey.load(path).fingerprint) == (key.public, key.fingerprint)
    key.save(path)


def test_a_key_is_never_overwritten_by_another(tmp_path, key, other_key):
    key.save(tmp_path / "key")
    with pytest.raises(KeyRefused, match="Une autre clé"):
        other_key.save(tmp_path / "key")
    assert BackupKey.load(tmp_path / "key").public == key.public


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_an_exposed_key_is_refused(tmp_path, key, mode):
    key.save(tmp_path / "key")
    (tmp_path / "key").chmod(mode)
    with pytest.raises(KeyRefused, match="chmod 600"):
        BackupKey.load(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"bonjour\n"])
def test_a_missing_or_spoiled_file_is_refused(tmp_path, content):
    with pytest.raises(KeyRefused, match="manque"):
        BackupKey.load(tmp_path / "key")
    (tmp_path / "key").write_bytes(content)
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(KeyRefused):
        BackupKey.load(tmp_path / "key")


def test_nothing_shows_the_private_part(key):
    assert repr(key) == str(key) == f"BackupKey({key.fingerprint})"
    assert not hasattr(key, "__dict__")


def test_a_mac_is_of_one_key_and_one_text(key, other_key):
    assert key.mac(b"a") == BackupKey.from_paper(key.paper()).mac(b"a")
    assert len({key.mac(b"a"), key.mac(b"b"), other_key.mac(b"a")}) == 3


@given(st.binary(min_size=32, max_size=32))
def test_paper_gives_back_every_secret(secret):
    assert paper.read(paper.printed(secret)) == secret


@given(st.data())
def test_paper_forgives_case_spaces_dashes_and_letters_that_look_alike(data):
    secret = data.draw(st.binary(min_size=32, max_size=32))
    alike = {"0": "0oO", "1": "1iIlL"}
    text = ""
    for line in paper.printed(secret).splitlines():
        for letter in line.partition(":")[2]:
            if letter in " -":
                text += data.draw(st.sampled_from(["", " ", "-", " – ", "  ", "."]))
            else:
                text += data.draw(st.sampled_from(alike.get(letter, letter + letter.lower())))
        text += data.draw(st.sampled_from(["\n", "\r\n", "\n\n"]))
    assert paper.read("# un mot\n" + text) == secret


def test_paper_in_one_line_is_read_too():
    assert paper.read("".join(line.partition(":")[2] for line in PRINTED.splitlines())) == SECRET


def test_every_misread_letter_is_found_and_its_line_told():
    tried = 0
    for place in PLACES:
        line = PRINTED[:place].count("\n") + 1
        for letter in set(paper.ALPHABET) - {PRINTED[place]}:
            assert f"ligne {line}." in refusal(PRINTED[:place] + letter + PRINTED[place + 1 :])
            tried += 1
    assert tried == 64 * 31


def test_every_swapped_pair_of_neighbours_is_found():
    tried = 0
    for secret in (SECRET, bytes(31) + b"\1", bytes(range(200, 232))):
        letters = "".join(line.partition(":")[2] for line in paper.printed(secret).splitlines()).replace("-", "")
        letters = letters.replace(" ", "")
        for place in range(63):
            first, second = letters[place : place + 2]
            if first != second:
                assert "erreur de lecture" in refusal(letters[:place] + second + first + letters[place + 2 :])
                tried += 1
    assert tried > 120


def test_every_swapped_pair_within_a_line_is_found():
    rows = [line.partition(":")[2].replace("-", "").strip() for line in PRINTED.splitlines()]
    for line, (first, second) in itertools.product(range(4), itertools.combinations(range(16), 2)):
        row = list(rows[line])
        row[first], row[second] = row[second], row[first]
        if "".join(row) != rows[line]:
            assert f"ligne {line + 1}." in refusal("\n".join([*rows[:line], "".join(row), *rows[line + 1 :]]))


def test_swapped_lines_are_found():
    lines = [line.partition(":")[2] for line in PRINTED.splitlines()]
    assert "ligne 2, 3" in refusal("\n".join([lines[0], lines[2], lines[1], lines[3]]))


@given(st.data())
def test_three_wrong_letters_in_a_line_are_found(data):
    line = data.draw(st.integers(0, 3))
    changed = list(PRINTED)
    for place in data.draw(st.sets(st.sampled_from(PLACES[line * 16 : line * 16 + 16]), min_size=1, max_size=3)):
        changed[place] = data.draw(st.sampled_from(sorted(set(paper.ALPHABET) - {PRINTED[place]})))
    assert f"ligne {line + 1}." in refusal("".join(changed))


def test_a_lacking_letter_and_an_unknown_one_are_told_by_line():
    assert "ligne 2 : 15 lettres" in refusal(PRINTED[: PLACES[20]] + PRINTED[PLACES[20] + 1 :])
    assert "ligne 1 : « U »" in refusal(PRINTED[: PLACES[3]] + "u" + PRINTED[PLACES[3] + 1 :])
    assert "4 lignes de 16 lettres" in refusal("\n".join(PRINTED.splitlines()[:3]))
