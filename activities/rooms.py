"""The doors of the activities' slices, in their order; what they register is imported here too."""

from activities.gaps import views as gaps
from activities.home_care import my_work as _home_care_work  # noqa: F401  registers what waits
from activities.home_care import views as home_care
from activities.offers import cards as _offer_cards  # noqa: F401  registers its card
from activities.offers import jobs as _offer_jobs  # noqa: F401  registers its jobs
from activities.offers import views as offers
from activities.planning_guides import cards as _planning_cards  # noqa: F401  registers its card
from activities.planning_guides import my_work as _planning_work  # noqa: F401  registers what waits
from activities.planning_guides import views as planning_guides
from activities.providing import my_work as _offer_work  # noqa: F401  registers what waits
from activities.providing import views as providing

ROOMS = (
    offers,
    providing,
    home_care,
    gaps,
    planning_guides,
)
