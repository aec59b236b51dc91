"""The ways to look around that the front page of the demo offers."""

from demo.cast import PASSWORD, address
from kernel.lifecycle import _l
from kernel.registry import Visit, registry

WAYS = (
    (
        "kom.krs",
        _l("a coordinator in Kristiansand"),
        _l("Four cooperations, one of them two steps apart with a dialogue meeting ahead, and one that asks to begin."),
    ),
    (
        "org.o4",
        _l("the manager of a visiting service"),
        _l("A cooperation seen two steps lower than the municipality sees it, and an agreement that has run out."),
    ),
    (
        "kom.volda",
        _l("a coordinator in Volda, in nynorsk"),
        _l("Three cooperations on their way up, one of them with an agreement, a roadmap and co-creation."),
    ),
    (
        "kom.volda.leder",
        _l("a leader in Volda, in nynorsk"),
        _l("An agreement that the association has signed, and that waits for the leader."),
    ),
    (
        "org.o1",
        _l("the leader of an association with 28 members"),
        _l("An offer to confirm with one tap, an application begun, and one that has been granted."),
    ),
    (
        "hjt.tydal",
        _l("the contact person in home care in Tydal"),
        _l("What is offered nearby, on sheets in large print, and high time to go through it again."),
    ),
    (
        "dir.1",
        _l("a caseworker in the directorate"),
        _l("Seven applications on their way from the formal check to the decision."),
    ),
    (
        "dir.2",
        _l("a reviewer in the directorate"),
        _l("Applications to read, and one that is closed to somebody on a partner's board."),
    ),
)

registry.visits.extend(Visit(label, told, address(account), PASSWORD) for account, label, told in WAYS)
