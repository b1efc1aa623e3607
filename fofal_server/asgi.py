"""What uvicorn loads in each server process: the application, from the environment."""

import gc

from fastapi import FastAPI

from fofal_server.app import create_app
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.core.db import open_pools


def build() -> FastAPI:
    """The application of one process; refuses to start without a database address."""
    settings = Settings()
    if settings.runtime_url is None:
        raise SystemExit("FOFAL_RUNTIME_URL manque : démarrez par « fofal-server serve ».")
    pools = open_pools(settings.runtime_url, size=settings.pool_size, standby_url=settings.standby_url)
    keys = Keys.ensure(settings.data_dir)
    app = create_app(settings, pools, AuthDoor.from_settings(keys, settings))
    _settle_memory()
    return app


def _settle_memory() -> None:
    """What is loaded now stays to the end: the collector need not look through it again, nor so often at the rest."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 20)
