"""What may be knocked on, and which roles may."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kernel.lifecycle import _l


class Permission(StrEnum):
    """One kind of door, as resource:action."""

    ACCOUNT_MANAGE = "account:manage"
    AGREEMENT_SIGN = "agreement:sign"
    APPLICATION_CHECK = "application:check"
    APPLICATION_READ = "application:read"
    APPLICATION_WRITE = "application:write"
    COORDINATOR_WRITE = "coordinator:write"
    DECISION_MAKE = "decision:make"
    DECISION_PROPOSE = "decision:propose"
    DISTRIBUTION_READ = "distribution:read"
    FIGURES_READ = "figures:read"
    OFFER_SHARE = "offer:share"
    OFFER_WRITE = "offer:write"
    ORGANISATION_ADD = "organisation:add"
    PROGRAMME_MANAGE = "programme:manage"
    REGISTER_READ = "register:read"
    RELATION_ADD = "relation:add"
    RELATION_ASK = "relation:ask"
    RELATION_ASSESS = "relation:assess"
    RELATION_READ = "relation:read"
    REVIEW_WRITE = "review:write"
    SAFEGUARD_WRITE = "safeguard:write"
    STAIRCASE_MANAGE = "staircase:manage"
    TEAM_READ = "team:read"
    TEAM_WRITE = "team:write"
    TRANSPORT_REFER = "transport:refer"
    TRANSPORT_WRITE = "transport:write"
    TRIP_OWN = "trip:own"
    VOLUNTEER_WRITE = "volunteer:write"
    WORK_READ = "work:read"


class Role(StrEnum):
    """What a person is for a body."""

    MUNICIPAL_COORDINATOR = "municipal_coordinator"
    MUNICIPAL_LEADER = "municipal_leader"
    HOME_CARE = "home_care"
    CORE_TEAM_MEMBER = "core_team_member"
    ORGANISATION_LEADER = "organisation_leader"
    ORGANISATION_COORDINATOR = "organisation_coordinator"
    VOLUNTEER = "volunteer"
    VOLUNTEERS_REPRESENTATIVE = "volunteers_representative"
    CASEWORKER = "caseworker"
    REVIEWER = "reviewer"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: dict[Role, str] = {
    Role.MUNICIPAL_COORDINATOR: _l("Volunteer coordinator"),
    Role.MUNICIPAL_LEADER: _l("Municipal leader"),
    Role.HOME_CARE: _l("Home care service"),
    Role.CORE_TEAM_MEMBER: _l("Core team member"),
    Role.ORGANISATION_LEADER: _l("Leader of the organisation"),
    Role.ORGANISATION_COORDINATOR: _l("Coordinator in the organisation"),
    Role.VOLUNTEER: _l("Volunteer"),
    Role.VOLUNTEERS_REPRESENTATIVE: _l("Representative of the volunteers"),
    Role.CASEWORKER: _l("Caseworker"),
    Role.REVIEWER: _l("Reviewer"),
    Role.LEAD: _l("Head of department"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

OWN = frozenset({Permission.WORK_READ})
_EVERYONE = OWN | {Permission.REGISTER_READ}
_COORDINATOR = frozenset(
    {
        Permission.APPLICATION_READ,
        Permission.APPLICATION_WRITE,
        Permission.OFFER_SHARE,
        Permission.OFFER_WRITE,
        Permission.ORGANISATION_ADD,
        Permission.RELATION_ADD,
        Permission.RELATION_ASSESS,
        Permission.RELATION_READ,
        Permission.TEAM_READ,
        Permission.TEAM_WRITE,
    }
)
_HELPING = frozenset(
    {
        Permission.COORDINATOR_WRITE,
        Permission.FIGURES_READ,
        Permission.TRANSPORT_WRITE,
        Permission.VOLUNTEER_WRITE,
    }
)
_SIGNING = frozenset({Permission.AGREEMENT_SIGN, Permission.SAFEGUARD_WRITE})
_PARTNER = frozenset({Permission.RELATION_ASSESS, Permission.RELATION_READ})
_ORGANISED = _PARTNER | {
    Permission.APPLICATION_READ,
    Permission.OFFER_WRITE,
    Permission.RELATION_ASK,
    Permission.TEAM_READ,
}
_DIRECTORATE = frozenset({Permission.APPLICATION_READ, Permission.DISTRIBUTION_READ})
_CENTRE = frozenset({Permission.PROGRAMME_MANAGE, Permission.TEAM_READ})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MUNICIPAL_COORDINATOR: _EVERYONE | _COORDINATOR | _HELPING,
    Role.MUNICIPAL_LEADER: _EVERYONE | _COORDINATOR | _HELPING | _SIGNING,
    Role.HOME_CARE: _EVERYONE | {Permission.OFFER_SHARE, Permission.RELATION_READ, Permission.TRANSPORT_REFER},
    Role.CORE_TEAM_MEMBER: _EVERYONE | {Permission.RELATION_READ, Permission.TEAM_READ, Permission.TEAM_WRITE},
    Role.ORGANISATION_LEADER: _EVERYONE | _ORGANISED | _HELPING | _SIGNING | {Permission.APPLICATION_WRITE},
    Role.ORGANISATION_COORDINATOR: _EVERYONE | _ORGANISED | _HELPING,
    Role.VOLUNTEER: _EVERYONE | {Permission.TRIP_OWN},
    Role.VOLUNTEERS_REPRESENTATIVE: _EVERYONE | _PARTNER | {Permission.TRIP_OWN},
    Role.CASEWORKER: _EVERYONE | _DIRECTORATE | _CENTRE | {Permission.APPLICATION_CHECK, Permission.DECISION_PROPOSE},
    Role.REVIEWER: _EVERYONE | _DIRECTORATE | {Permission.REVIEW_WRITE},
    Role.LEAD: _EVERYONE | _DIRECTORATE | _CENTRE | {Permission.DECISION_MAKE},
    Role.ADMINISTRATOR: _EVERYONE | {Permission.ACCOUNT_MANAGE, Permission.STAIRCASE_MANAGE},
}


@dataclass(frozen=True)
class Holding:
    """A role that is held now, the body that it is held for, and what other wings have marked that body with."""

    role: Role
    body_id: int | None
    body_name: str
    marks: frozenset[str] = frozenset()

    def allows(self, permission: Permission) -> bool:
        """Whether the role allows something."""
        return permission in PERMISSIONS[self.role]


@dataclass(frozen=True)
class Viewer:
    """The person who asks, as every query and rule sees them."""

    id: int
    name: str
    email: str
    language: str | None
    session_id: int
    is_by_link: bool
    token: str
    last_seen_at: datetime
    seconds_left: int
    holdings: tuple[Holding, ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the browser's cookie holds: the session's token."""
        return self.token

    def may(self, permission: Permission, body_id: int | None = None) -> bool:
        """Whether any role allows it, or one held for the given body; what is one's own needs no role."""
        if permission in OWN and body_id is None:
            return True
        return any(held.allows(permission) and (body_id is None or held.body_id == body_id) for held in self.holdings)

    def bodies(self, permission: Permission) -> frozenset[int]:
        """The bodies for which a role allows it."""
        return frozenset(held.body_id for held in self.holdings if held.body_id and held.allows(permission))

    def is_marked(self, mark: str) -> bool:
        """Whether any role is held for a body with a mark."""
        return any(mark in held.marks for held in self.holdings)

    def has_role(self, role: Role, body_id: int | None = None) -> bool:
        """Whether the role is held, or held for the given body."""
        return any(held.role == role and (body_id is None or held.body_id == body_id) for held in self.holdings)

    @property
    def role_label(self) -> str:
        """The msgid of the role to greet the person by."""
        return ROLE_LABELS[self.main.role] if self.main else ""

    @property
    def body_name(self) -> str:
        """The body of that role."""
        return self.main.body_name if self.main else ""

    @property
    def main(self) -> Holding | None:
        """The role to greet the person by."""
        return self.holdings[0] if self.holdings else None
