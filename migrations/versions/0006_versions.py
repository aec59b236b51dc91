"""Versions proposed by one and put in force by another, and reminders given once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("staircase_version", sa.Column("active_from", sa.DateTime(timezone=True), nullable=True))
    op.add_column("staircase_version", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    # what is in force has been so since it came in
    op.execute("UPDATE staircase_version SET active_from = imported_at WHERE status = 'active'")
    op.create_index(
        "uq_staircase_version_active",
        "staircase_version",
        ["status"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )

    op.create_table(
        "activation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staircase_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "returned",
                "planned",
                "done",
                name="activationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'proposed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_activation_decided_is_whole"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('planned', 'done') OR decided_by_id <> proposed_by_id",
            name=op.f("ck_activation_four_eyes"),
        ),
        sa.CheckConstraint(
            "status <> 'planned' OR valid_from IS NOT NULL", name=op.f("ck_activation_planned_for_a_day")
        ),
        sa.CheckConstraint("(status = 'returned') = (remark <> '')", name=op.f("ck_activation_returned_with_a_remark")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_activation_decided_by_id_person")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_activation_proposed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["staircase_id"], ["staircase_version.id"], name=op.f("fk_activation_staircase_id_staircase_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation")),
    )
    with op.batch_alter_table("activation", schema=None) as batch_op:
        batch_op.create_index(
            "uq_activation_open",
            ["staircase_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('proposed', 'planned')"),
            postgresql_where=sa.text("status IN ('proposed', 'planned')"),
        )

    op.create_table(
        "dry_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staircase_id", sa.Integer(), nullable=False),
        sa.Column("former_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["former_id"], ["staircase_version.id"], name=op.f("fk_dry_run_former_id_staircase_version")
        ),
        sa.ForeignKeyConstraint(
            ["staircase_id"], ["staircase_version.id"], name=op.f("fk_dry_run_staircase_id_staircase_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dry_run")),
        sa.UniqueConstraint("staircase_id", name=op.f("uq_dry_run_staircase_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("relation_id", sa.Integer(), nullable=True),
        sa.Column(
            "topic",
            sa.Enum(
                "ends_soon",
                "has_ended",
                "grace_ends",
                "fallen",
                "other_waits",
                "may_show",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_reminder_body_id_body")),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_reminder_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_told_on"), ["told_on"], unique=False)
        batch_op.create_index(
            "uq_reminder_once",
            ["body_id", "side", sa.text("coalesce(relation_id, 0)"), "topic", "key", "since"],
            unique=True,
        )
