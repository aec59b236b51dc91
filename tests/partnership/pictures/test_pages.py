"""The pages about a relation's picture."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.builders import sign_in
from tests.partnership.assessments.conftest import Pair, pair
from tests.partnership.quality.builders import picture_of

__all__ = ["pair"]


@pytest.mark.parametrize("rest", ["", "staircase/"])
@pytest.mark.parametrize(("wished", "is_there"), [(None, False), (4, False), (3, True), (2, True)])
def test_who_stands_where_both_wish_to_is_told_so_and_the_next_step_is_folded(
    *, client: FlaskClient, session: Session, pair: Pair, rest: str, wished: int | None, is_there: bool
) -> None:
    assert picture_of(session, pair, upto=3).next_step == 4
    pair.relation.wished_step = wished
    session.commit()
    sign_in(client, session, pair.org)
    text = client.get(f"/partnership/relations/{pair.relation.id}/{rest}").text
    before, _list, _after = text.partition('<ul class="todo">')
    assert _list
    assert ("Dere står der dere ønsker å stå" in text) is is_there
    assert ("Dette mangler til trinn 4" in text) is not is_there
    assert (before.count("<details") > before.count("</details>")) is is_there
    assert ("<summary>Hva trinn 4 krever</summary>" in text) is is_there
    assert (" open>" in text) is (bool(rest) and not is_there)
