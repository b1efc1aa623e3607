"""Making the files of a new cluster: whole or not at all."""

import os
import shutil
from pathlib import Path

from fofal_server.cluster import configuration, orphan
from fofal_server.cluster.account import give
from fofal_server.cluster.files import sync_folder, write_private
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import run

SUPERUSER = "postgres"


def initialise(installation: Installation, password: str) -> None:
    """Run initdb beside the final place and rename, so that an interrupted run leaves no half cluster."""
    draft = installation.pgdata.with_name(installation.pgdata.name + ".part")
    pwfile = draft.with_suffix(".password")
    orphan.end_making(draft)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    give(draft, installation.account)
    write_private(pwfile, password)
    give(pwfile, installation.account)
    try:
        run(
            installation.binaries.program("initdb"),
            *_arguments(installation, draft, pwfile),
            account=installation.account,
        )
    finally:
        pwfile.unlink()
    configuration.include(draft)
    draft.replace(installation.pgdata)
    sync_folder(installation.pgdata.parent)


def _arguments(installation: Installation, draft: Path, pwfile: Path) -> list[str]:
    arguments = ["-D", str(draft), "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={pwfile}"]
    arguments += ["--data-checksums", "-E", "UTF8", *_locale(installation.binaries.major)]
    return [*arguments, "--no-sync"] if installation.quick else arguments


def _locale(major: int) -> list[str]:
    if os.name != "nt":
        return ["--locale=C.UTF-8"]
    # Windows has no such locale; since 17 PostgreSQL brings its own.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C", *builtin] if major >= 17 else ["--locale=C"]
