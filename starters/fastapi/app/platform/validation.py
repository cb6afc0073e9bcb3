"""Failed validation: every bad field at once, in our own vocabulary."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from app.platform.errors import AppError, MalformedJsonError, UnsupportedMediaTypeError, ValidationError

JSON_TYPE = re.compile(r"application/([\w.+-]+\+)?json\s*(;|$)", re.I)
_CODES = {
    "missing": "required",
    "string_pattern_mismatch": "format",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
    "extra_forbidden": "unknown_field",
}
_SENTENCES = {
    "required": "Required",
    "type": "Wrong type",
    "format": "Wrong format",
    "too_small": "Too small",
    "too_big": "Too big",
    "not_allowed": "Not one of the allowed values",
    "unknown_field": "Unknown field",
    "invalid": "Invalid value",
}
_JSON_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
_EXPECTED = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "model": "object",
}


def of_validation(thrown: RequestValidationError, request: Request | None) -> AppError:
    found = thrown.errors()
    if request is not None and any(error["loc"][0] == "body" for error in found):
        headers = request.headers
        announced = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        if (announced or "content-type" in headers) and not JSON_TYPE.match(headers.get("content-type", "")):
            return UnsupportedMediaTypeError()
    if any(error["type"] == "json_invalid" for error in found):
        return MalformedJsonError()
    return ValidationError(errors=[_field_error(error) for error in found])


def _field_error(error: Mapping[str, Any]) -> dict[str, str]:
    """Never with the value that was submitted, which the framework's own message may quote."""
    part, *path = error["loc"]
    kind, context = error["type"], error.get("ctx") or {}
    code = _code_of(kind)
    message = _SENTENCES[code]
    if code in ("too_small", "too_big"):
        message = _bounds(message, code, kind, context)
    elif code == "type":
        expected = kind.split("_")[0]
        message = f"Invalid input: expected {_EXPECTED.get(expected, expected)}"
        received = _JSON_TYPES.get(type(error.get("input"))) if part == "body" else None
        message += f", received {received}" if received else ""
    elif kind == code:
        # Ours: raised by a validator as `PydanticCustomError(code, sentence)`.
        message = error["msg"]
    return {
        "field": ".".join(map(str, path)) or part,
        "message": message,
        "code": code,
        "pointer": "#" + "".join(f"/{_escaped(str(step))}" for step in path),
        "in": part,
    }


def _code_of(kind: str) -> str:
    if kind in _SENTENCES:
        return kind
    if kind in _CODES:
        return _CODES[kind]
    if kind.endswith("too_short") or kind.startswith("greater_than"):
        return "too_small"
    if kind.endswith("too_long") or kind.startswith("less_than"):
        return "too_big"
    return "type" if kind.endswith(("_type", "_parsing")) else "invalid"


def _bounds(message: str, code: str, kind: str, context: Mapping[str, Any]) -> str:
    sign = ">=" if code == "too_small" else "<="
    if kind.startswith("string_"):
        limit = context.get("min_length", context.get("max_length"))
        return f"{message}: expected string to have {sign}{limit} characters"
    if kind.endswith("_equal"):
        return f"{message}: expected number to be {sign}{context.get('ge', context.get('le'))}"
    return message


def _escaped(step: str) -> str:
    """One step of a JSON Pointer in its URI fragment form (RFC 6901, 6)."""
    return quote(step.replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@?-._")
