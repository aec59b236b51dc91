"""Invitations, and what the Register of Voluntary Organisations says of an organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("organisation", sa.Column("looked_up_at", sa.DateTime(timezone=True), nullable=True))
    # SQLite cannot make a table anew that others refer to; a column with its own check it can add, as PostgreSQL can.
    op.execute(
        "ALTER TABLE organisation ADD COLUMN is_in_voluntary_register BOOLEAN"
        " CONSTRAINT ck_organisation_known_by_looking_up"
        " CHECK (is_in_voluntary_register IS NULL OR looked_up_at IS NOT NULL)"
    )
    op.create_table(
        "relation_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("leader_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "accepted",
                "declined",
                "withdrawn",
                name="invitationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("relation_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'waiting') = (closed_at IS NULL)", name=op.f("ck_relation_invitation_closed_has_its_time")
        ),
        sa.CheckConstraint(
            "(status = 'accepted') = (relation_id IS NOT NULL)",
            name=op.f("ck_relation_invitation_accepted_has_its_relation"),
        ),
        sa.CheckConstraint(
            "status <> 'accepted' OR closed_by_id IS NOT NULL",
            name=op.f("ck_relation_invitation_accepted_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_relation_invitation_closed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_relation_invitation_invited_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_relation_invitation_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_relation_invitation_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_relation_invitation_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_invitation")),
    )
    waiting = sa.text("status = 'waiting'")
    with op.batch_alter_table("relation_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_invitation_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_relation_invitation_waiting",
            ["municipality_id", "organisation_id", "scope"],
            unique=True,
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
