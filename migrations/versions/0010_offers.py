"""Offers, their times and tags, who is asked about them, and what was gone through with home care."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "offer_inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (provider_id IS NULL)", name=op.f("ck_offer_inquiry_asks_one")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_offer_inquiry_person_id_person")),
        sa.ForeignKeyConstraint(["provider_id"], ["body.id"], name=op.f("fk_offer_inquiry_provider_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_inquiry")),
    )
    op.create_index("ix_offer_inquiry_person_id", "offer_inquiry", ["person_id"])
    op.create_index("ix_offer_inquiry_provider_id", "offer_inquiry", ["provider_id"])

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("neutral_name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("season", sa.Text(), nullable=False),
        sa.Column("when_told", sa.Text(), nullable=False),
        sa.Column("not_suited", sa.Text(), nullable=False),
        sa.Column("shared_interest", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("cost_told", sa.Text(), nullable=False),
        sa.Column("is_step_free", sa.Boolean(), nullable=False),
        sa.Column("has_hearing_loop", sa.Boolean(), nullable=False),
        sa.Column("has_toilet", sa.Boolean(), nullable=False),
        sa.Column("getting_there", sa.Text(), nullable=False),
        sa.Column("has_transport", sa.Boolean(), nullable=False),
        sa.Column("transport_contact", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("is_statutory", sa.Boolean(), nullable=False),
        sa.Column("supplements", sa.Text(), nullable=False),
        sa.Column("anchored_in", sa.Text(), nullable=False),
        sa.Column("safe_how", sa.Text(), nullable=False),
        sa.Column("professional_how", sa.Text(), nullable=False),
        sa.Column("independent_how", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "under_preparation",
                "running",
                "paused",
                "ended",
                name="offerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("asked_stage", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'paused') = (paused_until IS NOT NULL)", name=op.f("ck_offer_paused_has_its_day")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'under_preparation', 'ended') OR confirmed_on IS NOT NULL",
            name=op.f("ck_offer_public_is_confirmed"),
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_offer_position_is_whole")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_offer_cost_is_no_debt")),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_offer_edited_by_id_person")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["body.id"], name=op.f("fk_offer_entered_by_id_body")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_offer_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["body.id"], name=op.f("fk_offer_provider_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index("ix_offer_confirmed_on", "offer", ["confirmed_on"])
    op.create_index("ix_offer_entered_by_id", "offer", ["entered_by_id"])
    op.create_index("ix_offer_municipality", "offer", ["municipality_id", "status"])
    op.create_index("ix_offer_provider_id", "offer", ["provider_id"])

    op.create_table(
        "offer_briefing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("sheets >= 0", name=op.f("ck_offer_briefing_sheets_are_counted")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_offer_briefing_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_offer_briefing_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_briefing")),
    )
    op.create_index("ix_offer_briefing_municipality_id", "offer_briefing", ["municipality_id"])

    op.create_table(
        "offer_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("target_group", "who_domain", name="tagkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_tag_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_tag")),
        sa.UniqueConstraint("offer_id", "kind", "code", name=op.f("uq_offer_tag_offer_id_kind_code")),
    )
    op.create_table(
        "offer_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "weekday",
            sa.Enum(
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                name="weekday",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "weekly",
                "every_second_week",
                "monthly",
                "agreed",
                name="rhythm",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("starts < ends", name=op.f("ck_offer_time_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_time_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_time")),
    )
    op.create_index("ix_offer_time_offer_id", "offer_time", ["offer_id"])
