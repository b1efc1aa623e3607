"""A record to hang files on."""

import pytest

from tests.support.api import Api, Json, code


@pytest.fixture
def party(api: Api) -> Json:
    return api.create("parties.parties", code=code(), name="Huilerie")
