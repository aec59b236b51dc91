"""What the fates of a list's lines are called: in a word or two, and in a sentence."""

from kernel.lifecycle import _l
from partnership.partner_lists.rules import Asking, Fate

PASSED_OVER = _l("Passed over")
FATES: dict[Fate, tuple[str, str, str]] = {
    Fate.NEW: (_l("New"), _l("The organisation is added, and the cooperation begins."), "success"),
    Fate.KNOWN: (_l("Begins"), _l("The organisation is in Trinn, and the cooperation begins."), "success"),
    Fate.THERE: (_l("There already"), _l("You cooperate already. Nothing is changed."), "neutral"),
    Fate.TWICE: (PASSED_OVER, _l("The same stands above."), "neutral"),
    Fate.NO_NUMBER: (PASSED_OVER, _l("There is no organisation number."), "warning"),
    Fate.WRONG_NUMBER: (PASSED_OVER, _l("This is not an organisation number."), "warning"),
    Fate.OTHER_BODY: (PASSED_OVER, _l("The number belongs to no voluntary organisation."), "warning"),
    Fate.NO_NAME: (PASSED_OVER, _l("There is no name."), "warning"),
    Fate.TOO_LONG: (PASSED_OVER, _l("A name or an area is too long."), "warning"),
}
ASKINGS: dict[Asking, str] = {
    Asking.YES: _l("Can be invited"),
    Asking.NOBODY: _l("No contact with an e-mail address"),
    Asking.WRONG_ADDRESS: _l("The e-mail address cannot be used"),
    Asking.STAFFED: _l("Has its own people in Trinn"),
    Asking.WAITING: _l("Is invited already"),
}
