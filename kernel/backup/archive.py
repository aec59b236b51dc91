"""The file of a backup: a zip with a manifest that names every member with its size and its SHA-256."""

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

FORMAT, EDITION = "trinn-backup", 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024
MEMBER = re.compile(r"(tables/[a-z][a-z0-9_]*\.jsonl|files/[^\\\x00]+)")


class BadBackup(Exception):
    """A file is no backup of ours, or is damaged; one sentence says which."""


@dataclass
class Writer:
    """A backup that is being written; it takes its name when it is whole."""

    path: Path
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __enter__(self) -> "Writer":
        """Begin a file that nobody else may read."""
        self.draft = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        opened = os.open(self.draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        self.stream: IO[bytes] = os.fdopen(opened, "wb")
        self.zip = zipfile.ZipFile(self.stream, "w", zipfile.ZIP_DEFLATED)
        return self

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Add a member, block by block."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as member:
            for block in blocks:
                member.write(block)
                digest.update(block)
                size += len(block)
        self.members[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def finish(self, told: Mapping[str, Any]) -> None:
        """Write the manifest, whose own digest stands in the comment of the zip, and give the file its name."""
        manifest = {"format": FORMAT, "edition": EDITION, **told, "members": self.members}
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        self.zip.writestr(MANIFEST, text)
        self.zip.comment = hashlib.sha256(text).hexdigest().encode()
        self.zip.close()
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        self.draft.replace(self.path)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing half written."""
        self.stream.close()
        self.draft.unlink(missing_ok=True)


@dataclass(frozen=True)
class Backup:
    """A backup that has been read through and found whole."""

    zip: zipfile.ZipFile
    manifest: Mapping[str, Any]

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member."""
        with self.zip.open(name) as member:
            yield from member

    def files(self) -> list[str]:
        """The members that are files."""
        return [name for name in self.manifest["members"] if name.startswith("files/")]

    def unpack(self, name: str, target: Path) -> None:
        """Write a member out as a file."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.zip.open(name) as member, target.open("wb") as file:
            while block := member.read(BLOCK):
                file.write(block)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup and read it through; raises BadBackup where it is none, or not as it was written."""
    with ExitStack() as stack:
        try:
            zipped = stack.enter_context(zipfile.ZipFile(path))
            manifest = _manifest(zipped, path)
            for name, told in manifest["members"].items():
                _check(zipped, name, told)
        except OSError as fault:
            raise BadBackup(f"{path} cannot be read: {fault.strerror or 'it is damaged'}.") from None
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, zlib.error):
            raise BadBackup(f"{path} is no backup, or is damaged.") from None
        yield Backup(zipped, manifest)


def _manifest(zipped: zipfile.ZipFile, path: Path) -> Mapping[str, Any]:
    names = zipped.namelist()
    if MANIFEST not in names or zipped.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BadBackup(f"{path} is no backup: it has no manifest.")
    text = zipped.read(MANIFEST)
    if hashlib.sha256(text).hexdigest().encode() != zipped.comment:
        raise BadBackup(f"{path} is damaged: its manifest is not as it was written.")
    manifest: Any = json.loads(text)
    if not isinstance(manifest, Mapping) or manifest.get("format") != FORMAT or manifest.get("edition") != EDITION:
        raise BadBackup(f"{path} is of another edition of Trinn, and cannot be read by this one.")
    if sorted(names) != sorted([MANIFEST, *manifest["members"]]):
        raise BadBackup(f"{path} is damaged: it holds other parts than its manifest says.")
    return manifest


def _check(zipped: zipfile.ZipFile, name: str, told: Mapping[str, Any]) -> None:
    digest, size = hashlib.sha256(), 0
    if not MEMBER.fullmatch(name) or ".." in name.split("/") or "" in name.split("/"):
        raise BadBackup(f"The backup holds a part that it may not hold: {name}.")
    try:
        with zipped.open(name) as member:
            while (block := member.read(BLOCK)) and size <= told["bytes"]:
                digest.update(block)
                size += len(block)
    except Exception as fault:  # whatever zlib and zipfile say of damaged bytes, it is the same to a person
        raise BadBackup(f"The backup is damaged: {name} cannot be read.") from fault
    if (digest.hexdigest(), size) != (told["sha256"], told["bytes"]):
        raise BadBackup(f"The backup is damaged: {name} is not as it was written.")
