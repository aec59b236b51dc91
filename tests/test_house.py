"""The house rules as tests; each says which wall it holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from jinja2 import nodes
from sqlalchemy import Column, Index

from activities.offers import rules as offer_rules
from activities.planning_guides import rules as planning_rules
from directory.accounts.guard import PUBLIC, permission_of
from directory.accounts.permissions import PERMISSIONS, Permission, Role
from grants.decisions import rules as decision_rules
from grants.eligibility import rules as check_rules
from grants.reviews import rules as review_rules
from grants.selections import rules as selection_rules
from grants.submissions import rules as submission_rules
from kernel.db import db
from kernel.registry import registry
from partnership.agreements import rules as agreement_rules
from partnership.assessments import rules as assessment_rules
from partnership.dialogue import rules as meeting_rules
from partnership.group_work import rules as group_work_rules
from partnership.invitations import rules as invitation_rules
from partnership.programmes import rules as programme_rules
from partnership.requests import rules as request_rules
from partnership.staircase import rules as version_rules
from partnership.versions import rules as activation_rules
from volunteers.asking import rules as ask_rules
from volunteers.mileage import rules as claim_rules
from volunteers.requests import rules as ride_request_rules
from volunteers.senior_resources import rules as resource_rules
from volunteers.transport import rules as transport_rules
from volunteers.trips import rules as trip_rules

ROOT = Path(__file__).parent.parent
WINGS = [
    name
    for name in ("kernel", "directory", "partnership", "activities", "volunteers", "grants", "demo")
    if (ROOT / name).is_dir()
]
SOURCES = [ROOT / "app.py", *(path for wing in WINGS for path in (ROOT / wing).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SECTION = re.compile(r'<section[^>]*aria-labelledby="([^"]+)"')
REGION = re.compile(r'role="region"[^>]*aria-labelledby="([^"]+)"')
TABLES = {
    "activation": activation_rules.TRANSITIONS,
    "agreement": agreement_rules.TRANSITIONS,
    "application": submission_rules.TRANSITIONS,
    "ask": ask_rules.TRANSITIONS,
    "assessment": assessment_rules.TRANSITIONS,
    "check": check_rules.TRANSITIONS,
    "claim": claim_rules.TRANSITIONS,
    "connection": resource_rules.TRANSITIONS,
    "decision": decision_rules.TRANSITIONS,
    "group work": group_work_rules.TRANSITIONS,
    "hand-in": programme_rules.TRANSITIONS,
    "invitation": invitation_rules.TRANSITIONS,
    "meeting": meeting_rules.TRANSITIONS,
    "offer": offer_rules.TRANSITIONS,
    "plan": planning_rules.TRANSITIONS,
    "programme meeting": programme_rules.EVENT_TRANSITIONS,
    "request": request_rules.TRANSITIONS,
    "ride request": ride_request_rules.TRANSITIONS,
    "review": review_rules.TRANSITIONS,
    "selection": selection_rules.TRANSITIONS,
    "transport": transport_rules.TRANSITIONS,
    "trip": trip_rules.TRANSITIONS,
    "version": version_rules.TRANSITIONS,
}
FILE_LIMIT, FUNCTION_LIMIT, TEMPLATE_LIMIT = 300, 40, 150


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_door_asks_for_a_permission_or_is_on_the_public_list(app: Flask) -> None:
    open_doors = {name for name, view in app.view_functions.items() if permission_of(view) is None}
    assert open_doors == PUBLIC


def test_every_permission_is_asked_for_somewhere_or_held_by_somebody(app: Flask) -> None:
    held = {permission for allowed in PERMISSIONS.values() for permission in allowed}
    assert held == set(Permission)
    assert set(PERMISSIONS) == set(Role)


def test_every_address_is_kebab_case_with_typed_ids(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9./-]*", fixed), rule.rule
        for variable in re.findall(r"<([^>]+)>", rule.rule):
            assert not variable.endswith("id") or variable.startswith("int:"), rule.rule


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_status_has_its_moves_and_can_be_reached(table: dict) -> None:
    statuses = set(type(next(iter(table))))
    assert set(table) == statuses
    reached = {next(iter(type(next(iter(table)))))} | {status for moves in table.values() for status in moves}
    assert reached == statuses


def test_there_is_one_chair_for_commit() -> None:
    found = {name_of(path) for path in SOURCES if ".commit(" in path.read_text(encoding="utf-8")}
    assert found == {"kernel/db.py"}


def test_a_status_is_set_in_actions_only() -> None:
    for path in SOURCES:
        if path.name != "actions.py" and "kernel/jobs" not in name_of(path):
            assert not re.search(r"\.status = ", path.read_text(encoding="utf-8")), name_of(path)


def test_no_door_loads_a_row_by_its_id_alone() -> None:
    for path in SOURCES:
        if path.name in {"views.py", "api.py"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"get_or_404|\.get_one\(|(session\(\)|opened|session)\.get\(", text), name_of(path)
            assert not re.search(r"\bselect\(", text), name_of(path)


def test_every_promised_job_is_registered(app: Flask) -> None:
    promised = set()
    for path in SOURCES:
        promised |= set(re.findall(r"promise\(\s*\w+,\s*\"([\w.]+)\"", path.read_text(encoding="utf-8")))
    assert promised
    assert promised <= set(registry.jobs)
    assert set(registry.schedule) <= set(registry.jobs)


def test_nobody_enqueues_but_the_relay() -> None:
    found = {name_of(path) for path in SOURCES if re.search(r"\.enqueue", path.read_text(encoding="utf-8"))}
    assert found <= {"kernel/jobs/relay.py"}


def by_expression(thing: object) -> bool:
    """An index over an expression, which databases give back in words of their own."""
    return isinstance(thing, Index) and any(not isinstance(each, Column) for each in thing.expressions)


@pytest.mark.filterwarnings("ignore:autogenerate skipping", "ignore:Skipped unsupported reflection")
def test_the_migrations_have_one_head_and_match_the_models(app: Flask) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == 1
    assert all(re.match(r"\d{4}_[a-z_]+\.py", Path(each.path).name) for each in scripts.walk_revisions())
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": lambda thing, *_rest: not by_expression(thing)}
        )
        assert compare_metadata(context, db.metadata) == []


def test_every_index_of_the_models_is_in_the_database(app: Flask) -> None:
    """Also those over an expression, which the comparison above leaves out."""
    queries = {"sqlite": "SELECT name FROM sqlite_master", "postgresql": "SELECT indexname FROM pg_indexes"}
    with app.app_context(), db.engine.connect() as connection:
        there = set(connection.exec_driver_sql(queries[connection.dialect.name]).scalars())
    assert {str(index.name) for table in db.metadata.sorted_tables for index in table.indexes} <= there


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_compiles_and_uses_what_it_imports(app: Flask, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    app.jinja_env.compile(text)
    tree = app.jinja_env.parse(text)
    imported = {
        alias if isinstance(alias, str) else alias[1]
        for node in tree.find_all(nodes.FromImport)
        for alias in node.names
    }
    used = {node.name for node in tree.find_all(nodes.Name)}
    assert imported <= used, f"{path} imports {imported - used} without use"
    assert len(text.splitlines()) <= TEMPLATE_LIMIT
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), "styles and scripts have files of their own"
    sections, regions = (set(each.findall(text)) for each in (SECTION, REGION))
    assert not sections & regions, "a table that scrolls does not carry the name of the section that it stands in"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LIMIT
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= FUNCTION_LIMIT, f"{function.name} has {length} lines"


def test_every_slice_and_permission_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    slices = [path.parent for wing in WINGS for path in (ROOT / wing).glob("*/__init__.py")]
    for folder in slices:
        assert f"`{folder.relative_to(ROOT)}`" in readme or f"`{folder.name}`" in readme, folder
    for permission in Permission:
        assert f"`{permission}`" in readme, permission


def test_rooms_have_the_names_of_the_house() -> None:
    banned = re.compile(r"(util|helper|manager|handler|common|misc|^data|^info|^process|^core)s?$")
    for path in SOURCES:
        assert not banned.search(path.stem), path
