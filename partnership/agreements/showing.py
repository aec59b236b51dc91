"""An agreement as its viewer sees it: found through the relation, with its text, signatures and ways on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session
from kernel.lifecycle import NotAllowed, refusal_of
from kernel.pdf.blocks import Block
from partnership.agreements import document, period, queries, rules, saying
from partnership.agreements.models import Agreement, AgreementSignature, AgreementStatus, AgreementText
from partnership.agreements.period import Standing
from partnership.agreements.template import template_of
from partnership.agreements.wording import Wording, canonical, fingerprint, grouped, read_back
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.rules import side_of
from partnership.relations.sides import Side


@dataclass(frozen=True)
class Line:
    """One section on the page: its numbered heading and its blocks, and its key where it may be written in."""

    heading: str
    blocks: Sequence[Block]
    in_annex: bool
    key: str | None


@dataclass(frozen=True)
class Shown:
    """An agreement with its text and signatures, and what the viewer may do with it."""

    relation: Relation
    agreement: Agreement
    wording: Wording
    text: AgreementText | None
    signatures: Sequence[AgreementSignature]
    standing: Standing
    side: Side | None
    may_sign: bool
    may_renew: bool
    is_to_be_renewed: bool
    refusal: NotAllowed | None

    @property
    def seen(self) -> str:
        """The fingerprint of the text that is shown."""
        return fingerprint(canonical(self.wording)) if self.is_draft or self.text is None else self.text.fingerprint

    @property
    def told(self) -> str:
        """The fingerprint in short groups."""
        return grouped(self.seen)

    @property
    def is_draft(self) -> bool:
        """Whether it is still written in."""
        return self.agreement.status is AgreementStatus.DRAFT

    @property
    def is_frozen(self) -> bool:
        """Whether the text was sent to signing and not back."""
        return self.text is not None and self.text.returned_at is None

    @property
    def is_intact(self) -> bool:
        """Whether the frozen text is still the one that was sent and signed."""
        return not self.is_frozen or self.text is None or rules.verify(self.text, self.signatures)

    @property
    def own_signature(self) -> AgreementSignature | None:
        """The signature of the viewer's side, if it has signed."""
        return next((each for each in self.signatures if each.side is self.side), None)

    @property
    def unsigned(self) -> list[Side]:
        """The sides whose signature is waited for."""
        signed = {each.side for each in self.signatures}
        return [side for side in Side if side not in signed]

    @property
    def lines(self) -> list[Line]:
        """The sections as they are drawn."""
        return [
            Line(heading=f"{place}. {part.heading}", blocks=document.part_blocks(part), in_annex=part.in_annex, key=key)
            for place, (part, key) in enumerate(zip(self.wording.parts, self._keys(), strict=True), 1)
        ]

    def _keys(self) -> list[str | None]:
        """The sections that the viewer may write in now, each in its place."""
        if not self.is_draft or self.side is None:
            return [None] * len(self.wording.parts)
        sections = template_of(self.wording.template).sections_for(has_annex=self.agreement.has_annex)
        return [section.key if section.is_written else None for section in sections]


def agreement_page(relation_id: int, number: int, *, is_stale: bool = False, status: int = 200) -> ResponseReturnValue:
    """Draw an agreement; a stale one says that its text has changed."""
    found = shown(session(), relation_id, number)
    return render_template("partnership/agreements/show.html", shown=found, is_stale=is_stale), status


def find(opened: Session, relation_id: int, number: int) -> tuple[Relation, Agreement]:
    """A relation and one of its agreements, as the viewer may see them; raises NotFound or NotAllowed."""
    relation = find_relation(opened, relation_id)
    return relation, queries.numbered(opened, relation, number)


def find_relation(opened: Session, relation_id: int) -> Relation:
    """A relation between two bodies; raises NotFound or NotAllowed."""
    relation = relations.get_visible(opened, relation_id, viewer=current_viewer())
    rules.ensure_has_two_parties(relation)
    return relation


def shown(opened: Session, relation_id: int, number: int) -> Shown:
    """An agreement as the viewer sees it."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    relation, agreement = find(opened, relation_id, number)
    text = queries.latest_text(opened, agreement)
    is_frozen = text is not None and text.returned_at is None
    wording = read_back(text.content) if text and is_frozen else saying.draft_text(opened, relation, agreement)
    side = side_of(relation, viewer, Permission.RELATION_ASSESS)
    known = queries.agreements_of(opened, relation)
    return Shown(
        relation=relation,
        agreement=agreement,
        wording=wording,
        text=text,
        signatures=queries.signatures_of(opened, text) if is_frozen else [],
        standing=period.standing(agreement, today),
        side=side,
        may_sign=rules.may_sign(relation, viewer),
        may_renew=side is not None and rules.may_renew(agreement, known, today),
        is_to_be_renewed=period.is_to_be_renewed(agreement, today) or period.has_just_expired(agreement, today),
        refusal=why_not_to_send(opened, relation, agreement, viewer, today),
    )


def why_not_to_send(
    opened: Session, relation: Relation, agreement: Agreement, viewer: Viewer, today: date
) -> NotAllowed | None:
    """What must be done before a draft can be sent to signing; None when it can."""
    if agreement.status is not AgreementStatus.DRAFT or side_of(relation, viewer, Permission.RELATION_ASSESS) is None:
        return None
    written = {key: section.words for key, section in queries.sections_of(opened, agreement).items()}
    needs_annex = not agreement.has_annex and queries.needs_annex(opened, relation, agreement, today)
    template = template_of(agreement.template)
    return refusal_of(rules.ensure_may_send, agreement, template, written, needs_annex=needs_annex, today=today)
