"""Mail servers and settings that lead to them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from fofal_server.config import Settings
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.mail.models import MailMessage
from tests.support.certificates import Authority, authority
from tests.support.databases import Database
from tests.support.postbox import HOST, Postbox

Aimed = Callable[..., Settings]


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that the settings of these tests believe."""
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    """A way to the database without a server, hence without any sender but the test's; no message is left over."""
    found = open_pools(database.app, size=3)
    with transaction(found.calls) as session:
        session.execute(delete(MailMessage))
    yield found
    found.dispose()


@pytest.fixture
def aimed(signer: Authority, tmp_path: Path) -> Aimed:
    """Settings that send to a postbox and believe the authority of the tests."""

    def make(box: Postbox, **changes: object) -> Settings:
        usual = {"smtp_host": HOST, "smtp_port": box.port, "smtp_from": "fofal@exemple.cm", "smtp_ca_file": signer.file}
        return Settings(data_dir=tmp_path, **{**usual, **changes})  # type: ignore[arg-type]  # pydantic judges

    return make
