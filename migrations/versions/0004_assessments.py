"""Joint answers, evidence that is withdrawn, and where a draft's answers come from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "joint_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "value",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "unknown",
                "na",
                name="value",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_joint_answer_recorded_by_id_person")),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_joint_answer_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_answer")),
    )
    with op.batch_alter_table("joint_answer", schema=None) as batch_op:
        batch_op.create_index(
            "uq_joint_answer_current",
            ["relation_id", "key"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.drop_index("uq_evidence_same", table_name="evidence")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "uq_evidence_same",
        "evidence",
        [sa.text("coalesce(relation_id, 0)"), sa.text("coalesce(body_id, 0)"), "key", "reference", "dated_on"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )

    # said in one statement, so that SQLite adds the column with its constraint instead of copying the table
    op.execute(
        "ALTER TABLE answer ADD COLUMN origin VARCHAR(40) DEFAULT 'said' NOT NULL "
        "CONSTRAINT ck_answer_origin CHECK (origin IN ('said', 'known', 'carried'))"
    )
