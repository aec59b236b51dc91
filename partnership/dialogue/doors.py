"""What the doors of this slice share: finding a meeting for its viewer, holding it while writing, and its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer
from directory.accounts.permissions import Permission
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from partnership.assessments.actions import lock
from partnership.dialogue import labels, queries
from partnership.dialogue.forms import WordsForm
from partnership.dialogue.models import Meeting
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side, side_of
from partnership.relations.sides import Side
from partnership.staircase.labels import side_label


def find(relation_id: int, opened: Session | None = None) -> Relation:
    """A relation of the viewer's; raises NotFound."""
    return relations.get_visible(opened or session(), relation_id, viewer=current_viewer())


def reading(relation_id: int, meeting_id: int) -> tuple[Relation, Meeting]:
    """A meeting of one of the viewer's relations; raises NotFound."""
    relation = find(relation_id)
    return relation, queries.meeting_of(session(), relation, meeting_id)


def answering(relation_id: int, meeting_id: int) -> tuple[Relation, Meeting, Side]:
    """A meeting and the side on which the viewer writes; raises NotFound, or NotAllowed for who only reads."""
    relation, meeting = reading(relation_id, meeting_id)
    return relation, meeting, ensure_side(relation, current_viewer())


@contextmanager
def writing(relation_id: int) -> Iterator[tuple[Session, Relation, Side]]:
    """Hold a relation that the viewer answers for until what happens has happened."""
    with transaction() as opened:
        relation = find(relation_id, opened)
        side = ensure_side(relation, current_viewer())
        lock(opened, relation)
        yield opened, relation, side


@contextmanager
def telling(form: BaseForm) -> Iterator[None]:
    """Let what a rule says stand in the form, beside what was typed."""
    try:
        yield
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))


def side_words(relation: Relation, side: Side) -> str:
    """What a side is called, in the reader's language."""
    return str(_(side_label(side, has_organisation=relation.organisation_id is not None).msgid))


def context(relation: Relation) -> dict[str, Any]:
    """What every page of this slice is drawn with."""
    viewer = current_viewer()
    return {
        "relation": relation,
        "side": side_of(relation, viewer, Permission.RELATION_ASSESS),
        "dialogue_labels": labels,
        "side_words": side_words,
    }


def words_page(
    relation: Relation,
    form: WordsForm,
    *,
    title: str,
    lead: str,
    label: str,
    button: str,
    back: tuple[str, str],
    status: int = 200,
    rows: int = 4,
) -> ResponseReturnValue:
    """Draw a page where one writes some words and nothing else; `back` is where it belongs, as name and address."""
    form.words.label.text = label
    return render_template(
        "partnership/dialogue/words.html",
        form=form,
        title=title,
        lead=lead,
        button=button,
        back=back,
        rows=rows,
        **context(relation),
    ), status
