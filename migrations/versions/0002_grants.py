"""Calls, applications with their pages and partners, formal checks, reviews and decisions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_call_opens_before_it_closes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("code", name=op.f("uq_call_code")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "withdrawn",
                "decided",
                name="applicationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "signed_as",
            sa.Enum(
                "municipal_director",
                "chair",
                "authority",
                name="signedas",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("snapshot", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reopened_until IS NULL) = (reopened_reason = '')", name=op.f("ck_application_reopened_has_its_reason")
        ),
        sa.CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_application_withdrawn_has_its_time")
        ),
        sa.CheckConstraint(
            "status NOT IN ('submitted', 'decided') OR submitted_at IS NOT NULL",
            name=op.f("ck_application_sent_has_its_time"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)"
            " AND (submitted_at IS NULL) = (signed_as IS NULL) AND (submitted_at IS NULL) = (snapshot IS NULL)",
            name=op.f("ck_application_submitted_is_whole"),
        ),
        sa.ForeignKeyConstraint(["applicant_id"], ["body.id"], name=op.f("fk_application_applicant_id_body")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_application_call_id_call")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_application_created_by_id_person")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["person.id"], name=op.f("fk_application_submitted_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_application_call_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index("ix_application_status", ["call_id", "status"], unique=False)

    op.create_table(
        "answer_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("origins", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_answer_page_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_answer_page_edited_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_page")),
        sa.UniqueConstraint("application_id", "page", name=op.f("uq_answer_page_application_id_page")),
    )
    op.create_table(
        "application_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum("shared", "divided", "both", name="taskmode", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by = '')", name=op.f("ck_application_partner_confirmed_by_somebody")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR declined_at IS NULL", name=op.f("ck_application_partner_confirmed_or_declined")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_partner_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_application_partner_body_id_body")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_application_partner_confirmed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_partner")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("application_partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_partner_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_partner_body_id"), ["body_id"], unique=False)
        batch_op.create_index(
            "uq_application_partner_body",
            ["application_id", "body_id"],
            unique=True,
            sqlite_where=sa.text("body_id IS NOT NULL"),
            postgresql_where=sa.text("body_id IS NOT NULL"),
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "returned",
                "made",
                name="decisionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "granted",
                "partly",
                "rejected",
                "dismissed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("further_years", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column(
            "appeal_right",
            sa.Enum(
                "yes", "no", "under_review", name="appealright", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("appeal_days", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome IN ('granted', 'partly')) = (amount > 0)", name=op.f("ck_decision_money_when_granted")
        ),
        sa.CheckConstraint(
            "(status = 'made') = (made_at IS NOT NULL) AND (made_at IS NULL) = (made_by_id IS NULL)",
            name=op.f("ck_decision_made_is_whole"),
        ),
        sa.CheckConstraint("(status = 'returned') = (remark <> '')", name=op.f("ck_decision_returned_with_a_remark")),
        sa.CheckConstraint("made_by_id IS NULL OR made_by_id <> proposed_by_id", name=op.f("ck_decision_four_eyes")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_decision_made_by_id_person")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_decision_proposed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("application_id", name=op.f("uq_decision_application_id")),
    )
    op.create_table(
        "discussion_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_discussion_note_application_id_application")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_discussion_note_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_note")),
        sa.UniqueConstraint("application_id", "criterion", name=op.f("uq_discussion_note_application_id_criterion")),
    )
    op.create_table(
        "formal_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "passed", "failed", name="checkstatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("excluded_amount", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'open') = (concluded_at IS NULL) AND (concluded_at IS NULL) = (concluded_by_id IS NULL)",
            name=op.f("ck_formal_check_concluded_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_formal_check_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["concluded_by_id"], ["person.id"], name=op.f("fk_formal_check_concluded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formal_check")),
        sa.UniqueConstraint("application_id", name=op.f("uq_formal_check_application_id")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "assigned",
                "declared",
                "submitted",
                "disqualified",
                name="reviewstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'assigned') = (declared_at IS NULL)", name=op.f("ck_review_declared_has_its_time")
        ),
        sa.CheckConstraint(
            "(status = 'disqualified') = (ground <> '')", name=op.f("ck_review_disqualified_on_a_ground")
        ),
        sa.CheckConstraint(
            "(status = 'submitted') = (submitted_at IS NOT NULL)", name=op.f("ck_review_submitted_has_its_time")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_review_application_id_application")
        ),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["person.id"], name=op.f("fk_review_assigned_by_id_person")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_review_reviewer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("application_id", "reviewer_id", name=op.f("uq_review_application_id_reviewer_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_reviewer_id"), ["reviewer_id"], unique=False)

    op.create_table(
        "decision_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_reason_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_reason")),
        sa.UniqueConstraint("decision_id", "criterion", name=op.f("uq_decision_reason_decision_id_criterion")),
    )
    op.create_table(
        "rule_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("ok", "missing", "rejected", name="verdict", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict = 'ok' OR reason <> ''", name=op.f("ck_rule_verdict_refused_with_a_reason")),
        sa.ForeignKeyConstraint(["check_id"], ["formal_check.id"], name=op.f("fk_rule_verdict_check_id_formal_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_verdict")),
        sa.UniqueConstraint("check_id", "rule", name=op.f("uq_rule_verdict_check_id_rule")),
    )
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_score_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("review_id", "criterion", name=op.f("uq_score_review_id_criterion")),
    )
