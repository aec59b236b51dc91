"""What a relation is and whether it has ended, contacts, tasks and requests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# SQLite cannot make a table anew that others refer to; a column with its own checks it can add, as PostgreSQL can.
ADDED = (
    (
        "form VARCHAR(40) CONSTRAINT ck_relation_collaborationform"
        " CHECK (form IN ('coordination', 'cooperation', 'partnership'))"
    ),
    "co_creation BOOLEAN NOT NULL DEFAULT false",
    (
        "co_creation_reason TEXT NOT NULL DEFAULT ''"
        " CONSTRAINT ck_relation_co_creation_has_its_reason CHECK (co_creation = (co_creation_reason <> ''))"
    ),
    "ended_on DATE",
    (
        "ended_reason TEXT NOT NULL DEFAULT ''"
        " CONSTRAINT ck_relation_ended_has_its_reason CHECK ((ended_on IS NULL) = (ended_reason = ''))"
    ),
)


def upgrade() -> None:
    for column in ADDED:
        op.execute(f"ALTER TABLE relation ADD COLUMN {column}")
    op.create_table(
        "relation_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column(
            "target_group",
            sa.Enum(
                "all_older",
                "frail_home_dwelling",
                "dementia_inclusive",
                "reduced_mobility",
                "living_alone",
                "digital_beginners",
                "relatives",
                "minority_language",
                name="targetgroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_relation_group_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_group")),
        sa.UniqueConstraint("relation_id", "target_group", name=op.f("uq_relation_group_relation_id_target_group")),
    )
    op.create_table(
        "volunteer_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column(
            "condition",
            sa.Enum(
                "frames",
                "training",
                "coordination",
                name="condition",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(text = '') = (dated_on IS NULL)", name=op.f("ck_volunteer_condition_told_with_its_date")),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_volunteer_condition_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_condition")),
        sa.UniqueConstraint("relation_id", "condition", name=op.f("uq_volunteer_condition_relation_id_condition")),
    )
    contacts()
    tasks()
    requests()


def side(name: str = "side") -> sa.Column[str]:
    return sa.Column(
        name,
        sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
        nullable=False,
    )


def contacts() -> None:
    op.create_table(
        "contact_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        side(),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "told",
            sa.Enum("ahead", "stale", name="told", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_contact_list_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_contact_list_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_list")),
        sa.UniqueConstraint("relation_id", "side", name=op.f("uq_contact_list_relation_id_side")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.CheckConstraint("phone <> '' OR email <> ''", name=op.f("ck_contact_can_be_reached")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["contact_list.id"], name=op.f("fk_contact_list_id_contact_list"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("list_id", "place", name=op.f("uq_contact_list_id_place")),
    )


def tasks() -> None:
    op.create_table(
        "task_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_task_table_edited_by_id_person")),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_task_table_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_table")),
        sa.UniqueConstraint("relation_id", name=op.f("uq_task_table_relation_id")),
    )
    op.create_table(
        "relation_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum("shared", "divided", "both", name="taskmode", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        side("responsible"),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["table_id"], ["task_table.id"], name=op.f("fk_relation_task_table_id_task_table"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_task")),
        sa.UniqueConstraint("table_id", "place", name=op.f("uq_relation_task_table_id_place")),
    )
    op.create_table(
        "task_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        side(),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_task_confirmation_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["task_table.id"], name=op.f("fk_task_confirmation_table_id_task_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_confirmation")),
        sa.UniqueConstraint(
            "table_id", "table_version", "side", name=op.f("uq_task_confirmation_table_id_table_version_side")
        ),
    )


def requests() -> None:
    waiting = sa.text("status = 'waiting'")
    op.create_table(
        "relation_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "accepted",
                "declined",
                "withdrawn",
                name="requeststatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("declined_reason", sa.Text(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'waiting') = (closed_at IS NULL)", name=op.f("ck_relation_request_closed_has_its_time")
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_relation_request_closed_by_somebody")
        ),
        sa.CheckConstraint(
            "(status = 'declined') = (declined_reason <> '')", name=op.f("ck_relation_request_declined_has_its_reason")
        ),
        sa.CheckConstraint(
            "(status = 'accepted') = (relation_id IS NOT NULL)",
            name=op.f("ck_relation_request_accepted_has_its_relation"),
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_relation_request_asked_by_id_person")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_relation_request_closed_by_id_person")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_relation_request_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_relation_request_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_relation_request_relation_id_relation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_request")),
    )
    with op.batch_alter_table("relation_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_request_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "uq_relation_request_waiting",
            ["organisation_id", "municipality_id", "scope"],
            unique=True,
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
