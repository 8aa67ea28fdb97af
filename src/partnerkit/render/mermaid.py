"""Write a timeline as a Gantt chart, and parts as a pie, in Mermaid: pictures in a pull request."""

import re
from collections.abc import Iterator
from itertools import groupby

from partnerkit.documents import Parts, Stretch, Timeline
from partnerkit.phrasing import number
from partnerkit.render.palette import PROGRESS
from partnerkit.render.safe import one_line

_AXIS = {"week": "%d %b", "month": "%b %Y", "quarter": "%b %Y"}
_TICK = {"week": "1week", "month": "1month", "quarter": "3month"}

# What means something to Mermaid inside a name, and what begins a line of its own: a word of its grammar, which need
# not end there, or a number, which may be a day.
# `%%` begins a comment.
_SPECIAL = re.compile(r"(?:[:;,{}`\\\"]|%%)+")
_KEYWORD = re.compile(
    r"(?i)(?=[0-9]|gantt|title|section|dateformat|axisformat|tickinterval|todaymarker|excludes|includes|weekday|weekend"
    r"|inclusiveenddates|topaxis|displaymode|click|call|href|acctitle|accdescr)"
)


def gantt(timeline: Timeline) -> Iterator[str]:
    """Yield the lines of the chart."""
    yield "gantt"
    yield "    dateFormat YYYY-MM-DD"
    yield "    inclusiveEndDates"
    yield f"    axisFormat {_AXIS[timeline.unit]}"
    yield f"    tickInterval {_TICK[timeline.unit]}"
    for group, bars in groupby(timeline.bars, key=lambda bar: bar.group):
        yield f"    section {_name(group)}"
        for bar in bars:
            yield f"    {_task(bar)}"


def pie(parts: Parts) -> Iterator[str]:
    """Yield the lines of a pie chart; it has no slice for what has nothing."""
    yield "pie showData"
    yield f"    title {_name(parts.unit)}"
    for name, value in parts.parts:
        if value:
            yield f'    "{_name(name)}" : {number(value)}'


def _task(bar: Stretch) -> str:
    tags = [tag for tag in (PROGRESS[bar.progress].mermaid, "crit" if bar.late else "") if tag]
    tag = "".join(f"{tag}, " for tag in dict.fromkeys(tags))
    who = f" ({_name(bar.who)})" if bar.who else ""
    return f"{_name(bar.label)}{who} :{tag}{bar.starts}, {bar.ends}"


def _name(text: str) -> str:
    """Write a name so that Mermaid takes it for nothing but a name."""
    plain = " ".join(_SPECIAL.sub(" ", one_line(text)).split()) or "–"
    return _KEYWORD.sub("· ", plain, count=1) if _KEYWORD.match(plain) else plain
