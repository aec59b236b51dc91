"""Who opens a dossier, and which edition."""

from datetime import UTC, datetime
from typing import Any

import pytest

from directory.accounts.permissions import Holding, Role, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.dossiers import rules
from grants.dossiers.rules import Edition
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.rules import Disqualified
from kernel.lifecycle import NotAllowed

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def a_viewer(*roles: Role) -> Viewer:
    held = tuple(Holding(role, 1, "Et sted") for role in roles)
    return Viewer(7, "Kari", "kari@example.no", "nb", 0, False, "", NOW, 3600, held)


def a_review(status: ReviewStatus) -> Review:
    return Review(status=status, reviewer_id=7)


@pytest.mark.parametrize(
    ("roles", "review", "involved", "edition"),
    [
        ((Role.MUNICIPAL_LEADER,), None, {7}, Edition.PARTY),
        ((Role.CASEWORKER,), None, set(), Edition.DIRECTORATE),
        ((Role.LEAD,), None, set(), Edition.DIRECTORATE),
        ((Role.REVIEWER,), ReviewStatus.DECLARED, set(), Edition.REVIEWER),
        ((Role.REVIEWER,), None, set(), Edition.PARTY),
        ((Role.CASEWORKER, Role.REVIEWER), ReviewStatus.SUBMITTED, set(), Edition.REVIEWER),
        ((Role.CASEWORKER, Role.ORGANISATION_LEADER), None, {7}, Edition.PARTY),
    ],
)
def test_of_several_roles_the_one_that_sees_least_decides(
    roles: tuple[Role, ...], review: ReviewStatus | None, involved: set[int], edition: Edition
) -> None:
    own = a_review(review) if review else None
    assert rules.edition_for(a_viewer(*roles), own, involved) is edition


def test_a_reviewer_opens_it_after_declaring_and_never_when_disqualified() -> None:
    rules.ensure_may_open(None)
    rules.ensure_may_open(a_review(ReviewStatus.DECLARED))
    with pytest.raises(NotAllowed, match="Declare first"):
        rules.ensure_may_open(a_review(ReviewStatus.ASSIGNED))
    with pytest.raises(Disqualified):
        rules.ensure_may_open(a_review(ReviewStatus.DISQUALIFIED))


@pytest.mark.parametrize(
    ("facts", "has_dossier"),
    [
        ({"status": ApplicationStatus.DRAFT}, False),
        ({"status": ApplicationStatus.WITHDRAWN}, False),
        ({"status": ApplicationStatus.WITHDRAWN, "submitted_at": NOW}, True),
        ({"status": ApplicationStatus.SUBMITTED, "submitted_at": NOW}, True),
        ({"status": ApplicationStatus.DECIDED, "submitted_at": NOW}, True),
    ],
)
def test_a_dossier_is_made_of_what_was_sent(facts: dict[str, Any], has_dossier: bool) -> None:
    application = Application(**facts)
    assert rules.has_dossier(application) is has_dossier
    if not has_dossier:
        with pytest.raises(NotAllowed):
            rules.ensure_sent(application)
