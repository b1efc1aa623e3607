"""The mail server is away, slow or talks nonsense: who asks for a letter does not wait, and it comes once, afterwards."""

import queue
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.bad_link import BadLink
from tests.faults.conftest import Survived
from tests.faults.nonsense import nonsense
from tests.faults.office import Office, opened
from tests.support.certificates import authority
from tests.support.postbox import HOST, Postbox, postbox
from tests.support.until import until

AT_ONCE = 0.1
"""Seconds that it may take to ask for a letter, at the median."""
LETTERS, TIMES = 3, 3
FAULTS = {
    "refuses": "serveur de courrier refusé",
    "cuts": "serveur de courrier coupé dans la réponse",
    "silent": "serveur de courrier muet",
    "nonsense": "serveur de courrier qui répond n'importe quoi",
}
TRIED = "SELECT 1 FROM mail_message WHERE recipient = ANY(%s) AND tries > 0 AND error IS NOT NULL"


@dataclass(frozen=True)
class Mailing:
    office: Office
    link: BadLink
    box: Postbox


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailing]:
    """An office that writes letters through a link that can go bad."""
    folder: Path = tmp_path_factory.mktemp("courrier")
    folder.chmod(0o755)
    signer = authority(folder)
    with postbox(signer.server(HOST)) as box, BadLink(box.port) as link:
        environment = {
            "FOFAL_SMTP_HOST": HOST,
            "FOFAL_SMTP_PORT": str(link.port),
            "FOFAL_SMTP_FROM": "fofal@exemple.cm",
            "FOFAL_SMTP_CA_FILE": str(signer.file),
        }
        with opened(folder, environment) as office:
            yield Mailing(office, link, box)


def test_letters_go_out_once_when_the_mail_server_is_well_again(mailing: Mailing, survived: Survived) -> None:
    """Each letter is tried while something is wrong, and again a minute later; five minutes after a second failure."""
    asked = {mood: [person(mailing.office) for _ in range(LETTERS)] for mood in FAULTS}
    with nonsense() as other:
        took = [seconds for mood, names in asked.items() for seconds in spoilt(mailing, mood, other, names)]
    spoil(mailing, "well", 0)
    began, arrived = time.monotonic(), dict[str, float]()
    for mood, names in asked.items():
        arrived[mood] = max(arrival(mailing.box, address(name)) for name in names) - began
    came = Counter(str(message["To"]) for message in mailing.box.came)
    assert came == {address(name): 1 for names in asked.values() for name in names}
    assert statistics.median(took) < AT_ONCE, took
    for mood, fault in FAULTS.items():
        survived(fault, lost=0, doubled=0, seconds=arrived[mood])


def spoilt(mailing: Mailing, mood: str, other: int, names: list[str]) -> list[float]:
    """Ask for letters while the mail server is in this mood, until one of them was tried; how long asking took."""
    spoil(mailing, mood, other)
    took = [forgotten(mailing.office, name) for name in names]
    until(lambda: mailing.office.rows(TRIED, [address(name) for name in names]))
    return took


def arrival(box: Postbox, recipient: str) -> float:
    """When a letter was there."""
    for _ in range(TIMES):
        with suppress(queue.Empty):
            box.next(recipient)
            break
    return time.monotonic()


def spoil(mailing: Mailing, mood: str, other: int) -> None:
    mailing.link.become("well" if mood == "nonsense" else mood)
    mailing.link.lead_to(other if mood == "nonsense" else mailing.box.port)


def person(office: Office) -> str:
    """Somebody with an address, and with a password to forget."""
    name = f"d{secrets.token_hex(4)}"
    body = {"username": name, "full_name": "Personne distraite (démo)", "email": address(name)}
    office.call("POST", "/auth/users", body, office.token)
    return name


def address(name: str) -> str:
    return f"{name}@exemple.cm"


def forgotten(office: Office, name: str) -> float:
    """Ask for the letter that lets them in again; seconds until that is answered."""
    began = time.monotonic()
    office.call("POST", "/auth/password/forgot", {"username": name})
    return time.monotonic() - began
