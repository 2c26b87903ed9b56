"""What Alembic runs: on the connection `storage.upgrade` gives, or from the command line.

alembic -c storage/migrations/alembic.ini -x url=sqlite:///data/greenroom.db upgrade head
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from core.interview.errors import SettingsFault
from storage.engine import parse_url
from storage.tables import metadata


def run(connection: Connection) -> None:
    """Runs what the command asks for."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def run_from_command_line() -> None:
    """Connects by the address given with `-x url=`."""
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not url:
        raise SettingsFault("storage-url")
    parsed = parse_url(url)
    plain = parsed.set(drivername=parsed.drivername.replace("+aiosqlite", ""))
    with create_engine(plain, poolclass=NullPool, hide_parameters=True).begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_from_command_line()
else:
    run(given)
