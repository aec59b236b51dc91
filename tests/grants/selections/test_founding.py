"""How the teams of those who are chosen are founded."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.bodies.models import LanguageForm
from directory.municipalities.models import Municipality, SizeBand
from grants.applications.models import ApplicationStatus
from grants.calls.models import Call
from grants.selections import founding
from grants.selections.wording import team_name
from partnership.core_teams.models import CoreTeam, Maturity, Seat, TeamMunicipality
from partnership.involvement import queries as involvement
from partnership.involvement.models import Anchoring
from partnership.programmes.models import Participation, Programme
from tests.grants.assessing import refusal
from tests.grants.selections.builders import STRONG, TOLD, a_place
from tests.grants.selections.conftest import Field
from tests.partnership.teaming import a_team


def test_the_team_of_several_municipalities_is_founded_as_it_is_described(
    app: Flask, session: Session, held: Field
) -> None:
    selbu = a_place(session, "Selbu", band=SizeBand.SMALL)
    councils = [
        {"council": "older_people", "municipality": selbu.number, "date": "2026-02-10", "statement": "Bra."},
        {"council": "youth", "municipality": selbu.number, "date": "2026-05-01", "statement": "Bra."},
        {"council": "youth", "municipality": "9999", "date": "2026-05-01"},
    ]
    joint = held.apply("Tydal", STRONG, selbu, band=SizeBand.SMALL, maturity="well_on_the_way", councils=councils)
    held.apply("Volda")
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    part = session.scalars(select(Participation).where(Participation.application == joint.reference)).one()
    team = session.get_one(CoreTeam, part.team_id)
    assert part.programme_id == held.programme.id
    assert (team.name, team.about, team.lead_id) == (
        "Kjerneteamet i Tydal og Selbu",
        f"{joint.title}. Vi vil lære.",
        joint.applicant_id,
    )
    assert team.maturity is Maturity.WELL_ON_THE_WAY
    places = session.scalars(select(TeamMunicipality.municipality_id).where(TeamMunicipality.team_id == team.id))
    assert set(places) == {joint.applicant_id, selbu.id}
    seats = session.scalars(select(Seat).where(Seat.team_id == team.id).order_by(Seat.id)).all()
    assert [(each.name, each.tenths, each.is_leader, each.municipality_id) for each in seats] == [
        ("Ingeborg", 10, True, joint.applicant_id),
        ("Ola", 5, False, selbu.id),
    ]
    assert session.scalars(select(Anchoring).where(Anchoring.team_id == team.id)).one().case_number == "2025/9"
    contacts = involvement.contacts(session, team.id)
    assert [(each.council.value, each.is_done, each.statement) for each in contacts] == [
        ("older_people", True, "Bra."),
        ("youth", False, ""),
    ]


def test_a_team_without_a_programme_waits_to_be_founded(app: Flask, session: Session, held: Field) -> None:
    first = held.apply("Tydal")
    held.apply("Volda")
    held.programme.call_code = ""
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    assert first.status is ApplicationStatus.DECIDED
    assert session.scalars(select(CoreTeam)).all() == []
    by = {"actor_id": held.office.caseworker.id, "at": TOLD}
    assert "programme" in refusal(founding.found, session, first, **by)
    held.programme.call_code = held.call.code
    session.flush()
    with app.app_context():
        assert founding.found(session, first, **by).application == first.reference


@pytest.mark.parametrize(
    ("form", "written", "places", "name"),
    [
        (LanguageForm.NB, "nn", "Volda", "Kjerneteamet i Volda"),
        (LanguageForm.NN, "nb", "Volda Ørsta", "Kjerneteamet i Volda og Ørsta"),
        (LanguageForm.NEUTRAL, "nn", "Volda Ørsta Ulstein", "Kjerneteamet i Volda, Ørsta og Ulstein"),
        (LanguageForm.NEUTRAL, "en", "Volda Ørsta", "The core team in Volda and Ørsta"),
    ],
)
def test_a_team_is_called_by_its_municipalities(
    app: Flask, form: LanguageForm, written: str, places: str, name: str
) -> None:
    municipalities = [Municipality(name=each, language_form=form) for each in places.split()]
    with app.app_context():
        assert team_name(municipalities, None, written) == name
        assert team_name(municipalities, 2027, written) == f"{name} 2027"


def test_a_second_team_is_told_apart_by_the_year_of_its_programme(app: Flask, session: Session, held: Field) -> None:
    tydal, volda = held.apply("Tydal"), held.apply("Volda")
    actor = held.office.caseworker
    earlier = {
        each: a_team(session, session.get_one(Municipality, each.applicant_id), actor=actor) for each in (tydal, volda)
    }
    earlier[volda].ended_on = TOLD.date()
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    known = {each.id for each in earlier.values()}
    names = session.scalars(select(CoreTeam.name).where(CoreTeam.id.not_in(known)).order_by(CoreTeam.name))
    assert list(names) == [f"Kjerneteamet i Tydal {held.programme.starts_on.year}", "Kjerneteamet i Volda"]


def test_the_programme_of_a_call_is_the_latest_that_names_it_else_the_one_that_it_names(held: Field) -> None:
    code, named = held.call.code, "KT-9"
    call = Call(code=code, fingerprint="names a programme", content={**held.call.content, "programme": named})

    def found(*known: tuple[str, str]) -> str | None:
        programmes = [Programme(code=own, call_code=call_code) for own, call_code in known]
        programme = founding.programme_among(programmes, call)
        return programme.code if programme else None

    assert founding.programme_for(held.session, held.call) is held.programme
    assert found(("A", code), ("B", code), (named, "")) == "B"
    assert found(("A", ""), (named, "")) == named
    assert found(("A", ""), ("B", "another")) is None
