"""Volunteers and the way there: who helps, who is helped, requests, trips and what follows from them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "coordinator_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("stand_in_name", sa.Text(), nullable=False),
        sa.Column("stand_in_phone", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= begins_on", name=op.f("ck_coordinator_post_ends_after_it_begins")
        ),
        sa.CheckConstraint("share BETWEEN 0 AND 100", name=op.f("ck_coordinator_post_share_of_one_post")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_coordinator_post_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordinator_post")),
    )
    op.create_index("ix_coordinator_post_body_id", "coordinator_post", ["body_id"], unique=False)

    op.create_table(
        "deletion_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trips", sa.Integer(), nullable=False),
        sa.Column("profiles", sa.Integer(), nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_deletion_report_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion_report")),
    )
    op.create_index("ix_deletion_report_body", "deletion_report", ["body_id", "run_at"], unique=False)

    op.create_table(
        "mileage_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("per_km", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("per_passenger_km", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("per_km >= 0 AND per_passenger_km >= 0", name=op.f("ck_mileage_rate_rates_are_no_debt")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_mileage_rate_added_by_id_person")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_mileage_rate_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mileage_rate")),
        sa.UniqueConstraint("body_id", "valid_from", name=op.f("uq_mileage_rate_body_id_valid_from")),
    )
    op.create_table(
        "safeguard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("controller_agreement", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("dpia_reference", sa.Text(), nullable=False),
        sa.Column("dpia_on", sa.Date(), nullable=True),
        sa.Column("home_care_basis", sa.Text(), nullable=False),
        sa.Column("home_care_basis_on", sa.Date(), nullable=True),
        sa.Column("trip_days", sa.Integer(), nullable=False),
        sa.Column("profile_months", sa.Integer(), nullable=False),
        sa.Column("incident_months", sa.Integer(), nullable=False),
        sa.Column("sign_up_salt", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(controller_agreement = '') = (agreed_on IS NULL)", name=op.f("ck_safeguard_agreement_has_its_day")
        ),
        sa.CheckConstraint(
            "(home_care_basis = '') = (home_care_basis_on IS NULL)", name=op.f("ck_safeguard_basis_has_its_day")
        ),
        sa.CheckConstraint(
            "trip_days > 0 AND profile_months > 0 AND incident_months > 0", name=op.f("ck_safeguard_kept_for_a_while")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_safeguard_body_id_body")),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_safeguard_edited_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguard")),
        sa.UniqueConstraint("body_id", name=op.f("uq_safeguard_body_id")),
    )
    op.create_table(
        "volunteer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "affiliation",
            sa.Enum(
                "organisation",
                "municipality",
                "unorganised",
                name="affiliation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "applied",
                "active",
                "ended",
                name="volunteerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("born_year", sa.Integer(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("not_wished", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("availability", sa.Text(), nullable=False),
        sa.Column("reach", sa.Integer(), nullable=False),
        sa.Column("trips_a_week", sa.Integer(), nullable=True),
        sa.Column("hours_a_week", sa.Integer(), nullable=True),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_to", sa.Date(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("basic_training_to", sa.Date(), nullable=True),
        sa.Column("special_training_to", sa.Date(), nullable=True),
        sa.Column("confidential_since", sa.Date(), nullable=True),
        sa.Column("may_drive_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL)", name=op.f("ck_volunteer_ended_has_its_day")),
        sa.CheckConstraint("(paused_from IS NULL) = (paused_to IS NULL)", name=op.f("ck_volunteer_pause_is_whole")),
        sa.CheckConstraint(
            "paused_from IS NULL OR paused_from <= paused_to", name=op.f("ck_volunteer_pause_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_volunteer_body_id_body")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_volunteer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer")),
    )
    op.create_index("ix_volunteer_body", "volunteer", ["body_id", "status"], unique=False)
    op.create_index("ix_volunteer_person_id", "volunteer", ["person_id"], unique=False)
    op.create_index("uq_volunteer_person", "volunteer", ["body_id", "person_id"], unique=True)

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_calendar_feed_volunteer_id_volunteer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("volunteer_id", name=op.f("uq_calendar_feed_volunteer_id")),
    )
    op.create_table(
        "coordinator_tenure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("is_in_network", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= begins_on", name=op.f("ck_coordinator_tenure_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["coordinator_post.id"], name=op.f("fk_coordinator_tenure_post_id_coordinator_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordinator_tenure")),
    )
    op.create_index("ix_coordinator_tenure_post_id", "coordinator_tenure", ["post_id"], unique=False)
    op.create_index(
        "uq_coordinator_tenure_current",
        "coordinator_tenure",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("ends_on IS NULL"),
        postgresql_where=sa.text("ends_on IS NULL"),
    )

    op.create_table(
        "road_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("minutes > 0 AND metres >= 0", name=op.f("ck_road_override_takes_time")),
        sa.CheckConstraint("one < other", name=op.f("ck_road_override_pair_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_road_override_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_override")),
        sa.UniqueConstraint("municipality_id", "one", "other", name=op.f("uq_road_override_municipality_id_one_other")),
    )
    op.create_table(
        "road_setting",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("winding", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("speed BETWEEN 10 AND 110", name=op.f("ck_road_setting_speed_in_km_h")),
        sa.CheckConstraint("winding BETWEEN 100 AND 400", name=op.f("ck_road_setting_winding_in_per_cent")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_road_setting_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_road_setting")),
    )
    op.create_table(
        "service_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_digest", sa.Text(), nullable=False),
        sa.Column("takes_text_messages", sa.Boolean(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_67",
                "67_79",
                "80_89",
                "90_plus",
                "unknown",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("practical", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("is_from_home_care", sa.Boolean(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "erased_at IS NULL OR (first_name = '' AND phone = '' AND address = '')",
            name=op.f("ck_service_user_erased_whole"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_service_user_body_id_body")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_service_user_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["person.id"], name=op.f("fk_service_user_registered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_user")),
        sa.UniqueConstraint("body_id", "code", name=op.f("uq_service_user_body_id_code")),
    )
    op.create_index("ix_service_user_municipality_id", "service_user", ["municipality_id"], unique=False)
    op.create_index("ix_service_user_phone", "service_user", ["body_id", "phone_digest"], unique=False)

    op.create_table(
        "unmet_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "transport",
                "escort",
                "companion",
                "digital_help",
                name="transportkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "no_volunteer",
                "too_late",
                "unsuitable",
                "no_vehicle",
                "area",
                "cost",
                name="unmetreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("postcode", sa.Text(), nullable=False),
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
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("is_short_notice", sa.Boolean(), nullable=False),
        sa.Column(
            "public_transport",
            sa.Enum(
                "not_asked",
                "none_there",
                "cannot_use",
                "uses_it",
                name="publictransport",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_unmet_need_body_id_body")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_unmet_need_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_need")),
        sa.UniqueConstraint("once", name=op.f("uq_unmet_need_once")),
    )
    op.create_index("ix_unmet_need_body_id", "unmet_need", ["body_id"], unique=False)
    op.create_index("ix_unmet_need_place", "unmet_need", ["municipality_id", "wanted_on"], unique=False)

    op.create_table(
        "vehicle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wheelchairs", sa.Integer(), nullable=False),
        sa.Column("has_ramp", sa.Boolean(), nullable=False),
        sa.Column("boot", sa.Integer(), nullable=False),
        sa.Column("step_height", sa.Integer(), nullable=False),
        sa.Column("has_winter_tyres", sa.Boolean(), nullable=False),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 16", name=op.f("ck_vehicle_seats_are_counted")),
        sa.CheckConstraint("step_height BETWEEN 0 AND 80", name=op.f("ck_vehicle_step_in_centimetres")),
        sa.CheckConstraint(
            "wheelchairs BETWEEN 0 AND 4 AND boot BETWEEN 0 AND 8", name=op.f("ck_vehicle_room_is_counted")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_vehicle_body_id_body")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_vehicle_volunteer_id_volunteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_index("ix_vehicle_body_id", "vehicle", ["body_id"], unique=False)
    op.create_index("ix_vehicle_volunteer_id", "vehicle", ["volunteer_id"], unique=False)

    op.create_table(
        "volunteer_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "work",
            sa.Enum(
                "activity",
                "coordination",
                "transport",
                name="work",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("trip_key", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 0 AND 1440", name=op.f("ck_volunteer_hours_given_fits_a_day")
        ),
        sa.CheckConstraint("planned_minutes BETWEEN 0 AND 1440", name=op.f("ck_volunteer_hours_planned_fits_a_day")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_volunteer_hours_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_volunteer_hours_volunteer_id_volunteer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_hours")),
        sa.UniqueConstraint("trip_key", name=op.f("uq_volunteer_hours_trip_key")),
    )
    op.create_index("ix_volunteer_hours_day", "volunteer_hours", ["volunteer_id", "done_on"], unique=False)

    op.create_table(
        "volunteer_qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "basic_training",
                "volunteer_management",
                "ethics",
                "culture",
                "dementia",
                "legal_frames",
                "instructor_seminar",
                "other_course",
                "confidentiality",
                "licence",
                "police_certificate",
                name="qualificationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("shown_to", sa.Text(), nullable=False),
        sa.Column(
            "legal_basis",
            sa.Enum(
                "service_for_municipality",
                "minors_or_disability",
                "none",
                name="legalbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'police_certificate') = (legal_basis IS NOT NULL)",
            name=op.f("ck_volunteer_qualification_certificate_has_a_legal_basis"),
        ),
        sa.CheckConstraint(
            "legal_basis IS NULL OR legal_basis <> 'none'",
            name=op.f("ck_volunteer_qualification_no_certificate_without_basis"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= done_on", name=op.f("ck_volunteer_qualification_valid_after_it_is_done")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_volunteer_qualification_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteer.id"],
            name=op.f("fk_volunteer_qualification_volunteer_id_volunteer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_qualification")),
    )
    op.create_index(
        "ix_volunteer_qualification_volunteer_id", "volunteer_qualification", ["volunteer_id"], unique=False
    )

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "transport",
                "arrival_to_home_care",
                "number_to_next_of_kin",
                "anonymous_numbers",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column(
            "how",
            sa.Enum("signed", "oral", name="givenhow", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= given_on", name=op.f("ck_consent_valid_after_it_is_given")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_consent_recorded_by_id_person")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_user.id"], name=op.f("fk_consent_service_user_id_service_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_service_user_id", "consent", ["service_user_id"], unique=False)

    op.create_table(
        "service_user_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_user_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "profile",
                "request",
                "trip",
                "board",
                "slip",
                "home_care",
                name="place",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_service_user_reading_person_id_person")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_user.id"], name=op.f("fk_service_user_reading_service_user_id_service_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_user_reading")),
    )
    op.create_index(
        "ix_service_user_reading_service_user_id", "service_user_reading", ["service_user_id"], unique=False
    )

    op.create_table(
        "transport_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("catalogue_offer_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "transport",
                "escort",
                "companion",
                "digital_help",
                name="transportkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "running",
                "paused",
                "ended",
                name="transportstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("neutral_name", sa.Text(), nullable=False),
        sa.Column("coordinator_name", sa.Text(), nullable=False),
        sa.Column("coordinator_phone", sa.Text(), nullable=False),
        sa.Column("coordinator_email", sa.Text(), nullable=False),
        sa.Column("stand_in_name", sa.Text(), nullable=False),
        sa.Column("stand_in_phone", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("trips_a_week", sa.Integer(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column(
            "payer",
            sa.Enum(
                "organisation", "passenger", "grant", name="payer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("is_for_frail", sa.Boolean(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
        sa.Column("covers_driver", sa.Boolean(), nullable=False),
        sa.Column("covers_passenger", sa.Boolean(), nullable=False),
        sa.Column("covers_accident", sa.Boolean(), nullable=False),
        sa.Column("upper_age_limit", sa.Integer(), nullable=True),
        sa.Column("insured_to", sa.Date(), nullable=True),
        sa.Column("closed_from", sa.Date(), nullable=True),
        sa.Column("closed_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_from IS NULL) = (closed_to IS NULL)", name=op.f("ck_transport_offer_closure_is_whole")
        ),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 60", name=op.f("ck_transport_offer_notice_in_days")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_transport_offer_price_is_no_debt")),
        sa.ForeignKeyConstraint(
            ["catalogue_offer_id"], ["offer.id"], name=op.f("fk_transport_offer_catalogue_offer_id_offer")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_transport_offer_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["body.id"], name=op.f("fk_transport_offer_provider_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transport_offer")),
    )
    op.create_index("ix_transport_offer_place", "transport_offer", ["municipality_id", "status"], unique=False)
    op.create_index("ix_transport_offer_provider_id", "transport_offer", ["provider_id"], unique=False)

    op.create_table(
        "ride_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("service_user_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "awaiting_consent",
                "to_assess",
                "open",
                "done",
                "not_suitable",
                "unmet",
                "cancelled_by_user",
                "cancelled_by_offer",
                name="requeststatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("to_postcode", sa.Text(), nullable=False),
        sa.Column("catalogue_offer_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("there_at", sa.Time(), nullable=False),
        sa.Column("home_from", sa.Time(), nullable=True),
        sa.Column(
            "way_home",
            sa.Enum(
                "with_us",
                "relative",
                "taxi",
                "public_transport",
                name="wayhome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("flexible_minutes", sa.Integer(), nullable=False),
        sa.Column("is_companion_needed", sa.Boolean(), nullable=False),
        sa.Column("wants_known", sa.Boolean(), nullable=False),
        sa.Column(
            "recurrence",
            sa.Enum(
                "once",
                "weekly",
                "every_second_week",
                "monthly",
                name="recurrence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("regular_volunteer_id", sa.Integer(), nullable=True),
        sa.Column(
            "public_transport",
            sa.Enum(
                "not_asked",
                "none_there",
                "cannot_use",
                "uses_it",
                name="publictransport",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "home_care",
                "self",
                "relative",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=False),
        sa.Column("needs_no_lifting", sa.Boolean(), nullable=True),
        sa.Column("needs_no_care", sa.Boolean(), nullable=True),
        sa.Column("is_safe_alone", sa.Boolean(), nullable=True),
        sa.Column("is_well_informed", sa.Boolean(), nullable=True),
        sa.Column("is_no_statutory", sa.Boolean(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("assessed_by_id", sa.Integer(), nullable=True),
        sa.Column("generated_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(way_home = 'with_us') = (home_from IS NOT NULL)", name=op.f("ck_ride_request_way_home_is_known")
        ),
        sa.CheckConstraint(
            "(assessed_on IS NULL) = (assessed_by_id IS NULL)", name=op.f("ck_ride_request_assessed_by_somebody")
        ),
        sa.CheckConstraint("home_from IS NULL OR home_from > there_at", name=op.f("ck_ride_request_home_after_there")),
        sa.CheckConstraint("until IS NULL OR until >= starts_on", name=op.f("ck_ride_request_until_after_start")),
        sa.ForeignKeyConstraint(["assessed_by_id"], ["person.id"], name=op.f("fk_ride_request_assessed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["catalogue_offer_id"], ["offer.id"], name=op.f("fk_ride_request_catalogue_offer_id_offer")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["transport_offer.id"], name=op.f("fk_ride_request_offer_id_transport_offer")
        ),
        sa.ForeignKeyConstraint(["received_by_id"], ["person.id"], name=op.f("fk_ride_request_received_by_id_person")),
        sa.ForeignKeyConstraint(
            ["regular_volunteer_id"], ["volunteer.id"], name=op.f("fk_ride_request_regular_volunteer_id_volunteer")
        ),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_user.id"], name=op.f("fk_ride_request_service_user_id_service_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ride_request")),
    )
    op.create_index("ix_ride_request_offer", "ride_request", ["offer_id", "status"], unique=False)
    op.create_index("ix_ride_request_service_user_id", "ride_request", ["service_user_id"], unique=False)
    op.create_index("ix_ride_request_starts_on", "ride_request", ["starts_on"], unique=False)

    op.create_table(
        "stand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["transport_offer.id"], name=op.f("fk_stand_in_offer_id_transport_offer")
        ),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_stand_in_volunteer_id_volunteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
        sa.UniqueConstraint("offer_id", "place", name=op.f("uq_stand_in_offer_id_place")),
        sa.UniqueConstraint("offer_id", "volunteer_id", name=op.f("uq_stand_in_offer_id_volunteer_id")),
    )
    op.create_index("ix_stand_in_volunteer_id", "stand_in", ["volunteer_id"], unique=False)

    op.create_table(
        "transport_time",
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
        sa.CheckConstraint("starts < ends", name=op.f("ck_transport_time_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["transport_offer.id"],
            name=op.f("fk_transport_time_offer_id_transport_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transport_time")),
    )
    op.create_index("ix_transport_time_offer_id", "transport_time", ["offer_id"], unique=False)

    op.create_table(
        "trip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("service_user_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "planned",
                "volunteer_confirmed",
                "at_door",
                "on_the_way",
                "arrived",
                "return_on_the_way",
                "home",
                "closed",
                "no_show",
                "aborted",
                "skipped",
                "unmet",
                "cancelled_by_user",
                "cancelled_by_offer",
                name="tripstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("leave_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrive_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("return_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("home_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_address", sa.Text(), nullable=False),
        sa.Column("from_postcode", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("to_postcode", sa.Text(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("together_id", sa.Integer(), nullable=True),
        sa.Column("is_short_notice", sa.Boolean(), nullable=False),
        sa.Column("was_stood_in", sa.Boolean(), nullable=False),
        sa.Column("at_door_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("home_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_to", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "unmet_reason",
            sa.Enum(
                "no_volunteer",
                "too_late",
                "unsuitable",
                "no_vehicle",
                "area",
                "cost",
                name="unmetreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'unmet') = (unmet_reason IS NOT NULL)", name=op.f("ck_trip_unmet_has_its_reason")
        ),
        sa.CheckConstraint(
            "status NOT IN ('planned', 'volunteer_confirmed') OR volunteer_id IS NOT NULL",
            name=op.f("ck_trip_planned_has_volunteer"),
        ),
        sa.CheckConstraint("(return_at IS NULL) = (home_at IS NULL)", name=op.f("ck_trip_way_home_is_whole")),
        sa.CheckConstraint("leave_at <= arrive_at", name=op.f("ck_trip_leaves_before_it_arrives")),
        sa.CheckConstraint(
            "return_at IS NULL OR (arrive_at <= return_at AND return_at <= home_at)",
            name=op.f("ck_trip_home_after_out"),
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["transport_offer.id"], name=op.f("fk_trip_offer_id_transport_offer")),
        sa.ForeignKeyConstraint(["request_id"], ["ride_request.id"], name=op.f("fk_trip_request_id_ride_request")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_user.id"], name=op.f("fk_trip_service_user_id_service_user")
        ),
        sa.ForeignKeyConstraint(["together_id"], ["trip.id"], name=op.f("fk_trip_together_id_trip")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_trip_vehicle_id_vehicle")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_trip_volunteer_id_volunteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip")),
        sa.UniqueConstraint("calendar_id", name=op.f("uq_trip_calendar_id")),
        sa.UniqueConstraint("request_id", "due_on", name=op.f("uq_trip_request_id_due_on")),
    )
    op.create_index("ix_trip_offer_day", "trip", ["offer_id", "on_date"], unique=False)
    op.create_index("ix_trip_service_user", "trip", ["service_user_id", "on_date"], unique=False)
    op.create_index("ix_trip_vehicle", "trip", ["vehicle_id", "on_date"], unique=False)
    op.create_index("ix_trip_volunteer", "trip", ["volunteer_id", "on_date"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "late",
                "fall",
                "no_show",
                "got_lost",
                "unwell",
                "conduct",
                "privacy",
                "other",
                name="incidentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "told_to",
            sa.Enum(
                "home_care",
                "relative",
                "police",
                "nobody",
                name="toldto",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("severity BETWEEN 1 AND 3", name=op.f("ck_incident_severity_in_three")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["transport_offer.id"], name=op.f("fk_incident_offer_id_transport_offer")
        ),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_incident_reported_by_id_person")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_incident_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_offer_id", "incident", ["offer_id"], unique=False)

    op.create_table(
        "mileage_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "sent",
                "returned",
                "approved",
                "exported",
                name="claimstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("km", sa.Integer(), nullable=False),
        sa.Column("km_empty", sa.Integer(), nullable=False),
        sa.Column("tolls", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("parking", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column(
            "payer",
            sa.Enum(
                "organisation", "passenger", "grant", name="payer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rate_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('approved', 'exported')) = (amount IS NOT NULL AND approved_at IS NOT NULL)",
            name=op.f("ck_mileage_claim_approved_has_its_amount"),
        ),
        sa.CheckConstraint(
            "km BETWEEN 0 AND 2000 AND km_empty BETWEEN 0 AND 2000", name=op.f("ck_mileage_claim_kilometres_of_a_day")
        ),
        sa.CheckConstraint("tolls >= 0 AND parking >= 0", name=op.f("ck_mileage_claim_expenses_are_no_debt")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_mileage_claim_approved_by_id_person")),
        sa.ForeignKeyConstraint(["rate_id"], ["mileage_rate.id"], name=op.f("fk_mileage_claim_rate_id_mileage_rate")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_mileage_claim_trip_id_trip")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name=op.f("fk_mileage_claim_volunteer_id_volunteer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mileage_claim")),
        sa.UniqueConstraint("trip_id", name=op.f("uq_mileage_claim_trip_id")),
    )
    op.create_index("ix_mileage_claim_volunteer_id", "mileage_claim", ["volunteer_id"], unique=False)

    op.create_table(
        "trip_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "yes",
                "no",
                "lapsed",
                "withdrawn",
                "fell_out",
                name="askstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_stand_in", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status IN ('yes', 'no', 'fell_out')) = (answered_at IS NOT NULL)",
            name=op.f("ck_trip_ask_answered_when_said"),
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_trip_ask_asked_by_id_person")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_ask_trip_id_trip")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_trip_ask_volunteer_id_volunteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_ask")),
        sa.UniqueConstraint("trip_id", "volunteer_id", name=op.f("uq_trip_ask_trip_id_volunteer_id")),
    )
    op.create_index("ix_trip_ask_expires_at", "trip_ask", ["expires_at"], unique=False)
    op.create_index("ix_trip_ask_volunteer_id", "trip_ask", ["volunteer_id"], unique=False)

    op.create_table(
        "trip_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assigned",
                "reminder",
                "changed",
                "cancelled_by_us",
                "cancelled_by_passenger",
                "stand_in_found",
                "escalated",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "recipient",
            sa.Enum(
                "passenger",
                "volunteer",
                "coordinator",
                name="recipient",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column(
            "by",
            sa.Enum("mail", "text", "call", name="by", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("carried_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(recipient = 'volunteer') = (volunteer_id IS NOT NULL)", name=op.f("ck_trip_notice_volunteer_is_named")
        ),
        sa.ForeignKeyConstraint(["told_by_id"], ["person.id"], name=op.f("fk_trip_notice_told_by_id_person")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_notice_trip_id_trip")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name=op.f("fk_trip_notice_volunteer_id_volunteer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_notice")),
        sa.UniqueConstraint("once", name=op.f("uq_trip_notice_once")),
    )
    op.create_index("ix_trip_notice_trip", "trip_notice", ["trip_id"], unique=False)
    op.create_index("ix_trip_notice_volunteer_id", "trip_notice", ["volunteer_id"], unique=False)
