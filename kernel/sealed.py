"""Personal texts in columns: sealed with a key that no database and no backup holds."""

from sqlalchemy import Dialect, Text, TypeDecorator

from kernel import keys


class Sealed(TypeDecorator[str]):
    """A text that is sealed on its way into the database; an empty one stays empty, so that it can be seen as erased.

    It cannot be searched: what must be found again has a keyed digest in a column of its own (`keys.digests`).
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the base's signature
        """Seal a text."""
        return keys.seal(value) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the base's signature
        """Open a text."""
        return keys.unseal(value) if value else value
