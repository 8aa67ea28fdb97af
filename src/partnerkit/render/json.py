"""Render a result as one JSON object."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from partnerkit.invisible import INVISIBLE

_HARMFUL = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]")


def render(command: str, today: date, result: object) -> str:
    """Render `command`, `today` and the fields of a result, in that order."""
    answer = {"command": command, "today": today.isoformat(), **_plain(result)}
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return _HARMFUL.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def _plain(value: object) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        told = value.told() if hasattr(value, "told") else value._asdict()
        return {name: _plain(inner) for name, inner in told.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
