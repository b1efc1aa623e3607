"""How an alert reads: the words of its watch with what was seen filled in."""

import datetime as dt
import re
from collections.abc import Mapping

from fofal_server.core import clock
from fofal_server.core.texts import lookup
from fofal_server.mail.letters import filled
from fofal_server.notifications.models import Alert, AlertRule, AlertSource

GUIDE = "docs/admin/incidents/{code}.md"
OF_RULES = "docs/admin/alertes.md"
ONE, SEVERAL = "rule-record", "rule-count"
"""Under which words alerts of rules over records go; all others have those of their watch."""


_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_CASE = re.compile(r"\s*:\s*\{\w+\}$")


def title(code: str, values: Mapping[str, str], language: str = "fr") -> str:
    """One line, whatever the values hold: it becomes the subject of letters."""
    return _BREAKS.sub(" ", filled(lookup(f"watch.{code}", language) or code, values))[:200]


def kind(code: str) -> str:
    """What a watch is called where no case of it is meant: its title without what is filled in behind the colon."""
    return _CASE.sub("", title(code, {}))


def told(code: str, values: Mapping[str, str], language: str = "fr") -> str:
    return filled(lookup(f"watch.{code}.told", language) or code, values)[:4000]


def words_of(alert: Alert) -> str:
    """Whose words tell this alert."""
    if alert.source is not AlertSource.RULE:
        return alert.code
    return ONE if alert.record_id else SEVERAL


def fill(alert: Alert, values: Mapping[str, str]) -> None:
    """Keep what was seen, and its words as the company reads them."""
    alert.values = dict(values)
    words = words_of(alert)
    alert.title, alert.told = title(words, values), told(words, values)


def guide(rule: AlertRule) -> str:
    """The page of the administrator's guide that says what to do."""
    return OF_RULES if rule.source is AlertSource.RULE else page(rule.code)


def page(code: str) -> str:
    """The page of a watch."""
    return GUIDE.format(code=code)


def moment(at: dt.datetime) -> str:
    """As a clock on the wall of the company shows it."""
    return f"{at.astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M:%S}"
