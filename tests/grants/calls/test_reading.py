"""A call's document is read whole, or refused with the place in it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from grants.calls.content import Frame
from grants.calls.reading import read
from kernel.documents import BadContent
from tests.grants.builders import DOCUMENT

Spoil = Callable[[dict[str, Any]], Any]

SPOILT: dict[str, tuple[Spoil, str]] = {
    "no title": (lambda call: call.pop("title"), "the document has no title."),
    "a language missing": (
        lambda call: call["title"].pop("nn"),
        "the document title must have its text in nb, nn, en.",
    ),
    "another kind": (lambda call: call.update(kind="party"), "the document: kind must be one of"),
    "a strange moment": (lambda call: call["dates"].update(opens_at="soon"), "dates: opens_at must be a moment"),
    "a moment without a zone": (lambda call: call["dates"].update(opens_at="2026-10-01T07:00:00"), "opens_at must be"),
    "closes first": (
        lambda call: call["dates"].update(closes_at="2020-01-01T00:00:00Z"),
        "dates: opens_at must be before closes_at.",
    ),
    "half a krone": (lambda call: call["money"].update(most=0.5), "money: most must be a whole number"),
    "more than the frame": (lambda call: call["money"].update(most=call["money"]["frame"] + 1), "money: least, most"),
    "no applicant": (lambda call: call["who"].update(applicants=[]), "who: applicants must be some of"),
    "a stranger applies": (lambda call: call["who"].update(applicants=["king"]), "who: applicants must be some of"),
    "weights of 101": (
        lambda call: call["assessment"]["criteria"][0].update(weight=call["assessment"]["criteria"][0]["weight"] + 1),
        "the weights must add up to 100.",
    ),
    "a claim of nothing": (
        lambda call: call["assessment"]["criteria"][0].update(claim="99"),
        "claims question 99, which is not there.",
    ),
    "a knock-out of nothing": (lambda call: call["assessment"].update(knock_outs={"K9": 1}), "a knock-out names"),
    "a page twice": (lambda call: call["form"]["pages"].append(call["form"]["pages"][0]), "form: two have the same"),
    "half a sign": (lambda call: call["title"].update(nb="\ud800"), "holds half a sign"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_document_is_refused_with_its_place(case: str) -> None:
    spoil, told = SPOILT[case]
    document = deepcopy(DOCUMENT)
    spoil(document)

    with pytest.raises(BadContent) as refusal:
        read(document)

    assert told in str(refusal.value)


def test_the_form_is_read_with_its_pages_and_frames() -> None:
    content = read(DOCUMENT)

    assert [page.code for page in content.pages][:2] == ["who", "measure"]
    assert content.question("1") is not None
    assert content.question("99") is None
    assert content.framed(Frame.MOBILITY) is None or content.framed(Frame.MOBILITY).frame is Frame.MOBILITY
