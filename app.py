"""The front door: hangs each wing's blueprints on one application; no logic."""

import sys
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from flask_migrate import Migrate
from flask_migrate.cli import db as migrations

import kernel.jobs
from activities.gaps import views as gaps
from activities.home_care import my_work as _home_care_work  # noqa: F401  registers what waits
from activities.home_care import views as home_care
from activities.offers import cards as _offer_cards  # noqa: F401  registers its card
from activities.offers import jobs as _offer_jobs  # noqa: F401  registers its jobs
from activities.offers import views as offers
from activities.providing import my_work as _offer_work  # noqa: F401  registers what waits
from activities.providing import views as providing
from demo.commands import demo
from directory.accounts import guard
from directory.accounts import jobs as _account_jobs  # noqa: F401  registers its jobs
from directory.accounts import views as accounts
from directory.accounts.commands import group as user
from directory.audit import jobs as _audit_jobs  # noqa: F401  registers its jobs
from directory.audit.commands import group as audit
from directory.front import views as front
from directory.municipalities import views as municipalities
from directory.municipalities.commands import group as register
from directory.organisations import views as organisations
from directory.people import views as people
from grants.applications import views as applications
from grants.calls import views as calls
from grants.calls.commands import group as call
from grants.decisions import jobs as _decision_jobs  # noqa: F401  registers its jobs
from grants.decisions import my_work as _decision_work  # noqa: F401  registers what waits
from grants.decisions import proposing
from grants.decisions import views as decisions
from grants.dossiers import views as dossiers
from grants.dossiers.commands import group as dossier
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
from grants.submissions import jobs as _submission_jobs  # noqa: F401  registers its jobs
from grants.submissions import views as submissions
from kernel import clock, i18n, keys, web
from kernel import db as database
from kernel.backup.commands import backup_command, restore_command
from kernel.commands import check, serve
from kernel.config import ROOT, BadSettings, Settings, from_environment
from kernel.jobs.commands import worker
from partnership.agreements import jobs as _agreement_jobs  # noqa: F401  registers its jobs
from partnership.agreements import my_work as _agreement_work  # noqa: F401  registers what waits
from partnership.agreements import views as agreements
from partnership.assessments import jobs as _assessment_jobs  # noqa: F401  registers its jobs
from partnership.assessments import views as assessments
from partnership.contacts import jobs as _contact_jobs  # noqa: F401  registers its jobs
from partnership.contacts import my_work as _contact_work  # noqa: F401  registers what waits
from partnership.contacts import views as contacts
from partnership.dialogue import views as dialogue
from partnership.history import views as history
from partnership.invitations import jobs as _invitation_jobs  # noqa: F401  registers its jobs
from partnership.invitations import my_work as _invitation_work  # noqa: F401  registers what waits
from partnership.invitations import views as relation_invitations
from partnership.overview import jobs as _overview_jobs  # noqa: F401  registers its jobs
from partnership.overview import views as overview
from partnership.partner_lists import views as partner_lists
from partnership.pictures import my_work as _my_work  # noqa: F401  registers what waits
from partnership.pictures import views as pictures
from partnership.placements import views as placements
from partnership.points import views as points
from partnership.quality import views as quality
from partnership.relations import jobs as _relation_jobs  # noqa: F401  registers its jobs
from partnership.relations import views as relations
from partnership.renewals import jobs as _renewal_jobs  # noqa: F401  registers its jobs
from partnership.requests import jobs as _request_jobs  # noqa: F401  registers its jobs
from partnership.requests import my_work as _request_work  # noqa: F401  registers what waits
from partnership.requests import views as requests
from partnership.roadmaps import my_work as _roadmap_work  # noqa: F401  registers what waits
from partnership.roadmaps import views as roadmaps
from partnership.tasks import jobs as _task_jobs  # noqa: F401  registers its jobs
from partnership.tasks import my_work as _task_work  # noqa: F401  registers what waits
from partnership.tasks import views as tasks
from partnership.versions import jobs as _version_jobs  # noqa: F401  registers its jobs
from partnership.versions import my_work as _version_work  # noqa: F401  registers what waits
from partnership.versions import views as versions
from partnership.versions.commands import group as staircase
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
from volunteers.roads import servers as map_servers
from volunteers.roads import views as roads
from volunteers.safeguards import views as safeguards
from volunteers.service_users import views as service_users
from volunteers.transport import cards as _transport_cards  # noqa: F401  registers its card
from volunteers.transport import jobs as _transport_jobs  # noqa: F401  registers its job
from volunteers.transport import vehicles
from volunteers.transport import views as transport
from volunteers.trips import jobs as _trip_jobs  # noqa: F401  registers its jobs
from volunteers.unmet import cards as _unmet_cards  # noqa: F401  registers its card
from volunteers.unmet import views as unmet

ROOMS = (
    front,
    accounts,
    municipalities,
    organisations,
    people,
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
    offers,
    providing,
    home_care,
    gaps,
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
    dossiers,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; raises BadSettings."""
    settings = settings or from_environment()
    app = Flask("trinn", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.extensions["trinn"] = settings
    clock.set_today(settings.today)
    keys.init(settings)
    map_servers.init(settings)
    database.init(app, settings)
    Migrate(app, database.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    web.init(app, settings)
    i18n.init(app)
    guard.init(app)
    kernel.jobs.init(app, settings)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    return app


def _create_for_commands() -> Flask:
    try:
        return create_app()
    except BadSettings as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)


class Commands(FlaskGroup):
    """The commands, which can be listed without any setting."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(add_default_commands=False, add_version_option=False, **kwargs)
        self.params = []

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return click.Group.list_commands(self, ctx)


@click.group(cls=Commands, create_app=_create_for_commands)
def cli() -> None:
    """Trinn, step by step."""


COMMANDS = (
    serve,
    check,
    worker,
    backup_command,
    restore_command,
    register,
    user,
    audit,
    staircase,
    call,
    dossier,
    demo,
    migrations,
)
for command in COMMANDS:
    cli.add_command(command)
