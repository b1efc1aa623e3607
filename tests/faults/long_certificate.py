"""A certificate is renewed again and again under an office at work: nobody's call fails, and each one is taken up."""

import http.client
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import Survived
from tests.server.front.test_tls import Closed, closed, served, trusting
from tests.support.until import until

__all__ = ["closed"]  # a fixture of this module too
DESKS, RENEWALS, BETWEEN = 20, 3, 1.0


def test_a_certificate_is_renewed_under_load(closed: Closed, survived: Survived) -> None:
    over, seconds = threading.Event(), []
    with ThreadPoolExecutor(DESKS) as office:
        desks = [office.submit(at_work, closed, over) for _ in range(DESKS)]
        for _ in range(RENEWALS):
            serial = closed.authority.write(*closed.pair)
            began = time.monotonic()
            until(lambda: served(closed) == serial)  # noqa: B023 - asked within the round
            seconds.append(time.monotonic() - began)
            over.wait(BETWEEN)
        over.set()
        calls = [desk.result() for desk in desks]
    for second in seconds:
        survived(f"certificat renouvelé sous {DESKS} postes", lost=0, doubled=0, seconds=second)
    assert min(calls) > RENEWALS, calls


def at_work(closed: Closed, over: threading.Event) -> int:
    """New connections, one after the other; how many calls were answered, for none may fail."""
    place, trusted, count = urlsplit(closed.server.url), trusting(closed.authority), 0
    while not over.is_set():
        line = http.client.HTTPSConnection(place.hostname or "", place.port, timeout=10, context=trusted)
        line.request("GET", "/health/live")
        assert line.getresponse().read()
        line.close()
        count += 1
    return count


def test_an_expired_certificate_is_refused_and_a_new_one_is_enough(closed: Closed, survived: Survived) -> None:
    """Whoever calls hangs up; once the files are replaced all is well, without a restart."""
    closed.authority.write(*closed.pair, expired=True)
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        served(closed)
    serial = closed.authority.write(*closed.pair)
    began = time.monotonic()
    assert served(closed) == serial
    survived("certificat expiré, puis remplacé", lost=0, doubled=0, seconds=time.monotonic() - began)
