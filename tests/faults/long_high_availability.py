"""The primary's machine goes dark while people write: who is waited for takes over, and nobody loses a form."""

import time

from tests.faults.conftest import Survived
from tests.faults.crowd import BY_ROOT, PEOPLE, Account, accounted, office, writing
from tests.support.until import until

BOUND = 30.0
MARK = "HA"

pytestmark = BY_ROOT


def test_the_machine_of_the_primary_goes_dark_under_a_write_load(survived: Survived) -> None:
    with office() as (stand, servers):
        urls = [one.told()["url"] for one in servers]
        with writing(stand, servers, urls, MARK) as people:
            primary = stand.primary()
            assert primary is not None
            killed = time.monotonic()
            primary.kill()
            until(lambda: all(one.is_back(killed) for one in people))
        back = max(one.silence(killed) for one in people)
        account = accounted(stand, people, MARK)
    assert [one.refused for one in people] == [[]] * PEOPLE
    assert account == Account(0, 0, 0)
    assert back < BOUND
    survived(
        "machine de la base principale coupée (Patroni, synchrone)",
        lost=account.lost,
        doubled=account.doubled,
        seconds=back,
    )
