"""What an agreement says in its own language, whatever the language of whoever reads or writes it."""

from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.permissions import ROLE_LABELS, Role
from directory.bodies.models import LanguageForm
from directory.bodies.rules import spaced
from kernel.i18n import day, force_locale, phone
from kernel.i18n import gettext as _
from partnership.agreements import queries
from partnership.agreements.models import Agreement
from partnership.agreements.queries import Known
from partnership.agreements.template import IN_FORCE, Template, template_of
from partnership.agreements.wording import Parties, Period, Wording, compose, said, starting_words
from partnership.relations.labels import GROUPS
from partnership.relations.models import Relation
from partnership.relations.sides import Side


def usual_language(relation: Relation) -> str:
    """The written form of the municipality, else of the organisation, else bokmål."""
    bodies = [relation.municipality, relation.organisation]
    chosen = (body.language_form for body in bodies if body and body.language_form is not LanguageForm.NEUTRAL)
    return next(chosen, LanguageForm.NB).value


def first_words(relation: Relation, known: Known, language: str) -> dict[str, str]:
    """What stands in each section of a new agreement, from the template and what the relation knows."""
    return starting_words(template_of(IN_FORCE), language, _parties(relation, known, language))


def draft_text(session: Session, relation: Relation, agreement: Agreement) -> Wording:
    """The whole text as it would be sent to signing now."""
    known, written = queries.known_of(session, relation), queries.sections_of(session, agreement)
    template, language = template_of(agreement.template), agreement.language
    with force_locale(language):
        period = Period(
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            starts_told=day(agreement.starts_on),
            ends_told=day(agreement.ends_on),
            notice_months=agreement.notice_months,
        )
    return compose(
        template,
        language,
        _parties(relation, known, language),
        period,
        has_annex=agreement.has_annex,
        written={key: section.words for key, section in written.items()},
        tables=_tables(relation, known, template, language),
    )


def _parties(relation: Relation, known: Known, language: str) -> Parties:
    with force_locale(language):
        names = [str(_(GROUPS[group])) for group in known.groups]
    return Parties(
        municipality=relation.municipality.full_name,
        municipality_number=spaced(relation.municipality.org_number),
        organisation=relation.organisation.full_name if relation.organisation else "",
        organisation_number=spaced(relation.organisation.org_number) if relation.organisation else None,
        scope=relation.scope,
        about=relation.about,
        groups=[name[0].lower() + name[1:] for name in names],
    )


def _tables(relation: Relation, known: Known, template: Template, language: str) -> dict[str, list[tuple[str, ...]]]:
    names = {Side.MUNICIPALITY: relation.municipality.full_name}
    names[Side.ORGANISATION] = relation.organisation.full_name if relation.organisation else ""
    tasks: list[tuple[str, ...]] = [
        (
            f"{task.description} ({task.frequency})" if task.frequency else task.description,
            template.words[task.mode].pick(language)[0],
            names[task.responsible],
        )
        for task in known.tasks
    ]
    people: list[tuple[str, ...]] = [
        (
            names[side],
            ", ".join(filter(None, (contact.name, contact.title))),
            "\n".join(filter(None, (phone(contact.phone), contact.email))),
        )
        for side, contact in known.contacts
    ]
    return {"tasks": tasks, "contacts": people}


def reference_of(agreement: Agreement, signed_on: date) -> str:
    """What the evidence calls a signed agreement."""
    word = "reference" if agreement.number == 1 else "reference_numbered"
    return _signed(agreement, word, signed_on, number=str(agreement.number))


def clause_reference_of(agreement: Agreement, relation: Relation, signed_on: date) -> str:
    """What the evidence calls the organisation's word that it is independent."""
    return _signed(agreement, "clause", signed_on, municipality=relation.municipality.full_name)


def _signed(agreement: Agreement, word: str, signed_on: date, **facts: str) -> str:
    with force_locale(agreement.language):
        told = day(signed_on)
    return said(template_of(agreement.template), word, agreement.language, day=told, **facts)


def title_of_role(role: Role, language: str) -> str:
    """What a role is called in the agreement's language, for who has no other title."""
    with force_locale(language):
        return str(_(ROLE_LABELS[role]))
