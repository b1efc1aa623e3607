"""What the tests of agronomy share."""

import pytest

from tests.server.agronomy.farm import Farm
from tests.support.api import Api


@pytest.fixture
def land(api: Api) -> Farm:
    """A farm of the test's own."""
    return Farm(api)
