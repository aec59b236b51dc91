"""Agreements, what is written in them, the texts sent to signing, and the signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "for_signing",
                "signed",
                "terminated",
                "replaced",
                "discarded",
                name="agreementstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("notice_months", sa.Integer(), nullable=False),
        sa.Column("has_annex", sa.Boolean(), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("terminated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terminated_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "terminated_side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("terminated_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(last_on IS NULL) = (status IN ('draft', 'for_signing', 'discarded'))",
            name=op.f("ck_agreement_signed_has_its_last_day"),
        ),
        sa.CheckConstraint(
            "(status = 'terminated') = (terminated_at IS NOT NULL)"
            " AND (terminated_at IS NULL) = (terminated_by_id IS NULL)"
            " AND (terminated_at IS NULL) = (terminated_side IS NULL)"
            " AND (terminated_at IS NULL) = (terminated_reason = '')",
            name=op.f("ck_agreement_termination_is_whole"),
        ),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name=op.f("ck_agreement_language_is_known")),
        sa.CheckConstraint("notice_months BETWEEN 1 AND 12", name=op.f("ck_agreement_notice_is_in_months")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_agreement_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["begun_by_id"], ["person.id"], name=op.f("fk_agreement_begun_by_id_person")),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name=op.f("fk_agreement_relation_id_relation")),
        sa.ForeignKeyConstraint(["renews_id"], ["agreement.id"], name=op.f("fk_agreement_renews_id_agreement")),
        sa.ForeignKeyConstraint(["terminated_by_id"], ["person.id"], name=op.f("fk_agreement_terminated_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("relation_id", "number", name=op.f("uq_agreement_relation_id_number")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(
            "uq_agreement_being_written",
            ["relation_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('draft', 'for_signing')"),
            postgresql_where=sa.text("status IN ('draft', 'for_signing')"),
        )

    op.create_table(
        "agreement_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_section_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["edited_by_id"], ["person.id"], name=op.f("fk_agreement_section_edited_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_section")),
        sa.UniqueConstraint("agreement_id", "key", name=op.f("uq_agreement_section_agreement_id_key")),
    )
    op.create_table(
        "agreement_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_word", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_by_id IS NULL) AND (returned_at IS NULL) = (returned_word = '')",
            name=op.f("ck_agreement_text_return_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_text_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["person.id"], name=op.f("fk_agreement_text_frozen_by_id_person")),
        sa.ForeignKeyConstraint(
            ["returned_by_id"], ["person.id"], name=op.f("fk_agreement_text_returned_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_text")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_agreement_text_agreement_id_number")),
    )
    op.create_table(
        "agreement_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("municipality", "organisation", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body_name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("is_by_link", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_signature_person_id_person")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["agreement_text.id"], name=op.f("fk_agreement_signature_text_id_agreement_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_signature")),
        sa.UniqueConstraint("text_id", "person_id", name=op.f("uq_agreement_signature_text_id_person_id")),
        sa.UniqueConstraint("text_id", "side", name=op.f("uq_agreement_signature_text_id_side")),
    )
