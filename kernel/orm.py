"""The typed base of every table, and the column types that we share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Numeric, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry

FALLBACK = {"nb": ("nn", "en"), "nn": ("nb", "en"), "en": ("nb", "nn")}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; a value without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the base's signature
        """Turn a moment into UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the base's signature
        """Give back a moment in UTC, also from SQLite, which drops the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@dataclass(frozen=True)
class Translated:
    """A text of the data in the languages that it exists in."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def pick(self, language: str) -> tuple[str, str]:
        """The text in a language, or in the nearest one there is, and which language it is in."""
        for code in (language, *FALLBACK[language]):
            if text := getattr(self, code):
                return text, code
        return "", language


class TranslatedText(TypeDecorator[Translated]):
    """A translated text as one JSON column."""

    impl = JSON().with_variant(JSONB(), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Dialect) -> dict[str, str] | None:  # noqa: ARG002  the base's signature
        """Write the languages that have a text."""
        return None if value is None else {code: text for code, text in vars(value).items() if text}

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Translated | None:  # noqa: ARG002  the base's signature
        """Read the languages back."""
        return None if value is None else Translated(**value)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """What every table inherits."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime(),
            Decimal: Numeric(14, 2),
            str: Text(),
            Translated: TranslatedText(),
            dict[str, Any]: JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
            StrEnum: Enum(StrEnum, native_enum=False, create_constraint=True, length=40, values_callable=_values),
        },
    )
