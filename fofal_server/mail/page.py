"""A letter as a page, for mail programs that show one: the same words in a plain frame, every letter of them escaped.

No pictures, no styles that would have to be fetched: opening it tells nobody anything. What can be clicked are links to
records, which only the desktop opens. Styles stand at their elements, for many programs drop those of the head.
"""

import html
import re
from string import Template

from fofal_server.contract.links import AMONG_WORDS

_FRAME = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>FOFAL</title></head>
<body style="margin:0;padding:16px;background:#F2F5F1">
<div style="max-width:600px;margin:0 auto;padding:20px 24px;background:#FFFFFF;color:#1C211D;\
border-top:4px solid #2E7D32;font:16px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:anywhere">
$words
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #D5DCD3;color:#55605A;font-size:13px">$foot</p>
</div>
</body>
</html>
""")
_PARAGRAPH = Template('<p style="margin:0 0 16px">$words</p>')
_EMPTY_LINES = re.compile(r"\n\s*\n")


def of(words: str, foot: str, language: str) -> str:
    """The page of words whose paragraphs stand apart by empty lines; none of them can mean anything in HTML."""
    paragraphs = (_PARAGRAPH.substitute(words=_escaped(one)) for one in _EMPTY_LINES.split(words.strip()))
    return _FRAME.substitute(language=language, words="\n".join(paragraphs), foot=_escaped(foot.strip()))


def _escaped(words: str) -> str:
    return "<br>\n".join(_linked(html.escape(line)) for line in words.splitlines())


def _linked(line: str) -> str:
    """What is a link to a record holds no character that means anything in HTML."""
    return AMONG_WORDS.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', line)
