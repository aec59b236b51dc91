"""What an operator types to serve the site and to see whether all is well."""

import signal
import sys
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from waitress import create_server

from kernel import checks
from kernel.config import Settings
from kernel.jobs import start_embedded
from kernel.web.arrival import Channel

HOST = "127.0.0.1"
THREADS = 8
CONNECTIONS = 1000


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port on 127.0.0.1.")
@with_appcontext
def serve(port: int) -> None:
    """Serve the site on this machine, and run its jobs unless Redis has them."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        server = create_server(
            app,
            host=HOST,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            trusted_proxy=HOST,  # whoever reaches us here is the proxy of this machine, and says who asks it
            trusted_proxy_headers={"x-forwarded-for"},
        )
    except OSError as fault:
        click.echo(f"Port {port} on {HOST} cannot be used: {fault.strerror}.", err=True)
        sys.exit(2)
    server.channel_class = Channel
    for number in (signal.SIGTERM, signal.SIGINT):  # the second is ignored by default in a shell's background
        signal.signal(number, _leave)
    embedded = start_embedded(app)
    click.echo(f"Trinn answers on http://{HOST}:{port}")
    try:
        server.run()
    finally:
        server.close()
        embedded.stop()


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


@click.command("check")
@with_appcontext
def check() -> None:
    """Look the installation over, and say what is wrong and how to put it right."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.extensions["trinn"]
    troubles = 0
    for name, look in checks.CHECKS.items():
        trouble = look(settings)
        troubles += trouble is not None
        click.echo(f"{name}: {trouble or 'well'}")
    sys.exit(1 if troubles else 0)
