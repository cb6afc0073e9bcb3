"""Alembic's entry: on the connection that the service hands over, or on its own for the command line."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from app.database import Base, open_engine
from app.settings import read_settings
from app.users import repository as repository  # Its tables are registered by this.


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _alone() -> None:
    engine = open_engine(read_settings().database_url, migrating=True)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    _migrate(handed_over)
else:
    asyncio.run(_alone())
