"""The addresses below a cooperation, as the specification has them: who opens each, and what a form there sends."""

from tests.walls.rooms import Rooms

TEXT, DAY = "Kapret", "1.12.2026"
READ = [
    "about/",
    "agreements/",
    "contacts/",
    "dialogue/",
    "history/",
    "quality/",
    "quality/incident-reviews/",
    "roadmap/",
    "roadmap/by-date/",
    "roadmap/roadmap.pdf",
    "tasks/",
]
WHEN_SHOWN = ["staircase/conversation-sheet/", "staircase/conversation-sheet.pdf"]
WRITE = [
    "about/edit",
    "about/end",
    "agreements/new",
    "contacts/edit",
    "dialogue/arenas/new/",
    "dialogue/meetings/new/",
    "quality/basic-training/",
    "quality/confidentiality/",
    "quality/incident-routine/",
    "quality/insurance/",
    "quality/police-certificate/",
    "quality/special-training/",
    "roadmap/from-missing/",
    "roadmap/goals/new",
    "staircase/assessment/check/",
    "tasks/co-creation/",
    "tasks/edit",
]
OWN_VOLUNTEERS_ONLY = ["about/conditions"]
READ_INNER = [
    "agreements/{agreement}/",
    "agreements/{agreement}/agreement.pdf",
    "dialogue/meetings/{planned}/",
    "dialogue/meetings/{planned}/meeting.ics",
    "dialogue/meetings/{held}/",
]
WRITE_INNER = [
    "dialogue/arenas/{arena}/",
    "dialogue/meetings/{held}/follow-ups/new/",
    "dialogue/meetings/{held}/minutes/{point}/",
    "dialogue/meetings/{planned}/cancel/",
    "dialogue/meetings/{planned}/move/",
    "dialogue/meetings/{planned}/participants/",
    "dialogue/meetings/{planned}/points/new/",
    "roadmap/goals/{goal}",
    "roadmap/goals/{goal}/measures/new",
    "roadmap/measures/{measure}",
    "roadmap/measures/{measure}/progress",
]
NOT_NOW = [
    "dialogue/meetings/{held}/minutes/corrections/",
    "dialogue/meetings/{held}/minutes/return/",
]
DRAFT_INNER = ["agreements/{agreement}/period/", "agreements/{agreement}/sections/tasks/"]
WAITING_INNER = ["agreements/{agreement}/send-back/"]
SIGN_INNER = ["agreements/{agreement}/sign/", "agreements/{agreement}/terminate/"]
SEEN = {"version": "1"}
POSTS = {
    "about/conditions": {"text": TEXT, **SEEN},
    "about/edit": {"model": "organisation", "scope": TEXT, "about": TEXT, **SEEN},
    "about/end": {"ended_on": "1.11.2026", "reason": TEXT, **SEEN},
    "about/resume": {},
    "agreements/new": {"language": "nb", "starts_on": DAY, "ends_on": "1.12.2027", "notice_months": "3"},
    "contacts/confirm": SEEN,
    "contacts/edit": {"people-0-name": TEXT, "people-0-phone": "22334455", **SEEN},
    "dialogue/arenas/new/": {"name": TEXT, "version": "0"},
    "dialogue/meetings/new/": {"day": DAY, "starts": "10:00", "ends": "11:00", "place": TEXT, "version": "0"},
    "quality/basic-training/": {"volunteers": "1", "out_of": "2", "done_on": "1.11.2026", "version": "0"},
    "quality/confidentiality/": {"volunteers": "1", "out_of": "2", "done_on": "1.11.2026", "version": "0"},
    "quality/incident-reviews/": {"reviewed_on": "1.11.2026", "words": TEXT},
    "quality/incident-routine/": {"words": TEXT, "version": "0"},
    "quality/insurance/": {"insurer": TEXT, "version": "0"},
    "quality/police-certificate/": {"basis": "service_for_municipality", "words": TEXT, "version": "0"},
    "quality/police-certificate/shown": {"shown": "1", "version": "0"},
    "quality/special-training/": {"volunteers": "1", "out_of": "2", "done_on": "1.11.2026", "version": "0"},
    "roadmap/adopt": SEEN,
    "roadmap/from-missing/": {"points": "2.1"},
    "roadmap/goals/new": {"text": TEXT, "from_step": "1", "to_step": "2", "due_on": DAY, "version": "0"},
    "staircase/points/2.4/part": {},
    "tasks/co-creation/": {"reason": TEXT, **SEEN},
    "tasks/confirm": SEEN,
    "tasks/edit": {
        "tasks-0-description": TEXT,
        "tasks-0-mode": "divided",
        "tasks-0-responsible": "organisation",
        **SEEN,
    },
}
POSTS_INNER = {
    "agreements/{agreement}/discard": SEEN,
    "agreements/{agreement}/period/": {"starts_on": DAY, "ends_on": "1.12.2027", "notice_months": "3", **SEEN},
    "agreements/{agreement}/renew": {},
    "agreements/{agreement}/sections/tasks/": {"words": TEXT, **SEEN},
    "agreements/{agreement}/send": {"seen": TEXT},
    "agreements/{agreement}/send-back/": {"word": TEXT},
    "agreements/{agreement}/sign/": {"name": TEXT, "agreed": "y", "seen": TEXT},
    "agreements/{agreement}/terminate/": {"last_on": "1.12.2027", "reason": TEXT},
    "dialogue/arenas/{arena}/": {"name": TEXT, **SEEN},
    "dialogue/follow-ups/{follow_up}/done": {},
    "dialogue/follow-ups/{follow_up}/open": {},
    "dialogue/follow-ups/{follow_up}/remove": {},
    "dialogue/meetings/{held}/follow-ups/new/": {"what": TEXT, "side": "municipality", "who": TEXT, "due_on": DAY},
    "dialogue/meetings/{held}/minutes/{point}/": {"said": TEXT, **SEEN},
    "dialogue/meetings/{held}/minutes/{point}/autosave": {"said": TEXT, **SEEN},
    "dialogue/meetings/{held}/minutes/approve": SEEN,
    "dialogue/meetings/{held}/minutes/begin": {},
    "dialogue/meetings/{held}/minutes/corrections/": {"words": TEXT, **SEEN},
    "dialogue/meetings/{held}/minutes/return/": {"words": TEXT, **SEEN},
    "dialogue/meetings/{held}/minutes/send": SEEN,
    "dialogue/meetings/{planned}/cancel/": {"words": TEXT, **SEEN},
    "dialogue/meetings/{planned}/move/": {"day": DAY, "starts": "10:00", "ends": "11:00", "place": TEXT, **SEEN},
    "dialogue/meetings/{planned}/participants/": {"words": TEXT, "version": "0"},
    "dialogue/meetings/{planned}/points/{own_point}/remove": {},
    "dialogue/meetings/{planned}/points/new/": {"words": TEXT, "version": "0"},
    "roadmap/goals/{goal}": {"text": TEXT, "from_step": "1", "to_step": "2", "due_on": DAY, **SEEN},
    "roadmap/goals/{goal}/measures/new": {"what": TEXT, "owner": "both", "due_on": DAY, "version": "0"},
    "roadmap/goals/{goal}/remove": SEEN,
    "roadmap/measures/{measure}": {"what": TEXT, "owner": "both", "due_on": DAY, **SEEN},
    "roadmap/measures/{measure}/progress": {"progress": "begun", "words": TEXT, **SEEN},
    "roadmap/measures/{measure}/remove": SEEN,
}
PAGES = [
    *READ,
    *WHEN_SHOWN,
    *WRITE,
    *OWN_VOLUNTEERS_ONLY,
    *READ_INNER,
    *WRITE_INNER,
    *NOT_NOW,
    *DRAFT_INNER,
    *WAITING_INNER,
    *SIGN_INNER,
]


def address(relation: int, path: str, inside: Rooms | None = None) -> str:
    """Where something of a cooperation is, with the ids of what some rooms hold."""
    return f"/partnership/relations/{relation}/{path.format(**vars(inside)) if inside else path}"
