"""What happens later: the mail with a one-time link, and the removal of what is spent."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory.accounts import actions, queries
from directory.accounts.models import SignInLink, Throttle, UserSession
from kernel import clock
from kernel.i18n import DEFAULT, force_locale, gettext
from kernel.jobs import mail
from kernel.registry import job

KEPT = timedelta(days=30)


@job("directory.mail_sign_in_link", outside=True)
def mail_sign_in_link(session: Session, *, key: str, now: datetime, link_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Send a one-time link to its person."""
    link = queries.link(session, link_id)
    if link is None:
        return
    settings = current_app.extensions["trinn"]
    address = f"{settings.base_url}/sign-in/link/{actions.link_token(link)}"
    with force_locale(link.person.language or DEFAULT):
        text = gettext(
            "Hello %(name)s\n\nOpen this address to sign in to Trinn:\n\n%(address)s\n\n"
            "It can be used once, and for 15 minutes. If you did not ask for it, you can forget this message.\n",
            name=link.person.name,
            address=address,
        )
        mail.send(settings, key=key, to=link.person.email, subject=gettext("Sign in to Trinn"), text=text)


@job("directory.forget_spent", every=3600)
def forget_spent(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Remove sessions, links and throttles that have been over for a month."""
    before = clock.real() - KEPT
    session.execute(delete(SignInLink).where(SignInLink.expires_at < before))
    session.execute(delete(UserSession).where(UserSession.last_seen_at < before))
    session.execute(delete(Throttle).where(Throttle.updated_at < before))
