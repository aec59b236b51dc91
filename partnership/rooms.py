"""The doors of the partnership's slices, in their order; what they register is imported here too."""

from partnership.agreements import jobs as _agreement_jobs  # noqa: F401  registers its jobs
from partnership.agreements import my_work as _agreement_work  # noqa: F401  registers what waits
from partnership.agreements import views as agreements
from partnership.assessments import jobs as _assessment_jobs  # noqa: F401  registers its jobs
from partnership.assessments import views as assessments
from partnership.contacts import jobs as _contact_jobs  # noqa: F401  registers its jobs
from partnership.contacts import my_work as _contact_work  # noqa: F401  registers what waits
from partnership.contacts import views as contacts
from partnership.core_teams import jobs as _team_jobs  # noqa: F401  registers its job
from partnership.core_teams import my_work as _team_work  # noqa: F401  registers its cards and what waits
from partnership.core_teams import views as core_teams
from partnership.dialogue import views as dialogue
from partnership.group_work import cards as _group_cards  # noqa: F401  registers its card
from partnership.group_work import joining as group_answers
from partnership.group_work import my_work as _group_work  # noqa: F401  registers what waits
from partnership.group_work import results as group_results
from partnership.group_work import views as group_work
from partnership.history import views as history
from partnership.invitations import jobs as _invitation_jobs  # noqa: F401  registers its jobs
from partnership.invitations import my_work as _invitation_work  # noqa: F401  registers what waits
from partnership.invitations import views as relation_invitations
from partnership.involvement import my_work as _involvement_work  # noqa: F401  registers its card and what waits
from partnership.involvement import views as involvement
from partnership.overview import jobs as _overview_jobs  # noqa: F401  registers its jobs
from partnership.overview import views as overview
from partnership.partner_lists import views as partner_lists
from partnership.pictures import my_work as _my_work  # noqa: F401  registers what waits
from partnership.pictures import views as pictures
from partnership.placements import views as placements
from partnership.points import views as points
from partnership.programmes import views as programmes
from partnership.quality import views as quality
from partnership.relations import jobs as _relation_jobs  # noqa: F401  registers its jobs
from partnership.relations import views as relations
from partnership.renewals import jobs as _renewal_jobs  # noqa: F401  registers its jobs
from partnership.requests import jobs as _request_jobs  # noqa: F401  registers its jobs
from partnership.requests import my_work as _request_work  # noqa: F401  registers what waits
from partnership.requests import views as requests
from partnership.roadmaps import my_work as _roadmap_work  # noqa: F401  registers what waits
from partnership.roadmaps import views as roadmaps
from partnership.strategic_roadmaps import views as strategic_roadmaps
from partnership.tasks import jobs as _task_jobs  # noqa: F401  registers its jobs
from partnership.tasks import my_work as _task_work  # noqa: F401  registers what waits
from partnership.tasks import views as tasks
from partnership.versions import jobs as _version_jobs  # noqa: F401  registers its jobs
from partnership.versions import my_work as _version_work  # noqa: F401  registers what waits
from partnership.versions import views as versions

ROOMS = (
    relations,
    assessments,
    placements,
    pictures,
    points,
    contacts,
    tasks,
    requests,
    relation_invitations,
    partner_lists,
    versions,
    history,
    dialogue,
    agreements,
    quality,
    roadmaps,
    overview,
    core_teams,
    involvement,
    strategic_roadmaps,
    programmes,
    group_work,
    group_results,
    group_answers,
)
