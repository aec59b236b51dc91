"""Arenas, dialogue meetings with agendas and minutes, and follow-ups."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "arena",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_arena_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arena")),
        sa.UniqueConstraint("relation_id", "name", name=op.f("uq_arena_relation_id_name")),
    )
    op.create_table(
        "dialogue_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("arena_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "held",
                "sent",
                "approved",
                "cancelled",
                name="meetingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "called_by_side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "sent_by_side",
            sa.Enum(
                "municipality",
                "organisation",
                name="sending_side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'approved') = (approved_at IS NOT NULL) AND (approved_at IS NULL) = (approved_by_id IS NULL)",
            name=op.f("ck_dialogue_meeting_approved_is_whole"),
        ),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_reason <> '')",
            name=op.f("ck_dialogue_meeting_cancelled_has_its_reason"),
        ),
        sa.CheckConstraint(
            "(status IN ('sent', 'approved')) = (sent_by_side IS NOT NULL)"
            " AND (sent_by_side IS NULL) = (sent_by_id IS NULL) AND (sent_by_side IS NULL) = (sent_at IS NULL)",
            name=op.f("ck_dialogue_meeting_sent_is_whole"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> sent_by_id", name=op.f("ck_dialogue_meeting_four_eyes")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_dialogue_meeting_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_dialogue_meeting_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(["arena_id"], ["arena.id"], name=op.f("fk_dialogue_meeting_arena_id_arena")),
        sa.ForeignKeyConstraint(["called_by_id"], ["person.id"], name=op.f("fk_dialogue_meeting_called_by_id_person")),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_dialogue_meeting_relation_id_relation")
        ),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_dialogue_meeting_sent_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_meeting")),
        sa.UniqueConstraint("calendar_id", name=op.f("uq_dialogue_meeting_calendar_id")),
    )
    with op.batch_alter_table("dialogue_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_meeting_arena_id"), ["arena_id"], unique=False)
        batch_op.create_index("ix_dialogue_meeting_relation", ["relation_id", "starts_at"], unique=False)

    op.create_table(
        "agenda_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "difference",
                "renewal",
                "missing",
                "follow_up",
                "own",
                name="pointkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("question", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column(
            "joint",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "na",
                "differ",
                name="conclusion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(key = '') = (code = '')", name=op.f("ck_agenda_point_a_question_has_its_key")),
        sa.CheckConstraint("joint IS NULL OR key <> ''", name=op.f("ck_agenda_point_joint_answer_to_a_question")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["dialogue_meeting.id"], name=op.f("fk_agenda_point_meeting_id_dialogue_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_point")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_point_meeting", ["meeting_id", "place"], unique=False)
        batch_op.create_index(
            "uq_agenda_point_key",
            ["meeting_id", "key"],
            unique=True,
            sqlite_where=sa.text("key <> ''"),
            postgresql_where=sa.text("key <> ''"),
        )

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_follow_up_done_by_somebody")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_follow_up_done_by_id_person")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["dialogue_meeting.id"], name=op.f("fk_follow_up_meeting_id_dialogue_meeting")
        ),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_follow_up_relation_id_relation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_meeting", ["meeting_id"], unique=False)
        batch_op.create_index(
            "ix_follow_up_open",
            ["relation_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "meeting_participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["dialogue_meeting.id"], name=op.f("fk_meeting_participants_meeting_id_dialogue_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_participants")),
        sa.UniqueConstraint("meeting_id", "side", name=op.f("uq_meeting_participants_meeting_id_side")),
    )
    op.create_table(
        "minutes_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("returned", "correction", name="notekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["dialogue_meeting.id"], name=op.f("fk_minutes_note_meeting_id_dialogue_meeting")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_minutes_note_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_note")),
    )
    with op.batch_alter_table("minutes_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_note_meeting_id"), ["meeting_id"], unique=False)
