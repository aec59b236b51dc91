"""Words in the database: their case and their order."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from kernel.alphabet import alphabetical, folded

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


@given(st.lists(st.text(alphabet=ALPHABET + ALPHABET.upper(), min_size=1, max_size=6), min_size=1, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_are_always_ordered_by_the_norwegian_alphabet(session: Session, words: list[str]) -> None:
    listed = union_all(*(select(literal(word).label("word")) for word in words)).subquery()
    found = session.scalars(select(listed.c.word).order_by(alphabetical(listed.c.word), listed.c.word)).all()
    keys = [[ALPHABET.index(letter) for letter in word.lower()] for word in found]
    assert keys == sorted(keys)


def test_the_case_of_any_letter_of_ours_is_forgotten(session: Session) -> None:
    letters = "ABCÆØÅÄÖÁČĐŊŠŦŽ"
    assert session.scalar(select(folded(literal(letters)))) == letters.lower()
