"""The doors of the volunteers' slices, in their order; what they register is imported here too."""

from volunteers.asking import jobs as _asking_jobs  # noqa: F401  registers its jobs
from volunteers.asking import my_work as _asking_work  # noqa: F401  registers what waits
from volunteers.asking import stand_ins
from volunteers.asking import views as asking
from volunteers.board import my_work as _board_work  # noqa: F401  registers what waits
from volunteers.board import views as board
from volunteers.calendars import views as calendars
from volunteers.consents import views as consents
from volunteers.coordinators import cards as _coordinator_cards  # noqa: F401  registers its card
from volunteers.coordinators import views as coordinators
from volunteers.desk import jobs as _desk_jobs  # noqa: F401  registers its job
from volunteers.desk import my_work as _desk_work  # noqa: F401  registers what waits
from volunteers.desk import trips as trip_desk
from volunteers.desk import views as ride_requests
from volunteers.figures import cards as _figure_cards  # noqa: F401  registers its card
from volunteers.figures import views as figures
from volunteers.hours import cards as _hour_cards  # noqa: F401  registers its card
from volunteers.hours import views as hours
from volunteers.incidents import jobs as _incident_jobs  # noqa: F401  registers its job
from volunteers.incidents import my_work as _incident_work  # noqa: F401  registers what waits
from volunteers.incidents import own as own_incidents
from volunteers.incidents import views as incidents
from volunteers.messages import jobs as _message_jobs  # noqa: F401  registers its jobs
from volunteers.messages import my_work as _message_work  # noqa: F401  registers what waits
from volunteers.messages import views as messages
from volunteers.mileage import approving as mileage_approval
from volunteers.mileage import my_work as _mileage_work  # noqa: F401  registers what waits
from volunteers.mileage import rates as mileage_rates
from volunteers.mileage import views as mileage
from volunteers.own_trips import my_work as _own_trip_work  # noqa: F401  registers what waits
from volunteers.own_trips import views as own_trips
from volunteers.referrals import views as referrals
from volunteers.register import jobs as _register_jobs  # noqa: F401  registers its jobs
from volunteers.register import my_work as _register_work  # noqa: F401  registers what waits
from volunteers.register import sign_up
from volunteers.register import views as volunteer_register
from volunteers.retention import cards as _retention_cards  # noqa: F401  registers its card
from volunteers.retention import jobs as _retention_jobs  # noqa: F401  registers its jobs
from volunteers.retention import views as retention
from volunteers.roads import views as roads
from volunteers.safeguards import views as safeguards
from volunteers.senior_resources import cards as _resource_cards  # noqa: F401  registers its card
from volunteers.senior_resources import my_work as _resource_work  # noqa: F401  registers what waits
from volunteers.senior_resources import views as senior_resources
from volunteers.service_users import views as service_users
from volunteers.transport import cards as _transport_cards  # noqa: F401  registers its card
from volunteers.transport import jobs as _transport_jobs  # noqa: F401  registers its job
from volunteers.transport import vehicles
from volunteers.transport import views as transport
from volunteers.trips import jobs as _trip_jobs  # noqa: F401  registers its jobs
from volunteers.unmet import cards as _unmet_cards  # noqa: F401  registers its card
from volunteers.unmet import views as unmet

ROOMS = (
    safeguards,
    roads,
    coordinators,
    volunteer_register,
    sign_up,
    hours,
    service_users,
    transport,
    vehicles,
    unmet,
    ride_requests,
    messages,
    trip_desk,
    asking,
    stand_ins,
    calendars,
    incidents,
    own_incidents,
    mileage,
    mileage_approval,
    mileage_rates,
    board,
    consents,
    own_trips,
    figures,
    referrals,
    retention,
    senior_resources,
)
