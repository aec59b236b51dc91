"""Core teams and the programme that carries them, group work, strategic roadmaps, senior resources, planning."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("about", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("call_code", sa.Text(), nullable=False),
        sa.Column("process_leader", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("news", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name=op.f("ck_programme_language_is_known")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_programme_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["owner_id"], ["body.id"], name=op.f("fk_programme_owner_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "selection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "returned",
                "made",
                name="selectionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("beyond", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'made') = (made_at IS NOT NULL) AND (made_at IS NULL) = (made_by_id IS NULL)",
            name=op.f("ck_selection_made_is_whole"),
        ),
        sa.CheckConstraint("(status = 'returned') = (remark <> '')", name=op.f("ck_selection_returned_with_a_remark")),
        sa.CheckConstraint("made_by_id IS NULL OR made_by_id <> proposed_by_id", name=op.f("ck_selection_four_eyes")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_selection_call_id_call")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_selection_made_by_id_person")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_selection_proposed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection")),
        sa.UniqueConstraint("call_id", name=op.f("uq_selection_call_id")),
    )
    op.create_table(
        "core_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column(
            "maturity",
            sa.Enum(
                "well_on_the_way", "starting", name="maturity", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_core_team_created_by_id_person")),
        sa.ForeignKeyConstraint(["lead_id"], ["municipality.id"], name=op.f("fk_core_team_lead_id_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team")),
    )
    op.create_index("ix_core_team_lead_id", "core_team", ["lead_id"], unique=False)

    op.create_table(
        "programme_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "gathering",
                "webinar",
                "working_meeting",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "digital", "in_person", "both", name="eventmode", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("is_travel_needed", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned", "held", "cancelled", name="eventstatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT is_travel_needed OR mode = 'in_person'", name=op.f("ck_programme_event_travel_only_in_person")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_programme_event_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_event_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_event")),
    )
    op.create_index("ix_programme_event_starts", "programme_event", ["programme_id", "starts_at"], unique=False)

    op.create_table(
        "programme_notice",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["programme_event.id"], name=op.f("fk_programme_notice_event_id_programme_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_programme_notice")),
    )

    op.create_table(
        "selection_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("selection_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_proposed", sa.Boolean(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("overruled", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_selection_line_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name=op.f("fk_selection_line_selection_id_selection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_line")),
        sa.UniqueConstraint(
            "selection_id", "application_id", name=op.f("uq_selection_line_selection_id_application_id")
        ),
    )
    op.create_index("ix_selection_line_application_id", "selection_line", ["application_id"], unique=False)

    op.create_table(
        "core_team_anchoring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan_adopted",
                "process_described",
                name="anchoringkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("political", sa.Text(), nullable=False),
        sa.Column("administrative", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'process_described' OR process <> ''", name=op.f("ck_core_team_anchoring_process_is_described")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_core_team_anchoring_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_anchoring_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_anchoring")),
        sa.UniqueConstraint("team_id", "municipality_id", name=op.f("uq_core_team_anchoring_team_id_municipality_id")),
    )
    op.create_index("ix_core_team_anchoring_municipality_id", "core_team_anchoring", ["municipality_id"], unique=False)

    op.create_table(
        "core_team_council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "council",
            sa.Enum(
                "older_people",
                "youth",
                "disability",
                name="council",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "is_done OR (statement = '' AND used = '')", name=op.f("ck_core_team_council_said_when_done")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_core_team_council_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_council_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_council")),
    )
    op.create_index("ix_core_team_council_municipality_id", "core_team_council", ["municipality_id"], unique=False)
    op.create_index("ix_core_team_council_team_id", "core_team_council", ["team_id"], unique=False)

    op.create_table(
        "core_team_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_core_team_guest_invited_by_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_core_team_guest_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_guest_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_guest")),
        sa.UniqueConstraint("team_id", "organisation_id", name=op.f("uq_core_team_guest_team_id_organisation_id")),
    )
    op.create_index("ix_core_team_guest_organisation_id", "core_team_guest", ["organisation_id"], unique=False)

    op.create_table(
        "core_team_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_core_team_invitation_invited_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_core_team_invitation_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_invitation_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_invitation")),
        sa.UniqueConstraint("team_id", "municipality_id", name=op.f("uq_core_team_invitation_team_id_municipality_id")),
    )
    op.create_index(
        "ix_core_team_invitation_municipality_id", "core_team_invitation", ["municipality_id"], unique=False
    )

    op.create_table(
        "core_team_involvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "actor",
            sa.Enum(
                "residents",
                "voluntary",
                "informal_group",
                "business",
                "school",
                "sport",
                "culture",
                "public_health",
                name="actorkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_involvement_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_involvement")),
    )
    op.create_index("ix_core_team_involvement_team_id", "core_team_involvement", ["team_id"], unique=False)

    op.create_table(
        "core_team_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_meeting_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_meeting")),
    )
    op.create_index("ix_core_team_meeting_team_id", "core_team_meeting", ["team_id"], unique=False)

    op.create_table(
        "core_team_municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_core_team_municipality_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["core_team.id"], name=op.f("fk_core_team_municipality_team_id_core_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_municipality")),
        sa.UniqueConstraint(
            "team_id", "municipality_id", name=op.f("uq_core_team_municipality_team_id_municipality_id")
        ),
    )
    op.create_index(
        "ix_core_team_municipality_municipality_id", "core_team_municipality", ["municipality_id"], unique=False
    )

    op.create_table(
        "core_team_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on >= begun_on", name=op.f("ck_core_team_seat_ends_after_it_begins")
        ),
        sa.CheckConstraint("tenths BETWEEN 0 AND 50", name=op.f("ck_core_team_seat_share_of_a_week")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_core_team_seat_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_core_team_seat_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_seat_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_seat")),
    )
    op.create_index("ix_core_team_seat_person_id", "core_team_seat", ["person_id"], unique=False)
    op.create_index("ix_core_team_seat_team_id", "core_team_seat", ["team_id"], unique=False)
    op.create_index(
        "uq_core_team_seat_leader",
        "core_team_seat",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("is_leader AND left_on IS NULL"),
        postgresql_where=sa.text("is_leader AND left_on IS NULL"),
    )

    op.create_table(
        "group_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("group_size", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "running",
                "closed",
                name="groupworkstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('running', 'closed')) = (started_at IS NOT NULL)",
            name=op.f("ck_group_work_started_has_its_time"),
        ),
        sa.CheckConstraint("status = 'draft' OR code IS NOT NULL", name=op.f("ck_group_work_open_has_its_code")),
        sa.CheckConstraint("(started_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_group_work_ends_when_started")),
        sa.CheckConstraint("group_size BETWEEN 2 AND 12", name=op.f("ck_group_work_some_people")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name=op.f("ck_group_work_some_minutes")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_group_work_created_by_id_person")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["programme_event.id"], name=op.f("fk_group_work_event_id_programme_event")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_group_work_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_work")),
        sa.UniqueConstraint("code", name=op.f("uq_group_work_code")),
    )
    op.create_index("ix_group_work_event_id", "group_work", ["event_id"], unique=False)
    op.create_index("ix_group_work_programme_id", "group_work", ["programme_id"], unique=False)

    op.create_table(
        "homework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["programme_event.id"], name=op.f("fk_homework_event_id_programme_event")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_homework_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homework")),
    )
    op.create_index("ix_homework_programme_id", "homework", ["programme_id"], unique=False)

    op.create_table(
        "local_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_local_need_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_need")),
    )
    op.create_index("ix_local_need_team_id", "local_need", ["team_id"], unique=False)

    op.create_table(
        "opportunity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_opportunity_offer_id_offer")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_opportunity_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    op.create_index("ix_opportunity_offer_id", "opportunity", ["offer_id"], unique=False)
    op.create_index("ix_opportunity_team_id", "opportunity", ["team_id"], unique=False)

    op.create_table(
        "planning_guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "open_group",
                "one_to_one",
                "course",
                "digital",
                "transport",
                "other",
                name="offerkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "physical", "digital", "both", name="offermode", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "planning",
                "trying",
                "settled",
                "given_up",
                name="guidestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reaching", sa.Text(), nullable=False),
        sa.Column("wishes", sa.Text(), nullable=False),
        sa.Column("wishes_from", sa.Text(), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "research",
                "tried_elsewhere",
                "tried_here",
                "asked",
                "believed",
                name="evidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("evidence_source", sa.Text(), nullable=False),
        sa.Column("suits", sa.Text(), nullable=False),
        sa.Column("not_suited", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("common_ground", sa.Text(), nullable=False),
        sa.Column("formats", sa.Text(), nullable=False),
        sa.Column("trial_from", sa.Date(), nullable=True),
        sa.Column("trial_to", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(trial_from IS NULL) = (trial_to IS NULL)", name=op.f("ck_planning_guide_trial_is_whole")),
        sa.CheckConstraint(
            "trial_from IS NULL OR trial_from <= trial_to", name=op.f("ck_planning_guide_trial_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["person.id"], name=op.f("fk_planning_guide_begun_by_id_person")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_planning_guide_body_id_body")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_planning_guide_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_planning_guide_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_guide")),
    )
    op.create_index("ix_planning_guide_body_id", "planning_guide", ["body_id"], unique=False)
    op.create_index("ix_planning_guide_offer_id", "planning_guide", ["offer_id"], unique=False)

    op.create_table(
        "programme_guidance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "anchoring",
                "involvement",
                "informal_groups",
                "methods",
                "capacity",
                "roadmap",
                "other",
                name="guidancetopic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer = '')", name=op.f("ck_programme_guidance_answered_has_its_time")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_programme_guidance_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_programme_guidance_asked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_guidance_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_programme_guidance_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_guidance")),
    )
    op.create_index("ix_programme_guidance_team", "programme_guidance", ["programme_id", "team_id"], unique=False)
    op.create_index("ix_programme_guidance_team_id", "programme_guidance", ["team_id"], unique=False)

    op.create_table(
        "programme_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["programme_event.id"], name=op.f("fk_programme_material_event_id_programme_event")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_material_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_material")),
    )
    op.create_index("ix_programme_material_event_id", "programme_material", ["event_id"], unique=False)
    op.create_index("ix_programme_material_programme_id", "programme_material", ["programme_id"], unique=False)

    op.create_table(
        "programme_participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("good_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_participation_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["core_team.id"], name=op.f("fk_programme_participation_team_id_core_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_participation")),
        sa.UniqueConstraint("programme_id", "team_id", name=op.f("uq_programme_participation_programme_id_team_id")),
    )
    op.create_index("ix_programme_participation_team_id", "programme_participation", ["team_id"], unique=False)

    op.create_table(
        "segment_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "segment",
            sa.Enum(
                "ready", "with_support", "neither", name="segment", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_segment_count_no_less_than_nobody")),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_segment_count_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_count")),
        sa.UniqueConstraint("team_id", "place", "segment", name=op.f("uq_segment_count_team_id_place_segment")),
    )
    op.create_table(
        "senior_resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "organisation",
                "informal_group",
                "individual",
                name="resourcekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("prerequisites", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_how", sa.Text(), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("resting_until", sa.Date(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'organisation') = (organisation_id IS NOT NULL)",
            name=op.f("ck_senior_resource_organisation_by_itself"),
        ),
        sa.CheckConstraint(
            "erased_on IS NULL OR (name = '' AND contact = '' AND wish = '' AND prerequisites = '')",
            name=op.f("ck_senior_resource_erased_is_empty"),
        ),
        sa.CheckConstraint(
            "kind = 'organisation' OR consent_on IS NOT NULL OR erased_on IS NOT NULL",
            name=op.f("ck_senior_resource_kept_by_consent"),
        ),
        sa.CheckConstraint(
            "(consent_on IS NULL) = (consent_until IS NULL)", name=op.f("ck_senior_resource_consent_has_its_end")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_senior_resource_added_by_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_senior_resource_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_senior_resource_team_id_core_team")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_senior_resource_volunteer_id_volunteer"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_senior_resource")),
    )
    op.create_index("ix_senior_resource_organisation_id", "senior_resource", ["organisation_id"], unique=False)
    op.create_index("ix_senior_resource_team_id", "senior_resource", ["team_id"], unique=False)
    op.create_index("ix_senior_resource_volunteer_id", "senior_resource", ["volunteer_id"], unique=False)
    op.create_index("uq_senior_resource_organisation", "senior_resource", ["team_id", "organisation_id"], unique=True)

    op.create_table(
        "strategic_roadmap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_strategic_roadmap_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_roadmap")),
        sa.UniqueConstraint("team_id", name=op.f("uq_strategic_roadmap_team_id")),
    )
    op.create_table(
        "strategic_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["strategic_roadmap.id"], name=op.f("fk_strategic_wording_roadmap_id_strategic_roadmap")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_wording")),
        sa.UniqueConstraint("roadmap_id", "number", name=op.f("uq_strategic_wording_roadmap_id_number")),
    )
    op.create_table(
        "core_team_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "local_meeting",
                "programme",
                "homework",
                "local_work",
                name="workkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_core_team_hours_within_a_day")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_core_team_hours_noted_by_id_person")),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["core_team_seat.id"], name=op.f("fk_core_team_hours_seat_id_core_team_seat")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_hours_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_hours")),
    )
    op.create_index("ix_core_team_hours_seat_id", "core_team_hours", ["seat_id"], unique=False)
    op.create_index("ix_core_team_hours_team", "core_team_hours", ["team_id", "done_on"], unique=False)

    op.create_table(
        "group_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_work_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_work_id"], ["group_work.id"], name=op.f("fk_group_place_group_work_id_group_work")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_place")),
        sa.UniqueConstraint("group_work_id", "digest", name=op.f("uq_group_place_group_work_id_digest")),
    )
    op.create_table(
        "group_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_work_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_work_id"], ["group_work.id"], name=op.f("fk_group_question_group_work_id_group_work")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_question")),
        sa.UniqueConstraint("group_work_id", "place", name=op.f("uq_group_question_group_work_id_place")),
    )
    op.create_table(
        "homework_hand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("homework_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "handed_in",
                "returned",
                "seen",
                name="handinstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_by_id", sa.Integer(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("feedback_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'draft' OR handed_in_at IS NOT NULL", name=op.f("ck_homework_hand_in_handed_in_has_its_time")
        ),
        sa.CheckConstraint(
            "status NOT IN ('returned', 'seen') OR feedback_at IS NOT NULL",
            name=op.f("ck_homework_hand_in_answered_has_its_time"),
        ),
        sa.ForeignKeyConstraint(
            ["feedback_by_id"], ["person.id"], name=op.f("fk_homework_hand_in_feedback_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by_id"], ["person.id"], name=op.f("fk_homework_hand_in_handed_in_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["homework_id"], ["homework.id"], name=op.f("fk_homework_hand_in_homework_id_homework")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_homework_hand_in_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homework_hand_in")),
        sa.UniqueConstraint("homework_id", "team_id", name=op.f("uq_homework_hand_in_homework_id_team_id")),
    )
    op.create_index("ix_homework_hand_in_team_id", "homework_hand_in", ["team_id"], unique=False)

    op.create_table(
        "planning_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide_id"],
            ["planning_guide.id"],
            name=op.f("fk_planning_lesson_guide_id_planning_guide"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_lesson")),
    )
    op.create_index("ix_planning_lesson_guide_id", "planning_lesson", ["guide_id"], unique=False)

    op.create_table(
        "planning_resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide_id"],
            ["planning_guide.id"],
            name=op.f("fk_planning_resource_guide_id_planning_guide"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_resource")),
    )
    op.create_index("ix_planning_resource_guide_id", "planning_resource", ["guide_id"], unique=False)

    op.create_table(
        "planning_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide_id"],
            ["planning_guide.id"],
            name=op.f("fk_planning_task_guide_id_planning_guide"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_task")),
    )
    op.create_index("ix_planning_task_guide_id", "planning_task", ["guide_id"], unique=False)

    op.create_table(
        "programme_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["programme_event.id"], name=op.f("fk_programme_attendance_event_id_programme_event")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["core_team_seat.id"], name=op.f("fk_programme_attendance_seat_id_core_team_seat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_attendance")),
        sa.UniqueConstraint("event_id", "seat_id", name=op.f("uq_programme_attendance_event_id_seat_id")),
    )
    op.create_index("ix_programme_attendance_seat_id", "programme_attendance", ["seat_id"], unique=False)

    op.create_table(
        "resource_connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "suggested",
                "wished",
                "under_way",
                "declined",
                "ended",
                name="connectionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "need_id IS NOT NULL OR opportunity_id IS NOT NULL",
            name=op.f("ck_resource_connection_connects_to_something"),
        ),
        sa.ForeignKeyConstraint(["need_id"], ["local_need.id"], name=op.f("fk_resource_connection_need_id_local_need")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_resource_connection_opportunity_id_opportunity")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["senior_resource.id"], name=op.f("fk_resource_connection_resource_id_senior_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_connection")),
        sa.UniqueConstraint(
            "resource_id",
            "need_id",
            "opportunity_id",
            name=op.f("uq_resource_connection_resource_id_need_id_opportunity_id"),
        ),
    )
    op.create_index("ix_resource_connection_need_id", "resource_connection", ["need_id"], unique=False)
    op.create_index("ix_resource_connection_opportunity_id", "resource_connection", ["opportunity_id"], unique=False)
    op.create_index("ix_resource_connection_resource_id", "resource_connection", ["resource_id"], unique=False)

    op.create_table(
        "strategic_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_strategic_adoption_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_strategic_adoption_noted_by_id_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["strategic_roadmap.id"], name=op.f("fk_strategic_adoption_roadmap_id_strategic_roadmap")
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "wording"],
            ["strategic_wording.roadmap_id", "strategic_wording.number"],
            name=op.f("fk_strategic_adoption_roadmap_id_wording_strategic_wording"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_adoption")),
        sa.UniqueConstraint(
            "roadmap_id",
            "municipality_id",
            "wording",
            name=op.f("uq_strategic_adoption_roadmap_id_municipality_id_wording"),
        ),
    )
    op.create_index("ix_strategic_adoption_municipality_id", "strategic_adoption", ["municipality_id"], unique=False)

    op.create_table(
        "strategic_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["strategic_roadmap.id"], name=op.f("fk_strategic_goal_roadmap_id_strategic_roadmap")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_goal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_strategic_goal_roadmap_id", "strategic_goal", ["roadmap_id"], unique=False)

    op.create_table(
        "group_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["group_question.id"], name=op.f("fk_group_answer_question_id_group_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_answer")),
        sa.UniqueConstraint("question_id", "key", name=op.f("uq_group_answer_question_id_key")),
    )
    op.create_index("ix_group_answer_question", "group_answer", ["question_id", "group_number"], unique=False)

    op.create_table(
        "strategic_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("anchoring", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("domains", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("is_new_service", sa.Boolean(), nullable=False),
        sa.Column("why_new_service", sa.Text(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(
                "not_begun",
                "under_way",
                "done",
                "dropped",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT is_new_service OR why_new_service <> ''", name=op.f("ck_strategic_measure_new_service_has_its_reason")
        ),
        sa.CheckConstraint("begins_on <= due_on", name=op.f("ck_strategic_measure_begins_before_it_is_due")),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_strategic_measure_budget_not_negative")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["strategic_goal.id"], name=op.f("fk_strategic_measure_goal_id_strategic_goal")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_strategic_measure_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_measure")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_strategic_measure_goal_id", "strategic_measure", ["goal_id"], unique=False)

    op.create_table(
        "core_team_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["strategic_measure.id"], name=op.f("fk_core_team_lesson_measure_id_strategic_measure")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["core_team.id"], name=op.f("fk_core_team_lesson_team_id_core_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_team_lesson")),
    )
    op.create_index("ix_core_team_lesson_measure_id", "core_team_lesson", ["measure_id"], unique=False)
    op.create_index("ix_core_team_lesson_team_id", "core_team_lesson", ["team_id"], unique=False)

    op.create_table(
        "strategic_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(
                "not_begun",
                "under_way",
                "done",
                "dropped",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["strategic_measure.id"], name=op.f("fk_strategic_note_measure_id_strategic_measure")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_strategic_note_noted_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategic_note")),
    )
    op.create_index("ix_strategic_note_measure_id", "strategic_note", ["measure_id"], unique=False)

    with op.batch_alter_table("decision") as batch_op:
        batch_op.drop_constraint(op.f("ck_decision_money_when_granted"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_decision_money_when_granted"), "outcome IN ('granted', 'partly') OR amount = 0"
        )
