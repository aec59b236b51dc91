"""Real processes, really killed: every promised effect happens exactly once, and nothing promised is lost."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.jobs.conftest import Programs, until
from tests.services import Valkey, valkey

pytestmark = pytest.mark.faults
one_database = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

OPEN = "SELECT count(*) FROM outbox_job WHERE status <> 'done' AND name LIKE 'test.%'"
RUNNING = "SELECT count(*) FROM outbox_job WHERE status = 'running' AND name LIKE 'test.%'"
IS_RUNNING = RUNNING.replace("count(*)", "count(*) > 0")
DONE = "SELECT count(*) FROM outbox_job WHERE status = 'done' AND name LIKE 'test.%'"


@pytest.fixture
def redis() -> Iterator[Valkey]:
    """A Valkey server that has not been started."""
    with valkey(started=False) as server:
        yield server


def told(program: subprocess.Popen[str], count: int) -> list[str]:
    """The lines that a program tells after its commit."""
    assert program.stdout
    lines = [program.stdout.readline().strip() for _ in range(count)]
    assert all(lines), "The program ended before it told."
    return lines


def assert_exactly_once(programs: Programs, count: int) -> None:
    """Every receipt has its effect, and every effect happened once."""
    receipts = [row.note for row in programs.ask("SELECT note FROM receipt")]
    effects = Counter(row.note for row in programs.ask("SELECT note FROM effect"))
    assert effects == Counter(receipts)
    assert len(receipts) == count


def children(program: subprocess.Popen[str]) -> list[int]:
    """The processes that a program has started."""
    return [int(pid) for pid in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()]


def test_a_web_process_killed_right_before_its_commit_has_promised_nothing_and_right_after_it_all(
    programs: Programs,
) -> None:
    assert programs.run("die", "before") == -signal.SIGKILL
    assert programs.ask("SELECT * FROM outbox_job") == []
    assert programs.run("die", "after") == -signal.SIGKILL
    assert programs.run("worker", "--once") == 0
    assert_exactly_once(programs, 1)


def test_a_web_process_killed_in_mid_job_loses_and_repeats_nothing(programs: Programs) -> None:
    program = programs.start("web", "test.note", 0, 3, 0.5)
    assert told(program, 3) == ["note 0", "note 1", "note 2"]
    programs.wait_for(IS_RUNNING, True)
    programs.kill(program)
    half_done = {str(row.id) for row in programs.ask("SELECT id FROM outbox_job WHERE status = 'running'")}
    assert not half_done & {row.key for row in programs.ask("SELECT key FROM effect")}
    programs.start("worker")
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 3)


def test_mail_in_mid_job_is_tried_again_under_the_same_key(programs: Programs, tmp_path: Path) -> None:
    program = programs.start("web", "test.mail", 0, 1, 0.8)
    told(program, 1)
    until(lambda: list(tmp_path.glob("mail/*.eml")))
    programs.kill(program)
    programs.start("worker")
    programs.wait_for(OPEN, 0)
    assert len(list(tmp_path.glob("attempt-*"))) >= 2
    assert len(list(tmp_path.glob("mail/*.eml"))) == 1


@one_database
def test_jobs_promised_without_redis_are_run_when_it_comes(programs: Programs, redis: Valkey) -> None:
    worker = programs.start("worker", REDIS_URL=redis.url)
    web = programs.start("web", "test.note", 0, 5, 0, REDIS_URL=redis.url)
    assert len(told(web, 5)) == 5
    time.sleep(1)
    assert programs.ask(OPEN)[0][0] == 5
    assert worker.poll() is None
    redis.start()
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 5)


@one_database
def test_what_redis_has_forgotten_is_handed_over_again(programs: Programs, redis: Valkey) -> None:
    redis.start()
    worker = programs.start("worker", REDIS_URL=redis.url)
    web = programs.start("web", "test.note", 0, 12, 0.2, REDIS_URL=redis.url)
    told(web, 12)
    programs.wait_for("SELECT count(*) > 3 FROM effect", True)
    redis.stop()
    redis.forget()
    time.sleep(0.5)
    redis.start()
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 12)
    assert worker.poll() is None
    assert "Traceback" not in programs.log.read_text()


@one_database
def test_a_killed_child_of_the_worker_is_replaced(programs: Programs, redis: Valkey) -> None:
    redis.start()
    worker = programs.start("worker", REDIS_URL=redis.url)
    web = programs.start("web", "test.note", 0, 4, 0.5, REDIS_URL=redis.url)
    told(web, 4)
    programs.wait_for(RUNNING, 1)
    before = children(worker)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 4)
    assert len(set(children(worker)) - set(before)) == 2


@one_database
def test_children_leave_when_the_supervisor_is_killed(programs: Programs, redis: Valkey) -> None:
    redis.start()
    worker = programs.start("worker", REDIS_URL=redis.url)
    until(lambda: len(children(worker)) == 2)
    left = children(worker)
    time.sleep(1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


@one_database
def test_a_worker_told_to_stop_finishes_the_job_at_hand(programs: Programs, redis: Valkey) -> None:
    redis.start()
    worker = programs.start("worker", REDIS_URL=redis.url)
    web = programs.start("web", "test.note", 0, 1, 1.5, REDIS_URL=redis.url)
    told(web, 1)
    programs.wait_for(RUNNING, 1)
    worker.terminate()
    assert worker.wait(15) == 0
    assert programs.ask(DONE)[0][0] == 1
    assert_exactly_once(programs, 1)


def was_in_mid_job(programs: Programs, victims: list[subprocess.Popen[str]], chance: random.Random) -> bool:
    """Kill them all at a random moment, and say whether a job was under way."""
    programs.wait_for(IS_RUNNING, True)
    time.sleep(chance.uniform(0, 0.02))
    while victims:
        programs.kill(victims.pop())
    return bool(programs.ask(RUNNING)[0][0])


def test_200_jobs_with_random_kills_of_web_processes(programs: Programs) -> None:
    chance = random.Random(2026)  # noqa: S311  moments to kill at
    webs = [programs.start("web", "test.note", first, first + 100, 0.01) for first in (0, 100)]
    for web in webs:
        told(web, 100)
    hits = 0
    for turn in range(10):
        hits += was_in_mid_job(programs, webs, chance)
        webs = [programs.start("web", "test.note", 0, 0, 0) for _ in range(2)]
        if hits and turn >= 2:
            break
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 200)
    assert hits


@one_database
def test_200_jobs_with_random_kills_of_everything_around_redis(programs: Programs, redis: Valkey) -> None:
    chance = random.Random(2026)  # noqa: S311  moments to kill at
    redis.start()
    workers = [programs.start("worker", REDIS_URL=redis.url) for _ in range(2)]
    web = programs.start("web", "test.note", 0, 200, 0.02, REDIS_URL=redis.url)
    told(web, 200)
    programs.kill(web)
    hits = 0
    for turn in range(10):
        hits += was_in_mid_job(programs, workers, chance)
        redis.stop()
        workers = [programs.start("worker", REDIS_URL=redis.url) for _ in range(2)]
        redis.start()
        if hits and turn >= 1:
            break
    programs.wait_for(IS_RUNNING, True)
    for pid in children(workers[0]):
        os.kill(pid, signal.SIGKILL)
    programs.wait_for(OPEN, 0)
    assert_exactly_once(programs, 200)
    assert hits
