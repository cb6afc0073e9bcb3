"""What the database raised, as an error of ours."""

from sqlalchemy import exc as sql

from app.platform.errors import AppError, BadRequestError, ConflictError, PoolExhaustedError, ServiceUnavailableError
from app.platform.unavailable import is_unavailable

_CONFLICTS = {"23505", "23503", "23P01"}
_UNSTORABLE = {"22001", "22003", "22007", "22008", "22021", "22P02", "22P05", "54000"}
_UNAVAILABLE = {"57014", "57P01", "57P02", "57P03", "57P05", "25P03", "25006", "40001", "40P01", "55P03"}


def of_database(thrown: BaseException) -> AppError | None:
    """By SQLSTATE (PostgreSQL manual, appendix A) or SQLite's name. The messages quote values, so none is sent."""
    if isinstance(thrown, sql.TimeoutError):
        return PoolExhaustedError()
    if not isinstance(thrown, sql.DBAPIError):
        return None
    state = str(getattr(thrown.orig, "sqlstate", None) or "")
    name = str(getattr(thrown.orig, "sqlite_errorname", None) or "")
    if state in _CONFLICTS or name.startswith(("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_FOREIGNKEY")):
        return ConflictError()
    if state in _UNSTORABLE:
        return BadRequestError("A value in the request cannot be stored")
    if state in _UNAVAILABLE or state[:2] in ("08", "53") or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ServiceUnavailableError()
    if thrown.connection_invalidated or is_unavailable(thrown.orig or thrown):
        return ServiceUnavailableError()
    return None
