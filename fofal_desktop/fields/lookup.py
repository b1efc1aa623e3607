"""Finds the records that a person may mean by some letters or a code."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fofal_desktop.api.age import dated
from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import Unreachable
from fofal_desktop.fields.editor import Chosen, EditorContext, Row
from fofal_desktop.fields.formats import title_of
from fofal_desktop.words import plain
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

OFFERED = 20
"""Rows offered under a picker: more are found by typing on, or in the list (F2)."""
ASKED_TOGETHER = 100
"""Codes in one question; the server takes up to 500."""

Record = dict[str, Any]


def offers(client: Calls, target: ResourceMeta, words: str) -> list[Record]:
    """Ask for the first records that contain all these words; while nobody answers, among those read before."""
    known = _read_before(client, target, words) if client.lost else []
    if known:
        return known
    ask = partial(client.page, target, offset=0, limit=OFFERED, search=words, sort=target.title, total=False)
    try:
        return dated(ask)().value.items
    except Unreachable:
        known = _read_before(client, target, words)
        if not known:
            raise
        return known


def _read_before(client: Calls, target: ResourceMeta, words: str) -> list[Record]:
    found = named_like(target, client.kept_rows(target), words)
    return sorted(found, key=partial(title_of, target))[:OFFERED]


def named_like(target: ResourceMeta, records: Sequence[Record], words: str) -> list[Record]:
    """Those of ``records`` in whose title all these words stand, accents or not, as the server finds them."""
    asked = plain(words).split()
    return [one for one in records if all(word in plain(title_of(target, one)) for word in asked)]


def meant(target: ResourceMeta, found: Sequence[Record], words: str) -> Record | None:
    """Pick the record that these words name exactly: its code, one of its names, or all of them."""
    said = words.strip().casefold()
    named = [record for record in found if said in _names(target, record)]
    return named[0] if len(named) == 1 else None


def resolve(client: Calls, target: ResourceMeta, words: Sequence[str]) -> dict[str, Record]:
    """Find the record that each text means; those that mean none or several are absent from the answer."""
    asked = list(dict.fromkeys(words))
    known = _by_code(client, target, asked)
    for text in asked:
        if text not in known:
            found = offers(client, target, text)
            record = meant(target, found, text) or (found[0] if len(found) == 1 else None)
            if record is not None:
                known[text] = record
    return known


def _by_code(client: Calls, target: ResourceMeta, words: Sequence[str]) -> dict[str, Record]:
    """Ask for many codes at once, as pasted columns have them."""
    if "code" not in target.filters or len(words) < 2:
        return {}
    found: list[Record] = []
    for start in range(0, len(words), ASKED_TOGETHER):
        part = [text for text in words[start : start + ASKED_TOGETHER] if "|" not in text]
        spelt = dict.fromkeys(spelling for text in part for spelling in (text, text.upper()))
        question = "code:in:" + "|".join(spelt)
        found += client.page(target, offset=0, limit=2 * ASKED_TOGETHER, filters=(question,), total=False).items
    codes = {str(record["code"]).casefold(): record for record in found}
    return {text: codes[text.casefold()] for text in words if text.casefold() in codes}


def _names(target: ResourceMeta, record: Row) -> set[str]:
    parts = {str(record[name]).casefold() for name in target.title if record.get(name) is not None}
    return parts | {title_of(target, record).casefold()}


def open_list(field: FieldMeta, context: EditorContext, taken: Chosen) -> None:
    """Offer the whole list to choose from (F2)."""
    target = context.metas.get(field.target or "")
    if target is not None and context.choose is not None:
        context.choose(target, taken)


def may_make(target: ResourceMeta, context: EditorContext) -> bool:
    """Whether a record may be made that is missing."""
    return context.make is not None and "create" in target.can


def open_new(field: FieldMeta, context: EditorContext, taken: Chosen, words: str = "") -> None:
    """Offer the form of a new record (F3), which begins with what was typed for it, to those who may create one."""
    target = context.metas.get(field.target or "")
    if target is not None and context.make is not None and may_make(target, context):
        context.make(target, taken, _begun_with(target, words))


def _begun_with(target: ResourceMeta, words: str) -> Record:
    """Take the words for its name, or for its code where it has no name."""
    known = [target.fields[name] for name in (*target.title, "name", "code") if name in target.fields]
    named = [one.name for kind in (Kind.NAME, Kind.CODE) for one in known if one.kind is kind and not one.readonly]
    return {named[0]: words} if words and named else {}
