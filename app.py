"""The front door: hangs each wing's blueprints on one application; no logic."""

import sys
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from flask_migrate import Migrate
from flask_migrate.cli import db as migrations

import kernel.jobs
from activities import rooms as activities
from demo.commands import demo
from directory import rooms as directory
from directory.accounts import guard
from directory.accounts.commands import group as user
from directory.audit.commands import group as audit
from directory.municipalities.commands import group as register
from grants import rooms as grants
from grants.calls.commands import group as call
from grants.dossiers.commands import group as dossier
from kernel import clock, i18n, keys, web
from kernel import db as database
from kernel.backup.commands import backup_command, restore_command
from kernel.commands import check, serve
from kernel.config import ROOT, BadSettings, Settings, from_environment
from kernel.jobs.commands import worker
from partnership import rooms as partnership
from partnership.versions.commands import group as staircase
from volunteers import rooms as volunteers
from volunteers.roads import servers as map_servers

ROOMS = (*directory.ROOMS, *partnership.ROOMS, *activities.ROOMS, *volunteers.ROOMS, *grants.ROOMS)


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
