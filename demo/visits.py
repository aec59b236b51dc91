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
        "dir.2",
        _l("a reviewer in the directorate"),
        _l("The registers, and nothing of what the parties keep between themselves."),
    ),
)

registry.visits.extend(Visit(label, told, address(account), PASSWORD) for account, label, told in WAYS)
