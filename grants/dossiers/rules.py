"""What is allowed: who opens a dossier, and which edition of it."""

from collections.abc import Collection
from enum import StrEnum

from directory.accounts.permissions import Role, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.rules import ensure_not_disqualified
from kernel.lifecycle import NotAllowed, _l


class Edition(StrEnum):
    """For whom a dossier is made."""

    PARTY = "party"
    REVIEWER = "reviewer"
    DIRECTORATE = "directorate"


def has_dossier(application: Application) -> bool:
    """Whether there is something to make a dossier of: what was sent; a reopened application is a draft again."""
    return application.submitted_at is not None and application.status is not ApplicationStatus.DRAFT


def ensure_sent(application: Application) -> None:
    """A dossier is made of what was sent."""
    if not has_dossier(application):
        raise NotAllowed(_l("The dossier is made when the application is sent, and this one is a draft."))


def ensure_may_open(review: Review | None) -> None:
    """A reviewer opens it after declaring impartiality, whatever else the person may be; raises Disqualified."""
    if review is None:
        return
    ensure_not_disqualified(review)
    if review.status is ReviewStatus.ASSIGNED:
        raise NotAllowed(_l("Declare first whether you are impartial."))


def edition_for(viewer: Viewer, review: Review | None, involved: Collection[int]) -> Edition:
    """The edition that somebody who sees the application gets; of several roles the one that sees least."""
    if review is not None:
        return Edition.REVIEWER
    is_directorate = viewer.has_role(Role.CASEWORKER) or viewer.has_role(Role.LEAD)
    return Edition.DIRECTORATE if is_directorate and viewer.id not in involved else Edition.PARTY
