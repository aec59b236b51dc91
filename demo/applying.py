"""The applications of the story: begun, written, confirmed and sent, and some of them checked, read and decided."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from demo import script
from demo.cast import Cast
from directory.accounts.models import Person
from grants.applications import actions as applications
from grants.applications import gathering, prefill, queries
from grants.applications.models import Application, SignedAs, TaskMode
from grants.applications.saying import proven_words
from grants.calls import actions as calls
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.partners import actions as partners
from grants.partners.rules import Answer, Terms
from grants.submissions import actions as submissions
from grants.submissions.rules import version_of
from kernel.clock import local_date
from kernel.i18n import force_locale
from partnership.relations.queries import relations_of

Event = tuple[datetime, Callable[[], None]]


@dataclass(frozen=True)
class Desk:
    """Where applications are told: the session, who takes part, the call, and the applications by call and number."""

    session: Session
    cast: Cast
    calls: dict[str, Call] = field(default_factory=dict)
    applications: dict[tuple[str, int], Application] = field(default_factory=dict)

    def of(self, told: Mapping[str, Any]) -> Application:
        """The application that a part of the script tells of."""
        return self.applications[_name(told)]

    def person(self, account: str) -> Person:
        """Somebody by account."""
        return self.cast.people[account]

    def id(self, account: str) -> int:
        """Somebody's id."""
        return self.person(account).id


def _name(told: Mapping[str, Any]) -> tuple[str, int]:
    return told["call"], told["number"]


def events(desk: Desk) -> Iterator[Event]:
    """What happens with the calls and until the applications are sent, each with its moment."""
    for document in script.calls():
        yield script.published_at(document), partial(_publish, desk, document)
    for told in script.applications():
        yield from _of(desk, told)


def _of(desk: Desk, told: dict[str, Any]) -> Iterator[Event]:
    yield script.moment(told["created_at"]), partial(_begin, desk, told)
    for place, partner in enumerate(told.get("partners", [])):
        yield script.moment(partner["invited_at"]), partial(_ask, desk, told, place)
        if "confirmed_at" in partner:
            yield script.moment(partner["confirmed_at"]), partial(_confirm, desk, told, place)
    if "submitted_at" in told:
        yield script.moment(told["submitted_at"]), partial(_send, desk, told)


def _publish(desk: Desk, document: dict[str, Any]) -> None:
    at = script.published_at(document)
    call = calls.load(desk.session, document, actor_id=None, at=at, today=local_date(at))
    desk.calls[call.code] = call


def _begin(desk: Desk, told: dict[str, Any]) -> None:
    """Begin with what is known, then write every page."""
    session, bodies, at = desk.session, desk.cast.bodies, script.moment(told["created_at"])
    applicant, writer = bodies[told["applicant"]], desk.person(told["written_by"])
    named = [bodies[each["body"]] for each in told.get("partners", [])]
    relations = [each for each in relations_of(session, applicant) if gathering.other_of(each, applicant) in named]
    call = desk.calls[told["call"]]
    with force_locale(told["language"]):
        known = gathering.known(session, applicant, relations, writer, local_date(at), kind=content_of(call).kind)
        filled = prefill.fill(content_of(call), known, proven_words)
    application = applications.begin(
        session, call, applicant, filled, partners=named, language=told["language"], actor_id=writer.id, now=at
    )
    session.flush()
    desk.applications[_name(told)] = application
    folder = queries.folder(session, application)
    for page in folder.content.pages:
        codes = {question.code for question in page.questions}
        said = {code: given for code, given in told.get("answers", {}).items() if code in codes}
        applications.write(session, folder, page, said, version=folder.version(page), actor_id=writer.id, at=at)
    for partner, terms in zip(folder.partners, told.get("partners", []), strict=True):
        given = Terms(partner.name, terms["task"], TaskMode(terms["mode"]), terms.get("hours"), terms.get("amount", 0))
        partners.change(session, partner, given, email="", version=partner.version, actor_id=writer.id, at=at)


def _ask(desk: Desk, told: dict[str, Any], place: int) -> None:
    partner = queries.partners_of(desk.session, desk.of(told))[place]
    at = script.moment(told["partners"][place]["invited_at"])
    partners.ask(desk.session, partner, is_reached=True, actor_id=desk.id(told["written_by"]), now=at)


def _confirm(desk: Desk, told: dict[str, Any], place: int) -> None:
    raw = told["partners"][place]
    partner = queries.partners_of(desk.session, desk.of(told))[place]
    person = desk.person(raw["confirmed_by"])
    given = Answer(takes_part=True, name=person.name, person_id=person.id, version=partner.version)
    partners.answer(desk.session, partner, given, now=script.moment(raw["confirmed_at"]))


def _send(desk: Desk, told: dict[str, Any]) -> None:
    folder = queries.folder(desk.session, desk.of(told))
    submissions.submit(
        desk.session,
        folder,
        signed_as=SignedAs(told["signed_as"]),
        actor=desk.person(told["sent_by"]),
        version=version_of(folder),
        now=script.moment(told["submitted_at"]),
    )
