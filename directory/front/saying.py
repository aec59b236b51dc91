"""When something that waits is due, in the reader's language."""

from datetime import date

from kernel.i18n import day, gettext, ngettext, weekday
from kernel.registry import Task


def when_words(task: Task, today: date) -> str:
    """The deadline of a task in words, or only the day of what happens on one, with its weekday."""
    if task.due:
        return due_words(task.due, today)
    return weekday(task.on) if task.on else ""


def due_words(due: date, today: date) -> str:
    """When something is due, in words and as a date."""
    days = (due - today).days
    if days < 0:
        words = ngettext("Was due yesterday, %(day)s.", "Was due %(num)d days ago, %(day)s.", -days, day=day(due))
    elif days == 0:
        words = gettext("Due today, %(day)s.", day=day(due))
    else:
        words = ngettext("Due tomorrow, %(day)s.", "Due in %(num)d days, %(day)s.", days, day=day(due))
    return str(words)
