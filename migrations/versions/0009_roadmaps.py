"""Quality assurance and roadmaps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    _create_quality()
    _create_roadmaps()
    _create_measures()


def _create_quality() -> None:
    op.create_table(
        "quality_preparation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _one_of("preparationkind", "confidentiality", "basic_training", "special_training"),
            nullable=False,
        ),
        sa.Column("volunteers", sa.Integer(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("refresh_months", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("volunteers >= 0 AND volunteers <= out_of", name=op.f("ck_quality_preparation_at_most_all")),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_quality_preparation_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_preparation")),
        sa.UniqueConstraint("relation_id", "kind", name=op.f("uq_quality_preparation_relation_id_kind")),
    )
    op.create_table(
        "quality_insurance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
        sa.Column("covers_driver", sa.Boolean(), nullable=False),
        sa.Column("covers_passenger", sa.Boolean(), nullable=False),
        sa.Column("covers_accident", sa.Boolean(), nullable=False),
        sa.Column("upper_age_limit", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_quality_insurance_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_insurance")),
        sa.UniqueConstraint("relation_id", name=op.f("uq_quality_insurance_relation_id")),
    )
    _create_incidents()
    _create_certificates()


def _create_incidents() -> None:
    op.create_table(
        "quality_routine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_quality_routine_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_routine")),
        sa.UniqueConstraint("relation_id", name=op.f("uq_quality_routine_relation_id")),
    )
    op.create_table(
        "quality_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("still_open", sa.Integer(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "still_open >= 0 AND still_open <= incidents", name=op.f("ck_quality_review_open_at_most_all")
        ),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_quality_review_relation_id_relation")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_quality_review_recorded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_review")),
        sa.UniqueConstraint("relation_id", "reviewed_on", name=op.f("uq_quality_review_relation_id_reviewed_on")),
    )


def _create_certificates() -> None:
    op.create_table(
        "quality_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column(
            "legal_basis",
            _one_of("legalbasis", "service_for_municipality", "minors_or_disability", "none"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("last_shown_on", sa.Date(), nullable=True),
        sa.Column("shown_to", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "legal_basis <> 'none' OR (shown IS NULL AND last_shown_on IS NULL AND shown_to IS NULL)",
            name=op.f("ck_quality_certificates_nothing_shown_without_basis"),
        ),
        sa.CheckConstraint(
            "(shown IS NULL) = (last_shown_on IS NULL) AND (shown IS NULL) = (shown_to IS NULL)",
            name=op.f("ck_quality_certificates_shown_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_quality_certificates_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_certificates")),
        sa.UniqueConstraint("relation_id", name=op.f("uq_quality_certificates_relation_id")),
    )


def _create_roadmaps() -> None:
    op.create_table(
        "roadmap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_roadmap_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap")),
        sa.UniqueConstraint("relation_id", name=op.f("uq_roadmap_relation_id")),
    )
    op.create_table(
        "roadmap_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("side", _one_of("side", "municipality", "organisation"), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.id"], name=op.f("fk_roadmap_adoption_roadmap_id_roadmap")),
        sa.ForeignKeyConstraint(
            ["adopted_by_id"], ["person.id"], name=op.f("fk_roadmap_adoption_adopted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_adoption")),
        sa.UniqueConstraint("roadmap_id", "side", "wording", name=op.f("uq_roadmap_adoption_roadmap_id_side_wording")),
    )
    op.create_table(
        "roadmap_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_step", sa.Integer(), nullable=False),
        sa.Column("to_step", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_step <= to_step", name=op.f("ck_roadmap_goal_goes_up_or_stays")),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.id"], name=op.f("fk_roadmap_goal_roadmap_id_roadmap")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_goal")),
    )
    op.create_index(op.f("ix_roadmap_goal_roadmap_id"), "roadmap_goal", ["roadmap_id"])


def _create_measures() -> None:
    progress = ("not_begun", "under_way", "done", "dropped")
    op.create_table(
        "roadmap_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", _one_of("owner", "both", "municipality", "organisation"), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("anchoring", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("domains", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("point_key", sa.Text(), nullable=True),
        sa.Column("progress", _one_of("progress", *progress), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_roadmap_measure_budget_not_negative")),
        sa.ForeignKeyConstraint(["goal_id"], ["roadmap_goal.id"], name=op.f("fk_roadmap_measure_goal_id_roadmap_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_measure")),
    )
    op.create_index(op.f("ix_roadmap_measure_goal_id"), "roadmap_measure", ["goal_id"])
    op.create_table(
        "roadmap_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("progress", _one_of("progress", *progress), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["roadmap_measure.id"], name=op.f("fk_roadmap_note_measure_id_roadmap_measure")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_roadmap_note_noted_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_note")),
    )
    op.create_index(op.f("ix_roadmap_note_measure_id"), "roadmap_note", ["measure_id"])
