"""One server process: what it refuses before it serves, and whom it lets in by ticket."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from fofal_server.auth import services
from fofal_server.auth.keys import FOLDER, PEPPER, Keys
from fofal_server.config import Settings
from fofal_server.console.serving import issue_tickets
from fofal_server.console.supervision import HOPELESS
from fofal_server.core.db import transaction
from fofal_server.settings.models import Company
from tests.support.databases import Databases


def test_tickets_are_issued_in_a_demo_only_and_to_people_that_are_there(all_databases: Databases) -> None:
    listed = "demo-responsable un-billet\nparti un-autre\ndemo-responsable un-second"
    with all_databases.fresh() as database:
        settings = Settings(runtime_url=database.app)
        engine = create_engine(database.app)
        with transaction(engine) as session:
            services.create_user(session, "demo-responsable", "Responsable (démo)")
        issue_tickets(settings, listed)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM auth_ticket")) == 0
        with transaction(engine) as session:
            session.add(Company(name="FOFAL (démo)", demo=True))
        issue_tickets(settings, listed)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM auth_ticket")) == 2
        engine.dispose()


def refusal(folder: Path, **environment: str) -> str:
    """What a server process says that gives up before it serves."""
    environment |= {"FOFAL_DATA_DIR": str(folder), "FOFAL_LAUNCHER": str(os.getpid()), "FOFAL_SOCKET": "0"}
    command = [sys.executable, "-m", "fofal_server.console.serving"]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == HOPELESS
    assert "Traceback" not in done.stderr
    return done.stderr


def test_unusable_secrets_are_said_once_and_not_tried_again(tmp_path: Path) -> None:
    Keys.ensure(tmp_path)
    (tmp_path / FOLDER / PEPPER).chmod(0o644)
    assert "chmod 600" in refusal(tmp_path)


def test_breached_passwords_that_cannot_be_searched_keep_the_server_from_starting(tmp_path: Path) -> None:
    named = tmp_path / "divulgues.txt"
    assert f"{named} : illisible" in refusal(tmp_path, FOFAL_BREACHED_PASSWORDS=str(named))
    named.write_text(f"{'B' * 40}:2\n{'A' * 40}:1\n", encoding="ascii")
    assert f"{named} : les lignes ne sont pas triées" in refusal(tmp_path, FOFAL_BREACHED_PASSWORDS=str(named))
