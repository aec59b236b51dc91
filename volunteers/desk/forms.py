"""What is filled in while somebody is on the telephone: one page, the rest folded away with what is usual."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from activities.providing.times import TimeOfDay
from kernel.forms import (
    CONFLICT,
    BaseForm,
    Choice,
    Day,
    Line,
    Phone,
    Pick,
    Tick,
    Version,
    Wanted,
    Whole,
    filled,
    needed,
    required,
)
from kernel.i18n import day, gettext
from kernel.i18n import lazy_gettext as _
from volunteers.requests import rules
from volunteers.requests.labels import CHANNELS, RECURRENCES, WAYS_HOME
from volunteers.requests.models import Channel, Recurrence, RideRequest, WayHome
from volunteers.requests.queries import Destination
from volunteers.service_users.actions import Profile
from volunteers.service_users.address import AddressLine, told
from volunteers.service_users.forms import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_PHONE, NeedsForm
from volunteers.service_users.models import ServiceUser
from volunteers.service_users.rules import codes

BY_TELEPHONE = (Channel.PHONE, Channel.SELF, Channel.RELATIVE)
WHO_FIRST = ("phone", "first_name", "address", "transport_offer")


class DestinationLine(AddressLine):
    """A place with its postcode, or one of the catalogue's places as the list offers them."""

    offered: Sequence[Destination] = ()

    @property
    def chosen(self) -> Destination | None:
        """The place of the catalogue that was chosen, if it is one."""
        return next((each for each in self.offered if each.label == self.data), None)


class WantedForm(BaseForm):
    """Where somebody wants to go, when, how often and how."""

    destination = DestinationLine(
        _("Where to, with postcode"),
        validators=needed(LONGEST_ADDRESS, _("Write where the person is going.")),
        render_kw={"list": "places", "autocomplete": "off"},
    )
    on = Day(_("Day"), validators=[required(_("Write the day."))])
    there_at = TimeOfDay(_("There at"), validators=needed(10, _("Write when the person is to be there.")))
    home_from = TimeOfDay(_("Home from"), validators=[Wanted()])
    way_home = Pick(_("The way home"), choices=[(one.value, _(label)) for one, label in WAYS_HOME.items()])
    is_companion_needed = Tick(_("Somebody stays with the person there"))
    flexible_minutes = Whole(_("Flexible by so many minutes"), most=rules.MOST_FLEXIBLE, default=0)
    wants_known = Tick(_("Wishes for somebody who is known already"))
    regular_volunteer = Pick(_("Wishes for this volunteer"), choices=[("", _("Anybody"))])
    recurrence = Pick(_("How often"), choices=[(one.value, _(label)) for one, label in RECURRENCES.items()])
    until = Day(_("Until and with"))
    times = Whole(_("So many times"), least=1, most=rules.MOST_TIMES)

    def offer(self, places: Sequence[Destination], volunteers: Collection[tuple[int, str]]) -> None:
        """Hand in what can be chosen."""
        self.destination.offered = places
        self.regular_volunteer.choices = [("", gettext("Anybody")), *((str(code), name) for code, name in volunteers)]

    def validate_home_from(self, field: TimeOfDay) -> None:
        """One gets home as well."""
        if self.way_home.data != WayHome.WITH_US:
            return
        if field.at is None and not field.errors:
            raise ValidationError(gettext("Write when the person is to go home, or choose another way home."))
        if field.at and self.there_at.at and field.at <= self.there_at.at:
            raise ValidationError(gettext("The way home begins after the person is there."))

    def validate_until(self, field: Day) -> None:
        """It does not end before it begins."""
        if field.day and self.on.day and field.day < self.on.day:
            raise ValidationError(gettext("It cannot end before the first day."))

    def wanted(self, channel: Channel) -> rules.Wanted:
        """What was asked for."""
        chosen, way_home = self.destination.chosen, WayHome(self.way_home.data or WayHome.WITH_US)
        again = Recurrence(self.recurrence.data or Recurrence.ONCE)
        is_once = again is Recurrence.ONCE
        return rules.Wanted(
            destination=chosen.place if chosen else self.destination.place,
            to_postcode=chosen.postcode if chosen else self.destination.postcode,
            catalogue_offer_id=chosen.offer_id if chosen else None,
            starts_on=filled(self.on.day),
            there_at=filled(self.there_at.at),
            home_from=self.home_from.at if way_home is WayHome.WITH_US else None,
            way_home=way_home,
            flexible_minutes=self.flexible_minutes.number or 0,
            is_companion_needed=bool(self.is_companion_needed.data),
            wants_known=bool(self.wants_known.data),
            recurrence=again,
            until=None if is_once else self.until.day,
            times=None if is_once else self.times.number,
            regular_volunteer_id=int(self.regular_volunteer.data) if self.regular_volunteer.data else None,
            channel=channel,
        )


