"""The process group that serves: uvicorn with its workers, ended when whoever started it ends."""

import uvicorn

from fofal_server.config import Settings
from fofal_server.core import logs, parent


def main() -> None:
    """Serve until told to stop; settings come from the environment."""
    settings = Settings()
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
