"""Infrastructure settings, from the environment and files only; what the business decides lives in the database."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from fofal_server.cluster.given import given
from fofal_server.core.log_keeping import Keeping
from fofal_server.core.opened import opened
from fofal_server.core.serve import Limits

SECRET = (
    "runtime_url", "standby_url", "redis_url", "metrics_token", "smtp_password", "weather_key", "tiles_url",
    "mqtt_password",
)  # fmt: skip
"""Settings that may stand in a private file instead, named by ``FOFAL_<SETTING>_FILE``."""

_NUMBERED = ({"z", "x", "y"}, {"TileMatrix", "TileCol", "TileRow"})
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]+")


class Settings(BaseSettings):
    """``FOFAL_*`` variables of one server process. Times are seconds, sizes bytes.

    How many processes there are, on which port and whose database they share is the launcher's (``console``).
    """

    model_config = SettingsConfigDict(env_prefix="FOFAL_", env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("data")
    runtime_url: str | None = Field(
        None, repr=False, description="runtime role; set by the launcher for the server processes"
    )
    standby_url: str | None = Field(None, repr=False, description="a replica, as the runtime role, for long reads")
    host: str = "127.0.0.1"
    pool_size: int = 8
    drain_seconds: float = Field(0.0, ge=0, le=300, description="to serve on, not ready, after being told to end")
    log_level: str = "info"
    disk_low_percent: int = Field(
        20, ge=0, le=99, description="free room below which it is told; at half of it at once"
    )
    memory_high: int = Field(1024**3, gt=0, description="of one server process, from which on somebody is told")
    log_days: int = Field(90, ge=1, description="after its last line a log file goes")
    log_bytes: int = Field(2 * 1024**3, ge=0, description="all log files together, what is being written apart")
    slow_call_seconds: float = Field(1.0, gt=0, description="from which on a call is counted and told as slow")
    slow_sql_seconds: float = Field(0.25, gt=0, description="the same of a statement")
    limits_requests_per_minute: int = 600
    limits_failed_logins_per_minute: int = 10
    limits_logins_per_minute: int = 60
    limits_refused_tokens_per_minute: int = Field(60, description="that prove nobody, an address")
    limits_json_body: int = 1024 * 1024
    limits_anonymous_body: int = 64 * 1024
    limits_upload: int = 20 * 1024 * 1024
    limits_files_per_person: int = Field(2 * 1024**3, ge=0, description="attachments that one person has added")
    limits_disk_floor: int = Field(256 * 1024**2, ge=0, description="free bytes below which nothing is written")
    limits_waiting: int = 200
    limits_waiting_sign_ins: int = Field(20, description="a quarter of a second each")
    limits_redis_pause: float = Field(2.0, description="between two tries while Redis is away")
    redis_url: str | None = Field(None, repr=False, description="one count for all server processes")
    limits_connections: int = Field(500, description="of one process")
    limits_head_bytes: int = 64 * 1024
    limits_head_lines: int = 100
    limits_head_seconds: float = 10.0
    limits_body_seconds: float = 30.0
    limits_body_rate: int = Field(1000, ge=1, description="bytes a second that a body earns its time with")
    limits_idle_seconds: int = 30
    limits_stalled_seconds: float = Field(60.0, description="for a caller that takes nothing of its answer")
    breached_passwords: Path | None = Field(None, description="lines SHA1:count sorted by hash; refused as new ones")
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field((), description="names it answers to; any when empty")
    otlp_endpoint: str | None = Field(None, pattern=r"^https?://", description="collector of traces, OTLP over HTTP")
    trace_share: float = Field(0.1, ge=0, le=1, description="of the calls that are traced")
    tls_cert: Path | None = None
    tls_key: Path | None = None
    metrics_token: str | None = Field(None, repr=False)
    public_url: str | None = Field(None, description="address of the server as people know it, for letters")
    smtp_host: str | None = None
    smtp_port: int | None = Field(None, description="587 for starttls, 465 for tls unless given")
    smtp_security: Literal["starttls", "tls"] = "starttls"
    smtp_user: str | None = None
    smtp_password: str | None = Field(None, repr=False)
    smtp_from: str | None = None
    smtp_bounce: str | None = Field(None, description="address to which what cannot be delivered comes back")
    smtp_ca_file: Path | None = Field(None, description="believed instead of the authorities of the system")
    outside_hosts: Annotated[tuple[str, ...], NoDecode] = Field((), description="who may be asked; nobody when empty")
    outside_timeout: float = Field(10.0, gt=0, le=60, description="for one try, all of it")
    outside_ca_file: Path | None = Field(None, description="believed instead of the authorities of the system")
    weather_provider: Literal["open-meteo", "openweather"] | None = None
    weather_key: str | None = Field(None, repr=False)
    weather_url: str | None = Field(None, description="origin, unless it is the provider's usual one")
    weather_archive_url: str | None = Field(None, description="the same of the past, where that has its own")
    weather_archive_years: int = Field(5, ge=0, le=80, description="of the past that are fetched")
    tiles_url: str | None = Field(None, repr=False, description="of the map behind the plots, with {z}, {x} and {y}")
    tiles_name: str = "Fond de carte"
    tiles_attribution: str = "© OpenStreetMap contributors"
    tiles_max_zoom: int = Field(19, ge=0, le=22)
    tiles_cache_bytes: int = Field(500 * 1024**2, ge=0, description="tiles that are kept, beyond which the oldest go")
    geocoder_url: str | None = Field(None, pattern=r"^https?://", description="search address of a Nominatim")
    mqtt_host: str | None = Field(None, description="broker at which readings of sensors wait")
    mqtt_port: int = 8883
    mqtt_user: str | None = None
    mqtt_password: str | None = Field(None, repr=False)
    mqtt_ca_file: Path | None = Field(None, description="believed instead of the authorities of the system")
    mqtt_topic: str = Field("fofal/readings/+", description="its last word names the service account that writes")
    mqtt_client: str = Field("fofal-server", description="under which the broker keeps what is not fetched yet")

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Secrets that files hold; what a caller gives goes before both."""
        found = {name: values.get(name) or given(f"FOFAL_{name.upper()}") for name in SECRET}
        return values | found

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _addresses(cls, value: Any) -> Any:
        """Addresses or networks between commas; nobody is believed for his name, nor everybody."""
        listed = value.split(",") if isinstance(value, str) else value
        networks = [ip_network(one.strip()) for one in listed if one.strip()]
        if any(one.prefixlen == 0 for one in networks):
            raise ValueError("tout le monde n'est pas un mandataire de confiance")
        return tuple(str(one) for one in networks)

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        """Names or addresses between commas, without ports: which port it was says nothing of who was meant."""
        listed = value.split(",") if isinstance(value, str) else value
        names = [one.strip().lower().strip("[]").removesuffix(".") for one in listed if one.strip()]
        if any(not _HOST.fullmatch(one) for one in names):
            raise ValueError("des noms ou des adresses, sans « https:// » ni port, séparés par des virgules")
        return tuple(names)

    @field_validator("outside_hosts", mode="before")
    @classmethod
    def _ways_out(cls, value: Any) -> Any:
        """Names between commas, or whole origins of servers of ours."""
        listed = value.split(",") if isinstance(value, str) else value
        words = tuple(one.strip().lower().removesuffix("/") for one in listed if one.strip())
        for word in words:
            opened(word)
        return words

    @field_validator("tiles_url")
    @classmethod
    def _tiles(cls, value: str | None) -> str | None:
        """An address with a place for zoom, column and row, as XYZ or WMTS call them."""
        words = set(re.findall(r"\{(\w+)\}", value or ""))
        if value is not None and (not value.startswith(("https://", "http://")) or words not in _NUMBERED):
            raise ValueError("une adresse http(s) avec {z}, {x} et {y}, ou {TileMatrix}, {TileCol} et {TileRow}")
        return value

    def log_keeping(self) -> Keeping:
        """How long log files stay, and how much room they may take."""
        return Keeping(self.log_days, self.log_bytes)

    def limits(self) -> Limits:
        """Bounds of bodies and of the queue before the threads."""
        return Limits(self.limits_anonymous_body, self.limits_json_body, self.limits_upload, self.limits_waiting)
