"""Hashes and rules of passwords."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from fofal_server.auth import password_rules
from fofal_server.auth.passwords import Passwords
from fofal_server.core.errors import Refused

QUICK = Passwords(b"p" * 48, rounds=4)


def test_a_hash_knows_its_password_and_no_other():
    stored = QUICK.hashed("une phrase de passe")
    assert QUICK.matches("une phrase de passe", stored)
    assert not QUICK.matches("une phrase de passe ", stored)
    assert not Passwords(b"q" * 48, rounds=4).matches("une phrase de passe", stored)


def test_nothing_is_cut_off_and_accents_may_be_composed_either_way():
    long = "é" * 500
    stored = QUICK.hashed(long)
    assert QUICK.matches("e\u0301" * 500, stored)
    assert not QUICK.matches(long[:-1], stored)


def test_nobody_has_a_password():
    assert not QUICK.matches("", None)
    assert not QUICK.matches("une phrase de passe", None)


def test_a_hash_of_another_cost_is_outdated():
    stored = QUICK.hashed("une phrase de passe")
    assert not QUICK.is_outdated(stored)
    assert Passwords(b"p" * 48, rounds=5).is_outdated(stored)
    assert Passwords(b"p" * 48).hashed("x").startswith("$2b$12$")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("onze signes", "auth.password_short"),
        ("Jean.Mballa-2026", "auth.password_is_username"),
        ("MotDePasse2026!", "auth.password_common"),
        ("Mötdepasse123456", "auth.password_common"),
        ("aaaaaaaaaaaaaaaa", "auth.password_common"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password, why):
    with pytest.raises(Refused) as refusal:
        password_rules.check(password, "jean.mballa", "new_password")
    assert refusal.value.key == why
    assert refusal.value.errors[0].field == "new_password"


@pytest.mark.parametrize(
    "password",
    ["douze signes", "que des minuscules ici", "mot de passe de jean mballa", "ф" * 3 + "日本語テキスト入力"],
)
def test_length_is_all_that_is_asked(password):
    password_rules.check(password, "jean.mballa", "password")


def test_the_list_holds_thousands_of_passwords_that_the_length_lets_through():
    """ASVS 5.0, 6.2.4: at least 3,000 of those that fit the other rules; each stands there once, in order."""
    lines = Path(password_rules.__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(password_rules.common()) > 30_000
    assert lines == sorted(lines)
    assert all(len(one) >= password_rules.SHORTEST and len(set(one)) >= 4 for one in lines)


@pytest.mark.parametrize(
    "password",
    [
        "azertyuiop123", "qwertyuiop123", "1q2w3e4r5t6y", "1a2z3e4r5t6y", "Password2026!", "P@ssw0rd1234", "iloveyou1234",
        "MotDePasse123", "motdepasse@2025", "JeTaime123456", "DieuEstGrand1", "JésusEstSeigneur", "Cameroun@2026",
        "LionsIndomptables", "Bienvenue2025!", "correcthorsebatterystaple", "Famille123456",
    ],
)  # fmt: skip
def test_what_people_really_choose_is_on_it(password):
    with pytest.raises(Refused, match="password_common"):
        password_rules.check(password, "jean.mballa", "password")


@pytest.mark.parametrize(
    "password",
    [
        "1qaz2wsx3edc", "gfhjkmgfhjkm", "Leavemealone", "SUNSHINE2026!", "!!sunshine2026", "Dragon17121989", "sunshinesunshine",
        "DragonDragonDragon", "Sûnshinesunshine!1", "abc123abc123", "abc123!!2026", "trustno1trustno1",
    ],
)  # fmt: skip
def test_a_leaked_password_is_refused_also_twice_and_with_a_tail(password):
    with pytest.raises(Refused) as refusal:
        password_rules.check(password, "jean.mballa", "password")
    assert refusal.value.key in {"auth.password_leaked", "auth.password_common"}


@pytest.mark.parametrize(
    "password", ["sunshine et dragon", "dragon835029174", "sunshine sur la pirogue", "trente sacs 2026"]
)
def test_a_leaked_word_within_a_phrase_is_no_leak(password):
    """More digits than a date are no ornament any more, and words beside each other make a phrase."""
    password_rules.check(password, "jean.mballa", "password")


def test_the_leaked_list_is_loaded_late_and_without_its_package():
    """Starting costs nothing, and importing the package would keep 17 MB in each process."""
    script = (
        "import sys, fofal_server.asgi; from fofal_server.auth import leaked, password_rules; "
        "assert leaked._words.cache_info().currsize == 0; assert leaked.is_leaked('sunshine2026'); "
        "assert len(leaked._words()) == 30_000; assert not [one for one in sys.modules if one.startswith('zxcvbn')]"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_person_who_does_not_exist_costs_the_same_work():
    def work(stored):
        started = time.thread_time()
        dear.matches("une phrase de passe", stored)
        return time.thread_time() - started

    dear = Passwords(b"p" * 48, rounds=9)
    known = dear.hashed("une autre phrase")
    assert min(work(None) for _ in range(5)) > min(work(known) for _ in range(5)) / 2
