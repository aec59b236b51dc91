"""What points, evidence and statuses are called and coloured; msgids, translated where they are shown."""

from activities.planning_guides.models import Evidence, GuideStatus
from activities.planning_guides.rules import Point, Progress
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

POINTS = {
    Point.EXISTING: _l("What is there already"),
    Point.WISHES: _l("Wishes and dreams"),
    Point.RIGHT: _l("For whom it is right"),
    Point.PARTNERS: _l("Common ground"),
    Point.TRIAL: _l("Try it out"),
    Point.SHARING: _l("Follow up and share"),
}

PROGRESS = {
    Progress.NOT_BEGUN: Label(_l("Not begun")),
    Progress.BEGUN: Label(_l("Begun"), "info"),
    Progress.ANSWERED: Label(_l("Answered"), "success"),
}

STATUSES = {
    GuideStatus.PLANNING: Label(_l("Being planned"), "info"),
    GuideStatus.TRYING: Label(_l("Being tried out"), "info"),
    GuideStatus.SETTLED: Label(_l("Settled"), "success"),
    GuideStatus.GIVEN_UP: Label(_l("Given up")),
}

MOVES = {
    GuideStatus.TRYING: _l("Begin to try it out"),
    GuideStatus.SETTLED: _l("It is settled"),
    GuideStatus.PLANNING: _l("Go back to planning"),
    GuideStatus.GIVEN_UP: _l("Give the plan up"),
}

TOLD = {
    GuideStatus.TRYING: _l("You are trying it out. Write down what you learn on the way."),
    GuideStatus.SETTLED: _l("It is settled."),
    GuideStatus.PLANNING: _l("You are planning again."),
    GuideStatus.GIVEN_UP: _l("You have given it up. What you have learnt is kept."),
}

EVIDENCE = {
    Evidence.RESEARCH: _l("Research shows it"),
    Evidence.TRIED_ELSEWHERE: _l("It has worked elsewhere"),
    Evidence.TRIED_HERE: _l("We have tried it here"),
    Evidence.ASKED: _l("Those it is for have told us"),
    Evidence.BELIEVED: _l("We believe it"),
}
