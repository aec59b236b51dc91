"""Words in the database as Norwegians look them up: whatever their case, and with æ, ø and å after z."""

from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Text

BEYOND_ASCII = "ÆØÅÄÖÁČĐŊŠŦŽ"
AFTER_Z = {"æ": "{", "ø": "|", "å": "}"}  # their places in the old Norwegian ASCII


class Alphabetical(FunctionElement[str]):
    """What words are sorted by; code point order holds on every database."""

    type = Text()
    inherit_cache = True


@compiles(Alphabetical)
def _plainly(element: Alphabetical, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(Alphabetical, "postgresql")
def _by_code_point(element: Alphabetical, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'


def folded(words: Any) -> ColumnElement[str]:
    """Words in lower case, which SQLite by itself knows for English letters only."""
    lower: ColumnElement[str] = func.lower(words)
    for letter in BEYOND_ASCII:
        lower = func.replace(lower, letter, letter.lower())
    return lower


def alphabetical(words: Any) -> Alphabetical:
    """The order of the Norwegian alphabet."""
    ordered = folded(words)
    for letter, sign in AFTER_Z.items():
        ordered = func.replace(ordered, letter, sign)
    return Alphabetical(ordered)