class AskForm(WantedForm, NeedsForm):
    """The telephone page: who, where from, where to and when; nine fields, and the rest folded away."""

    known = HiddenField()
    phone = Phone(_("Telephone"), validators=needed(LONGEST_PHONE, _("Write the telephone number.")))
    first_name = Line(_("First name"), validators=needed(LONGEST_NAME, _("Write the first name.")))
    address = AddressLine(
        _("Address with postcode"), validators=needed(LONGEST_ADDRESS, _("Write where the person is fetched."))
    )
    transport_offer = Choice(_("Which help"), validators=[required(_("Choose which help."))])
    channel = Pick(
        _("Who asks"),
        choices=[(one.value, _(CHANNELS[one])) for one in BY_TELEPHONE],
        default=Channel.PHONE.value,
    )

    def __iter__(self) -> Iterator[Any]:
        """The fields as they stand on the page: who first, so that what is wrong is told from the top."""
        return iter(sorted(super().__iter__(), key=lambda field: field.short_name not in WHO_FIRST))

    @property
    def known_id(self) -> int | None:
        """Whose details the page was filled in with."""
        text = self.known.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def is_folded(self) -> bool:
        """Whether what is folded away stands as usual."""
        usual = {"way_home": WayHome.WITH_US, "channel": Channel.PHONE, "recurrence": Recurrence.ONCE}
        names = ("practical", "is_companion_needed", "wants_known", "regular_volunteer", "until", "times")
        has_faults = any(self[name].errors for name in (*usual, *names, "flexible_minutes"))
        is_usual = all(self[name].data in {value, None, ""} for name, value in usual.items())
        return is_usual and not has_faults and not any(self[name].data for name in names)

    def profile(self) -> Profile:
        """Who asks."""
        return Profile(
            first_name=filled(self.first_name.data),
            phone=filled(self.phone.data),
            address=self.address.place,
            postcode=self.address.postcode,
            needs=self.chosen(),
            practical=self.practical.data or "",
        )

    def fill(self, user: ServiceUser) -> None:
        """Fill in what is known of somebody, and leave what has been typed of the day."""
        self.known.data = str(user.id)
        self.first_name.data = user.first_name
        self.address.process_formdata([told(user.address, user.postcode)])
        self.needs.data = [need.value for need in codes(user.needs)]
        self.practical.data = user.practical


class ChangeForm(WantedForm):
    """What is asked for, written anew."""

    version = Version()

    def compare(self, request: RideRequest) -> None:
        """Show what somebody else saved beside what was typed here."""
        self.show_saved({name: _told(self[name], value) for name, value in kept(request).items()}, request.version)
        for name in (name for name, text in self.conflicts.items() if not text):
            setattr(self[name], CONFLICT, gettext("The other has left this empty."))


def kept(request: RideRequest) -> dict[str, Any]:
    """What stands in the fields of a request."""
    return {
        "destination": told(request.destination, request.to_postcode),
        "on": request.starts_on,
        "there_at": f"{request.there_at:%H.%M}",
        "home_from": f"{request.home_from:%H.%M}" if request.home_from else "",
        "way_home": request.way_home.value,
        "is_companion_needed": request.is_companion_needed,
        "flexible_minutes": request.flexible_minutes,
        "wants_known": request.wants_known,
        "regular_volunteer": str(request.regular_volunteer_id or ""),
        "recurrence": request.recurrence.value,
        "until": request.until,
        "times": request.times,
    }


def _told(field: Any, saved: Any) -> Any:
    """What was saved, in the words of the field."""
    if isinstance(field, Pick):
        labels = {choice.value: str(choice.label) for choice in field.choices}
        return field.data if saved == field.data else labels.get(saved, saved)
    if isinstance(field, Day):
        return field.data if saved == field.day else day(saved) if saved else ""
    if isinstance(field, TimeOfDay):
        return field.data if field.at and saved == f"{field.at:%H.%M}" else saved
    return saved
