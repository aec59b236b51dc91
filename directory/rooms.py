"""The doors of the directory's slices, in their order; what they register is imported here too."""

from directory.accounts import jobs as _account_jobs  # noqa: F401  registers its jobs
from directory.accounts import views as accounts
from directory.audit import jobs as _audit_jobs  # noqa: F401  registers its jobs
from directory.front import views as front
from directory.municipalities import views as municipalities
from directory.organisations import views as organisations
from directory.people import views as people

ROOMS = (
    front,
    accounts,
    municipalities,
    organisations,
    people,
)
