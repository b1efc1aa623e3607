"""The process group that serves: uvicorn with its workers, ended when whoever started it ends."""

import uvicorn
from sqlalchemy import create_engine, text

from fofal_server.config import Settings
from fofal_server.core import logs, parent


LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def refuse_demo_beyond_loopback(settings: Settings) -> None:
    """A demo company is for whoever sits at this machine; ask before listening to anybody else."""
    if settings.host in LOOPBACK or settings.runtime_url is None:
        return
    engine = create_engine(settings.runtime_url)
    with engine.connect() as connection:
        demo = connection.scalar(text("SELECT demo FROM settings_company"))
    engine.dispose()
    if demo:
        raise SystemExit("La société de démonstration ne se sert que sur cette machine (127.0.0.1).")


def main() -> None:
    """Serve until told to stop; settings come from the environment."""
    settings = Settings()
    refuse_demo_beyond_loopback(settings)
    logs.configure(settings.log_level, settings.data_dir / "log")
    parent.follow()
    uvicorn.run(
        "fofal_server.asgi:build",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=64 * 1024,
    )


if __name__ == "__main__":
    main()
