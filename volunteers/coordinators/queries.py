"""What is read: posts of coordinators with those who hold and held them, and the network of those one works with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from partnership.relations.models import Relation
from volunteers.coordinators.models import CoordinatorPost, CoordinatorTenure

MOST_FOUND = 200


@dataclass(frozen=True)
class Held:
    """A post with those who hold and held it, the latest first."""

    post: CoordinatorPost
    tenures: tuple[CoordinatorTenure, ...] = ()

    @property
    def tenure(self) -> CoordinatorTenure | None:
        """Whoever holds it now."""
        return next((each for each in self.tenures if each.ends_on is None), None)


def listed(viewer: Viewer) -> Statement:
    """The posts of the viewer's bodies as rows of a list, with whoever holds each."""
    return (
        select(
            CoordinatorPost.id,
            CoordinatorPost.title,
            CoordinatorPost.share,
            CoordinatorPost.areas,
            CoordinatorPost.stand_in_name,
            CoordinatorPost.begins_on,
            CoordinatorPost.ends_on,
            Body.__table__.c.name.label("body"),
            CoordinatorTenure.name.label("holder"),
        )
        .join(Body.__table__, Body.__table__.c.id == CoordinatorPost.body_id)
        .outerjoin(CoordinatorTenure, _is_current())
        .where(_is_own(viewer))
    )


def _is_current() -> ColumnElement[bool]:
    return and_(CoordinatorTenure.post_id == CoordinatorPost.id, CoordinatorTenure.ends_on.is_(None))


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    return CoordinatorPost.body_id.in_(viewer.bodies(Permission.COORDINATOR_WRITE))


def get_own(session: Session, post_id: int, *, viewer: Viewer, lock: bool = False) -> Held:
    """A post of one of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    statement = select(CoordinatorPost).where(CoordinatorPost.id == post_id, _is_own(viewer))
    statement = statement.options(joinedload(CoordinatorPost.body))
    post = session.scalar(statement.with_for_update(of=CoordinatorPost) if lock else statement)
    if post is None:
        raise NotFound
    return Held(post, tuple(_tenures_of(session, [post.id])[post.id]))


def posts_of(session: Session, body_ids: Iterable[int]) -> list[Held]:
    """The posts of some bodies with those who hold and held them, in two statements."""
    statement = select(CoordinatorPost).where(CoordinatorPost.body_id.in_(list(body_ids)))
    posts = list(session.scalars(statement.order_by(CoordinatorPost.body_id, CoordinatorPost.id)))
    tenures = _tenures_of(session, [post.id for post in posts])
    return [Held(post, tuple(tenures[post.id])) for post in posts]


def _tenures_of(session: Session, post_ids: list[int]) -> dict[int, list[CoordinatorTenure]]:
    statement = select(CoordinatorTenure).where(CoordinatorTenure.post_id.in_(post_ids))
    found: dict[int, list[CoordinatorTenure]] = defaultdict(list)
    for each in session.scalars(statement.order_by(CoordinatorTenure.begins_on.desc(), CoordinatorTenure.id.desc())):
        found[each.post_id].append(each)
    return found


def same_post(session: Session, post: CoordinatorPost) -> CoordinatorPost | None:
    """The same post, set up before."""
    columns = ("body_id", "title", "share", "areas", "begins_on")
    where = [getattr(CoordinatorPost, name) == getattr(post, name) for name in columns]
    return session.scalar(select(CoordinatorPost).where(*where))


def network(session: Session, viewer: Viewer) -> list[CoordinatorTenure]:
    """Those in the bodies that the viewer's bodies work with who wish to be found, by body and name."""
    own = viewer.bodies(Permission.COORDINATOR_WRITE)
    statement = (
        select(CoordinatorTenure)
        .join(CoordinatorTenure.post)
        .join(CoordinatorPost.body)
        .options(joinedload(CoordinatorTenure.post).joinedload(CoordinatorPost.body))
        .where(
            CoordinatorTenure.ends_on.is_(None),
            CoordinatorTenure.is_in_network,
            CoordinatorPost.body_id.in_(_partners(own)),
            CoordinatorPost.body_id.not_in(own),
        )
    )
    return list(session.scalars(statement.order_by(alphabetical(Body.name), CoordinatorTenure.name).limit(MOST_FOUND)))


def _partners(own: Iterable[int]) -> CompoundSelect[Any]:
    """Those that these bodies cooperate with."""
    mine = list(own)
    lasting = Relation.ended_on.is_(None), Relation.organisation_id.is_not(None)
    theirs = select(Relation.organisation_id).where(Relation.municipality_id.in_(mine), *lasting)
    return theirs.union(select(Relation.municipality_id).where(Relation.organisation_id.in_(mine), *lasting))


def relations_of(session: Session, body_id: int) -> list[Relation]:
    """The relations of a body that have two parties and have not ended."""
    either = or_(Relation.municipality_id == body_id, Relation.organisation_id == body_id)
    statement = select(Relation).where(either, Relation.organisation_id.is_not(None), Relation.ended_on.is_(None))
    return list(session.scalars(statement.order_by(Relation.id)))
