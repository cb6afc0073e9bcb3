"""What becomes of everything that is raised: it is logged when the service is to blame, and answered."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.platform.errors import AppError
from app.platform.logs import request_context, write
from app.platform.problems import problem
from app.platform.recognised import error_of


def handle_errors(app: FastAPI) -> None:
    """Every error that leaves a route, or finds none, is answered here."""
    for kind in (StarletteHTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


async def answer(request: Request, thrown: Exception) -> Response:
    """Logs what failed in the service, once, and answers."""
    return problem(report(error_of(thrown, request), thrown))


def report(error: AppError, thrown: BaseException) -> AppError:
    """Logs the reason of a 5xx unless that has been done for this request."""
    context = request_context.get()
    if error.status >= 500 and not (context and context.error_logged):
        if context:
            context.error_logged = True
        write("error", "request failed", thrown)
    return error
