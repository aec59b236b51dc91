"""The settings: what is read, what is refused, and that each is described."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kernel.config import ROOT, BadSettings, from_environment

KEYS = {"TRINN_SECRET_KEY": "s" * 32, "TRINN_DATA_KEY": "d" * 32}
NAMED = re.compile(r"\"((?:TRINN_[A-Z_]+|[A-Z]+_URL))\"")
DESCRIBED = re.compile(r"^([A-Z_]+)=", re.MULTILINE)


def test_every_setting_is_described_in_the_example_and_no_other() -> None:
    code = (ROOT / "kernel" / "config.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(DESCRIBED.findall(example)) == set(NAMED.findall(code))


def test_each_setting_in_the_example_has_a_line_that_explains_it() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()

    assert all(before.startswith("# ") for before, line in pairwise(lines) if DESCRIBED.match(line))


def test_keys_are_required_outside_the_demo() -> None:
    with pytest.raises(BadSettings, match="TRINN_SECRET_KEY"):
        from_environment({"TRINN_DATA_KEY": "d" * 32})


def test_a_short_key_is_refused_also_as_the_second_in_a_list() -> None:
    with pytest.raises(BadSettings, match="TRINN_DATA_KEY"):
        from_environment({**KEYS, "TRINN_DATA_KEY": f"{'d' * 32},short"})


def test_the_demo_makes_its_keys_once(tmp_path: Path) -> None:
    environ = {"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path)}

    assert from_environment(environ) == from_environment(environ)
    assert len(from_environment(environ).secret_key) >= 32


def test_the_demo_has_its_own_day_and_sends_no_mail(tmp_path: Path) -> None:
    settings = from_environment({"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path), "TRINN_SMTP_URL": "smtp://127.0.0.1"})

    assert settings.today == date(2026, 11, 21)
    assert settings.smtp_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://127.0.0.1/trinn"),
        ("TRINN_BASE_URL", "trinn.example"),
        ("TRINN_TODAY", "21.11.2026"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        from_environment({**KEYS, name: value})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_always_reached_through_psycopg_3(scheme: str) -> None:
    settings = from_environment({**KEYS, "DATABASE_URL": f"{scheme}://trinn@127.0.0.1/trinn"})

    assert settings.database_url == "postgresql+psycopg://trinn@127.0.0.1/trinn"
    assert not settings.is_sqlite


def test_organisations_are_looked_up_at_the_register_and_nowhere_in_the_demo(tmp_path: Path) -> None:
    own = {"TRINN_BRREG_URL": "http://127.0.0.1:8123/"}
    assert from_environment(KEYS).brreg_url == "https://data.brreg.no"
    assert from_environment({"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path)}).brreg_url is None
    assert from_environment({**KEYS, **own}).brreg_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    "value", ["data.brreg.no", "http://data.brreg.no", "file:///etc", "https://", "https://a.no/?b"]
)
def test_an_address_of_the_register_that_is_not_safe_is_refused(value: str) -> None:
    with pytest.raises(BadSettings, match="TRINN_BRREG_URL"):
        from_environment({**KEYS, "TRINN_BRREG_URL": value})
