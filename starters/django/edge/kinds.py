"""Every kind of error that this service knows."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of error, as its page explains it."""

    status: int
    detail: str | None
    meaning: str
    action: str
    headers: Mapping[str, str]


def _kind(status: int, detail: str | None, meaning: str, action: str, **headers: str) -> Kind:
    return Kind(status, detail, meaning, action, {name.replace("_", "-"): value for name, value in headers.items()})


#: Every error of this service by its code. Add yours here: its page comes with it.
KINDS = {
    "BAD_REQUEST": _kind(
        400,
        "The request cannot be understood",
        "Something in the request is missing, contradictory or in the wrong place.",
        "Compare the request with the documentation, correct it and send it again.",
    ),
    "BAD_URL": _kind(
        400,
        "The URL contains an invalid escape sequence",
        "The address contains a percent sign that does not start a valid escape sequence.",
        "Encode each value that goes into the address; a literal percent sign is written %25.",
    ),
    "MALFORMED_JSON": _kind(
        400,
        "The request body is not valid JSON",
        "The body was announced as JSON, and it cannot be read as JSON.",
        "Let a JSON library write the body, and check that it is sent completely.",
    ),
    "VALIDATION_ERROR": _kind(
        400,
        "Validation failed",
        "One or more values in the request were refused. The answer lists each of them under errors.",
        "Correct the fields that errors names, and send the request again.",
    ),
    "UNAUTHORIZED": _kind(
        401,
        "Authentication is required",
        "The service does not know who is asking: credentials are missing, wrong or expired.",
        "Send valid credentials. The WWW-Authenticate header names the scheme.",
        WWW_Authenticate="Bearer",
    ),
    "FORBIDDEN": _kind(
        403,
        "This is not allowed",
        "The service knows who is asking, and this account is not allowed to do this.",
        "Use an account that has the permission.",
    ),
    "NOT_FOUND": _kind(
        404,
        "Route not found",
        "There is nothing at this address, or nothing with this id. It may never have existed, or it was removed.",
        "Check the address and the id for typing errors, and look the id up again.",
    ),
    "METHOD_NOT_ALLOWED": _kind(
        405,
        "The method is not allowed here",
        "The address exists, but not for this method.",
        "Use one of the methods in the Allow header of the answer.",
    ),
    "REQUEST_TIMEOUT": _kind(
        408,
        "The request took too long to arrive",
        "The service waited for the rest of the request, and it did not arrive in time.",
        "Check the connection and send the request again.",
    ),
    "CONFLICT": _kind(
        409,
        "The request conflicts with the current state of the resource",
        "The request contradicts what the service has stored: often something with the same name already exists.",
        "Fetch the current state, decide what should happen, and send a request that fits it.",
    ),
    "PAYLOAD_TOO_LARGE": _kind(
        413,
        "The request body is too large",
        "The body of the request is larger than the service accepts.",
        "Send less at once: split the data over several requests, or leave out what is not needed.",
    ),
    "URI_TOO_LONG": _kind(
        414,
        "The URL is too long",
        "The address of the request is longer than the service accepts.",
        "Send long values in the body of the request instead of in the address.",
    ),
    "UNSUPPORTED_MEDIA_TYPE": _kind(
        415,
        "The format of the request body is not supported",
        "The body is in a format or an encoding that the service does not read at this address.",
        "Send the body as one of the types in the Accept header of the answer, and name it in Content-Type.",
        Accept="application/json",
    ),
    "TOO_MANY_REQUESTS": _kind(
        429,
        "Too many requests",
        "More requests came from this client than the service takes.",
        "Wait as long as the Retry-After header says, then send the request again.",
        Retry_After="5",
    ),
    "HEADERS_TOO_LARGE": _kind(
        431,
        "The request headers are too large",
        "The headers of the request, often its cookies, are larger than the service accepts.",
        "Delete the cookies of this site, or send fewer or shorter headers.",
    ),
    "INTERNAL_ERROR": _kind(
        500,
        None,
        "Something went wrong inside the service. The request was probably fine.",
        "Try again later. If it keeps happening, report it together with the request id of the answer.",
    ),
    "NOT_IMPLEMENTED": _kind(
        501,
        None,
        "The service does not know how to do what the request asks for.",
        "Leave out what is unusual in the request, such as a transfer coding.",
    ),
    "SERVICE_UNAVAILABLE": _kind(
        503,
        None,
        "The service cannot answer at the moment: it is overloaded, restarting, or something it depends on is down.",
        "Wait as long as the Retry-After header says, then send the request again.",
        Retry_After="5",
    ),
}
