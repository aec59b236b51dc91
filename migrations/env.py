"""How Alembic reaches our database and models."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import JSON, Enum

from kernel.orm import TranslatedText, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what the database keeps, so that a migration never changes with our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, TranslatedText | JSON):
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    if kind == "type" and isinstance(item, Enum):
        values = ", ".join(repr(value) for value in item.enums)
        return f"sa.Enum({values}, name={item.name!r}, native_enum=False, create_constraint=True, length=40)"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    db = current_app.extensions["migrate"].db
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
