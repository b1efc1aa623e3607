"""Checks of the other servers that the settings name: Redis and mail are asked for real, nothing is sent."""

import smtplib
from pathlib import Path

from redis.exceptions import RedisError

from fofal_server.auth.shared_counters import BadAddress, SharedCounters
from fofal_server.cluster.errors import ClusterError
from fofal_server.config import Settings
from fofal_server.console.checks.finding import Finding
from fofal_server.mail.smtp import MailUnset, connected, mail_server


def redis(_: Path) -> Finding:
    """Redis answers; without it each process counts for itself, so that this only warns."""
    title, settings = "Redis", _settings()
    if settings is None or settings.redis_url is None:
        return Finding("redis", title, True, "aucun : chaque processus compte les demandes pour lui")
    try:
        there = SharedCounters(settings.redis_url, settings.limits_redis_pause).check()
    except (RedisError, BadAddress) as error:
        return Finding("redis", title, ok=False, found=str(error), remedy="Corrigez FOFAL_REDIS_URL.")
    found = "répond" if there else "ne répond pas : chaque processus compterait pour lui"
    return Finding("redis", title, True, found, "Démarrez Redis, ou corrigez FOFAL_REDIS_URL.", warns=not there)


def mail(_: Path) -> Finding:
    """The mail server takes us in over verified TLS."""
    title, settings = "Courrier", _settings()
    if settings is None or not settings.smtp_host:
        return Finding("mail", title, True, "aucun serveur : les lettres attendent")
    try:
        with connected(mail_server(settings)) as client:
            client.noop()
    except MailUnset:
        return Finding("mail", title, ok=False, found="adresse d'expédition absente", remedy="FOFAL_SMTP_FROM")
    except (OSError, smtplib.SMTPException) as error:
        told = f"{settings.smtp_host} : {type(error).__name__}, {error}"
        return Finding("mail", title, ok=False, found=told, remedy="Corrigez FOFAL_SMTP_*, ou le serveur de courrier.")
    return Finding("mail", title, True, f"{settings.smtp_host} répond par TLS")


def _settings() -> Settings | None:
    """None where they cannot be read, which the check of the values tells."""
    try:
        return Settings()
    except (ValueError, ClusterError):
        return None


CHECKS = (redis, mail)
