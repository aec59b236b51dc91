"""The ways to look around that the front page of the demo offers."""

from demo.cast import PASSWORD, address
from kernel.lifecycle import _l
from kernel.registry import Visit, registry

WAYS = (
    (
        "kom.krs",
        _l("a coordinator in Kristiansand"),
        _l("Four cooperations, one of them two steps apart, and one where the other side has not answered yet."),
    ),
    (
        "org.o4",
        _l("the manager of a visiting service"),
        _l("An association that sees its cooperation with the municipality two steps lower than the municipality."),
    ),
    (
        "kom.volda",
        _l("a coordinator in Volda, in nynorsk"),
        _l("Three cooperations on their way up, one of them to the top step."),
    ),
    (
        "org.o1",
        _l("the leader of an association with 28 members"),
        _l("An application begun, with most of it filled in already, and one that has been granted."),
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
