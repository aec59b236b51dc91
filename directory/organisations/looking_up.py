"""Looking an organisation up before it is added: what the registers say, in words, and as a form's first values."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from directory.bodies.models import LanguageForm
from directory.bodies.rules import read_org_number
from directory.organisations import brreg
from directory.organisations.brreg import Entry, RegisterDown, Standing
from directory.organisations.models import OrganisationKind
from kernel.lifecycle import _l

VOLUNTEER_CENTRES = "8200"  # the register's category of volunteer centres
ASSOCIATION = "FLI"
SMALL = frozenset({"av", "for", "fra", "frå", "i", "med", "og", "om", "på", "til", "ved"})
WRITTEN_FORMS = {"Bokmål": LanguageForm.NB, "Nynorsk": LanguageForm.NN}
NOT_CONNECTED = _l("The register is not connected in the demo. Fill in the form by hand.")
DOWN = _l("The register does not answer just now. Fill in the form by hand, or try again later.")
UNKNOWN = _l("The register knows no organisation with this number. Look at its nine digits again.")
NO_HITS = _l("The register knows no organisation with this name. Try fewer words, or the number.")
HITS = _l("Choose the right one. Its details then stand in the form.")
STANDINGS = {
    Standing.ACTIVE: _l("Found in the register. Look over what stands in the form before you go on."),
    Standing.WINDING_UP: _l("The register says that this organisation is being wound up. Ask it before you go on."),
    Standing.BANKRUPT: _l("The register says that this organisation is bankrupt. Ask it before you go on."),
    Standing.DELETED: _l("The register says that this organisation no longer exists. Look at the number again."),
}


@dataclass(frozen=True)
class Finding:
    """What looking up gave: the entry or the hits to choose among, and what to tell of it as an alert."""

    colour: str
    told: str
    entry: Entry | None = None
    hits: Sequence[Entry] = ()


def look_up(asked: str) -> Finding:
    """Look up a number, or a name."""
    base_url = current_app.extensions["trinn"].brreg_url
    number = read_org_number(asked)
    if base_url is None:
        return Finding("info", NOT_CONNECTED)
    try:
        return _by_number(base_url, number) if number else _by_name(base_url, asked)
    except RegisterDown:
        return Finding("warning", DOWN)


def _by_number(base_url: str, number: str) -> Finding:
    entry = brreg.look_up(base_url, number)
    if entry is None:
        return Finding("warning", UNKNOWN)
    return Finding("success" if entry.standing is Standing.ACTIVE else "warning", STANDINGS[entry.standing], entry)


def _by_name(base_url: str, name: str) -> Finding:
    if "".join(name.split()).isdigit():
        return Finding("warning", UNKNOWN)
    hits = brreg.search(base_url, name)
    return Finding("info", HITS, hits=hits) if hits else Finding("warning", NO_HITS)


def is_voluntary(org_number: str) -> bool | None:
    """Whether a number stands in the Register of Voluntary Organisations; None when nobody can say just now."""
    entry = look_up(org_number).entry
    return entry.is_voluntary if entry else None


def values_of(entry: Entry) -> dict[str, str]:
    """What the form begins with, for a person to look over."""
    return {
        "org_number": entry.org_number,
        "name": readable(entry.name),
        "kind": kind_of(entry).value,
        "home_number": entry.municipality_number,
        "language_form": WRITTEN_FORMS.get(entry.written_form, LanguageForm.NB).value,
        "about": entry.about,
    }


def readable(name: str) -> str:
    """A name as people write it; the register shouts."""
    if not name.isupper():
        return name
    words = [word if word in SMALL else word.capitalize() for word in name.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]])


def kind_of(entry: Entry) -> OrganisationKind:
    """What kind of organisation it seems to be."""
    if VOLUNTEER_CENTRES in entry.categories[:1]:
        return OrganisationKind.VOLUNTEER_CENTRE
    return OrganisationKind.LOCAL_ASSOCIATION if entry.form == ASSOCIATION else OrganisationKind.OTHER
