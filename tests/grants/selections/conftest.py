"""A call for a programme, and applications to it that are checked and reviewed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.municipalities.models import Municipality, SizeBand
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.reviews import actions as reviews
from grants.reviews.queries import reviews_of
from grants.selections import actions, jobs, queries, weighing
from grants.selections.models import Selection
from grants.selections.rules import Draft
from kernel.orm import Translated
from partnership.programmes.models import Programme
from tests.grants.assessing import PROPOSED, Office, a_check, a_review, an_application, an_office
from tests.grants.selections.builders import FAIR, MADE, STRONG, TOLD, WEAK, a_place, a_programme_call, answers_of
from tests.pages import read

PAGE = "/grants/selections/T2/"


@dataclass
class Field:
    """A call for a programme, the directorate, and the programme that its teams join."""

    session: Session
    office: Office
    call: Call
    programme: Programme
    sent: list[Application] = field(default_factory=list)

    def apply(
        self, name: str, points: tuple[int, ...] | None = STRONG, *with_: Municipality, **more: Any
    ) -> Application:
        """An application that was sent, and checked and reviewed where it has points."""
        said = {key: more.pop(key) for key in ("maturity", "councils") if key in more}
        refused = more.pop("refused", {})
        place = a_place(self.session, name, **more)
        made = an_application(
            self.session,
            self.call,
            applicant=place,
            eligible=0,
            years=0,
            answers=answers_of(place, *with_, **said),
            partners=with_,
        )
        self.sent.append(made)
        if points is not None:
            self.assess(made, points, **refused)
        return made

    def assess(self, application: Application, points: tuple[int, ...] = STRONG, **refused: Any) -> None:
        """A check that is concluded, and two reviews that are sent where it is passed."""
        a_check(self.session, application, self.office, **refused)
        for reviewer in self.office.reviewers[: 0 if refused else 2]:
            a_review(self.session, application, reviewer, self.office, points)

    def draft(self, places: int = 2, **changes: Any) -> Draft:
        """What a caseworker proposes who follows what is computed."""
        cases = [each.case for each in queries.sent_to(self.session, self.call)]
        seen = weighing.proposed(cases, places).digest
        return Draft(**{"places": places, "beyond": "", "legal_basis": "Oppdraget.", "seen": seen, **changes})

    def propose(self, places: int = 2, **changes: Any) -> Selection:
        """A proposed selection."""
        made = actions.propose(
            self.session,
            self.call,
            self.draft(places, **changes),
            version=0,
            actor_id=self.office.caseworker.id,
            at=PROPOSED,
        )
        self.session.flush()
        return made

    def make(self, selection: Selection, at: datetime = MADE) -> None:
        """A selection that is made."""
        actions.make(self.session, selection, version=selection.version, actor_id=self.office.lead.id, at=at)
        self.session.flush()

    def carry_out(self, app: Flask, selection: Selection, at: datetime = TOLD) -> None:
        """What the worker does on the day."""
        with app.app_context():
            for line in queries.lines_of(self.session, selection.id):
                jobs.carry_out_line(self.session, key="1", now=at, line_id=line.id)
        self.session.flush()

    def take_up(self, application: Application) -> None:
        """A reviewer takes a review up again, so that it is not assessed."""
        review = reviews_of(self.session, application.id)[0]
        reviews.take_up(self.session, review, version=review.version, actor_id=review.reviewer_id, at=MADE)
        self.session.flush()

    @property
    def threshold(self) -> int:
        """The points that an award needs."""
        return content_of(self.call).scale.threshold


@pytest.fixture
def held(session: Session) -> Field:
    """A call for a programme among whose applicants nobody has chosen yet."""
    return a_field(session, an_office(session), a_programme_call(session), "KT-2027")


def a_field(session: Session, office: Office, call: Call, code: str) -> Field:
    """A call with the programme that its teams join, which has a code."""
    programme = Programme(
        code=code,
        title=Translated(nb="Kjerneteam", nn="Kjerneteam"),
        about=Translated(nb="Vi lærer sammen.", nn="Vi lærer saman."),
        language="nb",
        news=0,
        owner_id=office.body.id,
        call_code=call.code,
        process_leader="",
        contact_name="Marianne",
        contact_email="senter@example.no",
        contact_phone="",
        starts_on=datetime(2026, 8, 1, tzinfo=UTC).date(),
        ends_on=datetime(2027, 6, 30, tzinfo=UTC).date(),
    )
    session.add(programme)
    session.flush()
    return Field(session, office, call, programme)


@pytest.fixture
def three(session: Session, held: Field) -> Field:
    """Three who may have a place, and one who may not."""
    held.apply("Tydal", STRONG, band=SizeBand.SMALL)
    held.apply("Volda", FAIR, county="15", maturity="well_on_the_way")
    held.apply("Hol", FAIR)
    held.apply("Ål", WEAK)
    session.commit()
    return held


def selection_of(session: Session, held: Field) -> Selection | None:
    session.rollback()
    session.expire_all()
    return queries.selection_of(session, held.call.id)


def filled_in(client: FlaskClient, address: str = PAGE, **changes: str) -> dict[str, str]:
    """The proposal as the page shows it, with changes."""
    form = next(form for form in read(client.get(address).text).forms if "seen" in form.values)
    return {**form.values, "legal_basis": "Oppdraget.", **changes}
