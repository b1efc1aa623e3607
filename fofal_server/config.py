"""Infrastructure settings, from the environment and files only; what the business decides lives in the database."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from fofal_server.core.serve import Limits


class Settings(BaseSettings):
    """``FOFAL_*`` variables of one server process. Times are seconds, sizes bytes.

    How many processes there are, on which port and whose database they share is the launcher's (``console``).
    """

    model_config = SettingsConfigDict(env_prefix="FOFAL_", extra="ignore")

    data_dir: Path = Path("data")
    runtime_url: str | None = Field(None, description="runtime role; set by the launcher for the server processes")
    host: str = "127.0.0.1"
    pool_size: int = 8
    log_level: str = "info"
    limits_requests_per_minute: int = 600
    limits_failed_logins_per_minute: int = 10
    limits_logins_per_minute: int = 60
    limits_json_body: int = 1024 * 1024
    limits_anonymous_body: int = 64 * 1024
    limits_upload: int = 20 * 1024 * 1024
    limits_waiting: int = 200
    limits_redis_pause: float = Field(2.0, description="between two tries while Redis is away")
    redis_url: str | None = Field(None, repr=False, description="one count for all server processes")
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str | None = None

    def limits(self) -> Limits:
        """Bounds of bodies and of the queue before the threads."""
        return Limits(self.limits_anonymous_body, self.limits_json_body, self.limits_upload, self.limits_waiting)
