"""The doors of the grants' slices, in their order; what they register is imported here too."""

from grants.applications import views as applications
from grants.calls import views as calls
from grants.decisions import jobs as _decision_jobs  # noqa: F401  registers its jobs
from grants.decisions import my_work as _decision_work  # noqa: F401  registers what waits
from grants.decisions import proposing
from grants.decisions import views as decisions
from grants.dossiers import views as dossiers
from grants.drafting import my_work as _draft_work  # noqa: F401  registers what waits
from grants.drafting import views as drafting
from grants.eligibility import my_work as _check_work  # noqa: F401  registers what waits
from grants.eligibility import views as eligibility
from grants.partners import entries as partner_entries
from grants.partners import invitations
from grants.partners import jobs as _partner_jobs  # noqa: F401  registers its jobs
from grants.partners import my_work as _partner_work  # noqa: F401  registers what waits
from grants.partners import views as partners
from grants.reviews import jobs as _review_jobs  # noqa: F401  registers its jobs
from grants.reviews import my_work as _review_work  # noqa: F401  registers what waits
from grants.reviews import own, wall
from grants.reviews import views as reviews
from grants.selections import jobs as _selection_jobs  # noqa: F401  registers its jobs
from grants.selections import making as selecting
from grants.selections import my_work as _selection_work  # noqa: F401  registers what waits
from grants.selections import views as selections
from grants.submissions import jobs as _submission_jobs  # noqa: F401  registers its jobs
from grants.submissions import views as submissions

ROOMS = (
    calls,
    applications,
    drafting,
    partners,
    partner_entries,
    invitations,
    submissions,
    eligibility,
    wall,
    reviews,
    own,
    proposing,
    decisions,
    selections,
    selecting,
    dossiers,
)
