"""How wide the columns of a table are."""

from collections.abc import Callable, Sequence

from kernel.pdf.blocks import Table, Words
from kernel.pdf.theme import TextStyle

WIDEST_WISH = 0.5
ROWS_MEASURED = 60


def column_widths(
    table: Table, width: float, style: TextStyle, *, padding: float, text: Callable[[Words], str]
) -> list[float]:
    """Share the width as the table asks, or as the text of the words in it asks."""
    if table.widths:
        return [width * share / sum(table.widths) for share in table.widths]
    columns = list(zip(table.header, *table.rows[:ROWS_MEASURED], strict=True))
    texts = [[text(words) for words in column] for column in columns]
    needs = _levelled([_longest(column, style, " ") + padding for column in texts], width)
    wishes = [min(_longest(column, style, "\n") + padding, width * WIDEST_WISH) for column in texts]
    beyond = [max(wish - need, 0.0) for wish, need in zip(wishes, needs, strict=True)]
    spare = width - sum(needs)
    if not sum(beyond):
        return [need + spare / len(needs) for need in needs]
    return [need + spare * extra / sum(beyond) for need, extra in zip(needs, beyond, strict=True)]


def _longest(texts: Sequence[str], style: TextStyle, between: str) -> float:
    return max(style.measure(piece) for text in texts for line in text.split("\n") for piece in line.split(between))


def _levelled(needs: list[float], width: float) -> list[float]:
    """Keep what fits; where it does not, the neediest columns share what the others leave."""
    level = width
    left, count = width, len(needs)
    for need in sorted(needs):
        if need > left / count:
            level = left / count
            break
        left -= need
        count -= 1
    return [min(need, level) for need in needs]
