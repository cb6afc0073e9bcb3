"""A bounded pool that gives up in time, on SQLite or PostgreSQL, and the migrations."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool, QueuePool

POOL_SIZE = 10
# Seconds. The server gives up a statement first and says so; we give up on a server that says nothing.
STATEMENT_TIMEOUT = 2.0
COMMAND_TIMEOUT = 2.5
CONNECT_TIMEOUT = 2.5
MIGRATION_CONNECT_TIMEOUT = 10.0
POOL_TIMEOUT = 2.0
TRANSACTION_TIMEOUT = 4.0
# Instances of a new version that start together take turns; any number that nobody else uses.
MIGRATION_LOCK = 7_283_001


class Base(DeclarativeBase):
    """The tables are its subclasses."""


class Database:
    """Connects when it is first used."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits at the end, within `TRANSACTION_TIMEOUT`. Keep slow work out of it."""
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            session = self._sessions()
            try:
                yield session
                await session.commit()
            except (TimeoutError, asyncio.CancelledError):
                # A connection that still waits for its answer would make the next one wait behind it.
                await session.invalidate()
                raise
            finally:
                await session.close()

    async def check(self) -> None:
        """Raises when the database cannot be asked."""
        async with self.transaction() as session:
            await session.execute(text("select 1"))

    def pool(self) -> tuple[int, int, int]:
        """Connections in use, idle ones, and the most there may be."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout(), pool.checkedin(), pool.size()

    async def close(self) -> None:
        await self.engine.dispose()


async def migrate(url: str) -> None:
    """Brings the database up to date."""
    engine = open_engine(url, migrating=True)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text(f"select pg_advisory_xact_lock({MIGRATION_LOCK})"))
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def open_engine(url: str, *, migrating: bool = False) -> AsyncEngine:
    """Bounded in size and time, or a connection at a time without a limit for migrations."""
    # Parameters hold what people have entered, and errors are logged.
    options: dict[str, Any] = {"hide_parameters": True}
    if migrating:
        # A connection of its own: a migration, or the wait for another instance's, may take longer than a request.
        options["poolclass"] = NullPool
    else:
        options |= {"pool_size": POOL_SIZE, "max_overflow": 0, "pool_timeout": POOL_TIMEOUT}
    return _sqlite(url, options, migrating) if url.startswith("sqlite") else _postgres(url, options, migrating)


def _sqlite(url: str, options: dict[str, Any], migrating: bool) -> AsyncEngine:
    address = make_url(url).set(drivername="sqlite+aiosqlite")
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address, **options)

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: object) -> None:
        # The driver opens transactions by rules of its own; ours begin where SQLAlchemy says so.
        connection.isolation_level = None
        for pragma in ("busy_timeout=2000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if migrating else "BEGIN")

    return engine


def _postgres(url: str, options: dict[str, Any], migrating: bool) -> AsyncEngine:
    settings = {"application_name": "starter-fastapi"}
    if not migrating:
        settings |= {
            "statement_timeout": f"{STATEMENT_TIMEOUT * 1000:.0f}",
            "idle_in_transaction_session_timeout": "10000",
        }

    async def connect() -> asyncpg.Connection:
        # asyncpg reads the address itself, with all that libpq knows (sslmode, several hosts).
        return await asyncpg.connect(
            url,
            timeout=MIGRATION_CONNECT_TIMEOUT if migrating else CONNECT_TIMEOUT,
            command_timeout=None if migrating else COMMAND_TIMEOUT,
            server_settings=settings,
            connection_class=_Connection,
        )

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, **options)

    @event.listens_for(engine.sync_engine, "checkout")
    def checked_out(connection: Any, *_: object) -> None:
        # Known without a round trip; the pool then takes another one.
        if connection.driver_connection.is_closed():
            raise DisconnectionError("the connection was lost while it was idle")

    return engine


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """Says goodbye, but does not wait long for a server that has gone silent."""

    async def close(self, *, timeout: float | None = None) -> None:
        await super().close(timeout=min(timeout or 0.5, 0.5))
