"""What an operator types to have jobs run."""

import logging
import signal
import sys
import threading

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from kernel.jobs.embedded import Embedded
from kernel.jobs.worker import run_due


@click.command("worker")
@click.option("--once", is_flag=True, help="Run what is due now, without Redis, and leave.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Run promised jobs: through Redis where REDIS_URL is set, else straight from the database."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if once:
        click.echo(f"{run_due(app)} jobs were run.")
    elif app.config["REDIS_URL"]:
        from kernel.jobs.supervisor import supervise  # noqa: PLC0415  RQ is loaded where it is used

        supervise(app)
    else:
        _work_here(app)


def _work_here(app: Flask) -> None:
    """Work until told to stop, and finish the job at hand."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    embedded = Embedded(app)
    embedded.start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        embedded.stop()
