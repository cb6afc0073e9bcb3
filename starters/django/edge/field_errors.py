"""What Pydantic finds wrong with a field, in the words of this service."""

from typing import Any


def field_error(error: dict[str, Any]) -> dict[str, str]:
    """Pydantic's finding without the value that it is about."""
    place, *path = [str(step) for step in error["loc"]]
    # Ninja puts the name of the view's parameter in front.
    steps = path[1:] if place == "body" or len(path) > 1 else path
    return {
        "field": ".".join(steps) or place,
        "message": _FIELD_MESSAGES.get(error["type"], error["msg"]),
        "code": _field_code(error["type"]),
        "pointer": "#" + "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps),
        "in": place,
    }


def _field_code(kind: str) -> str:
    for code, parts in _FIELD_CODES.items():
        if any(part in kind for part in parts):
            return code
    return "invalid"


#: Where Pydantic's words are about Python.
_FIELD_MESSAGES = {"missing": "Required", "model_type": "Input should be an object"}

#: Our small vocabulary, by what the name of Pydantic's error contains.
_FIELD_CODES = {
    "required": ("missing",),
    "too_small": ("too_short", "too_small", "greater_than"),
    "too_big": ("too_long", "too_big", "less_than"),
    "format": ("format", "pattern", "uuid", "date", "time", "url"),
    "not_allowed": ("enum", "literal"),
    "unknown_field": ("extra_forbidden",),
    "type": ("_type", "_parsing", "dict", "none_required"),
}
