"""A file of breached passwords: every line is found, nothing else is, and a file that cannot serve is told."""

import hashlib
import io
import secrets
from pathlib import Path

import pytest

from fofal_server.auth import codes, password_rules, services
from fofal_server.auth.breached import PAGE, Breached, BreachedError
from fofal_server.core.db import transaction
from fofal_server.core.errors import Refused, Unavailable
from tests.support.api import Api
from tests.support.servers import serving

KNOWN = [f"phrase divulguée n° {number}" for number in range(3000)]
KEPT = "une longue phrase"
STOLEN = "parapluie bleu sur la table"


def digest(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def lines(passwords: list[str]) -> list[str]:
    return [f"{one}:{place % 4000 + 1}" for place, one in enumerate(sorted(map(digest, passwords)))]


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Breached:
        (tmp_path / "divulgues.txt").write_bytes(text.encode())
        return Breached(tmp_path / "divulgues.txt")

    return write


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("last", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("count", [1, 2, 60, 3000])
def test_every_line_is_found_and_no_other(written, end, last, count):
    """The first line, the last one and all between, whether or not the last one is ended."""
    text = end.join(lines(KNOWN[:count])) + (end if last else "")
    breached = written(text)
    assert breached.proven() == len(text)
    assert all(breached.holds(one) for one in KNOWN[:count])
    assert not any(breached.holds(f"{one} ") for one in KNOWN[:count])
    assert breached.holds("inconnue", KNOWN[0])


def test_lower_case_and_hashes_without_a_count_do_as_well(written):
    breached = written("\n".join(lines(KNOWN)).lower())
    assert breached.holds(KNOWN[7])
    breached = written("\n".join(one.partition(":")[0] for one in lines(KNOWN)))
    assert breached.holds(KNOWN[7])
    assert not breached.holds(STOLEN)


def test_a_search_reads_a_page_for_each_halving(written, monkeypatch):
    """Forty gigabytes are halved 24 times: what is read grows with the logarithm and is forgotten at once."""
    text = "\n".join(lines([secrets.token_hex(8) for _ in range(20_000)]))
    breached, read = written(text), []
    real = io.FileIO.read

    class Counted(io.FileIO):
        def read(self, size: int = -1) -> bytes:
            read.append(size)
            return real(self, size)

    monkeypatch.setattr(Path, "open", lambda self, *_, **__: Counted(self))
    breached.holds("inconnue")
    assert 1 < len(read) <= (len(text) // PAGE).bit_length() + 2
    assert max(read) <= PAGE + 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "aucune empreinte"),
        ("mot de passe\nen clair\n", "forme SHA1:nombre"),
        ("A" * 10_000, "forme SHA1:nombre"),
        ("\n".join(reversed(lines(KNOWN))), "triées"),
        ("\n".join(lines(KNOWN)[place ^ 1] for place in range(200)), "triées"),
        ("\n".join(lines(KNOWN[:1500]) + lines(KNOWN[1500:])), "triées"),
        ("\n".join(one[8:] for one in lines(KNOWN)), "forme SHA1:nombre"),
    ],
    ids=["empty", "plain", "endless", "backwards", "neighbours", "two lists in one", "NTLM"],
)
def test_a_file_that_cannot_serve_is_told(written, text, why):
    with pytest.raises(BreachedError, match=why):
        written(text).proven()


def test_an_absent_file_is_told(tmp_path):
    for place in (tmp_path / "absent.txt", tmp_path):
        with pytest.raises(BreachedError, match="illisible"):
            Breached(place).proven()
        with pytest.raises(Unavailable, match="breaches_unread"):
            password_rules.check(STOLEN, "jean.mballa", "password", Breached(place))


def test_a_new_password_is_looked_up_as_typed_and_in_small_letters(written):
    breached = written("\n".join(lines([*KNOWN, STOLEN, "Ém1le et Zoé Aux Champs"])))
    for password in (STOLEN, STOLEN.upper(), "Ém1le et Zoé Aux Champs", "E\u0301m1le et Zoe\u0301 Aux Champs"):
        with pytest.raises(Refused, match="password_leaked"):
            password_rules.check(password, "jean.mballa", "password", breached)
    password_rules.check("Ém1le et Zoé aux bois", "jean.mballa", "password", breached)


def test_every_door_that_takes_a_password_asks_the_file(all_databases, written, tmp_path):
    written("\n".join(lines([*KNOWN, STOLEN])))
    named = {"breached_passwords": tmp_path / "divulgues.txt"}
    with all_databases.fresh() as database, serving(database, tmp_path / "data", **named) as server:
        with transaction(server.engine) as session:
            setup = services.create_setup_code(session)
        api = Api(server, None)
        body = {"code": setup, "username": "direction", "full_name": "Direction"}
        _refused(api.post("/auth/first-admin", json=body | {"password": STOLEN}))
        made = api.post("/auth/first-admin", json=body | {"password": KEPT})
        assert made.status_code == 201, made.text
        with transaction(server.engine) as session:
            code = codes.draw(session, made.json()["id"])
        _refused(api.post("/auth/password/reset", json={"token": code, "new_password": STOLEN}))
        tokens = api.post("/auth/login", json={"username": "direction", "password": KEPT}).json()
        api.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        _refused(api.post("/auth/password", json={"current_password": KEPT, "new_password": STOLEN}))
        (tmp_path / "divulgues.txt").unlink()
        answer = api.post("/auth/password", json={"current_password": KEPT, "new_password": f"{KEPT} et rouge"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert str(tmp_path) not in answer.text
        api.close()


def _refused(answer):
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "password_leaked"
