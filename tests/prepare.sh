#!/bin/sh
# Installs what the tests need beside Python where it is missing and we may; says what has to be skipped where not.
set -eu

wanted=""
needs() { # PACKAGE TEST…: the package is wanted unless the test holds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || wanted="$wanted $package"
}

look() {
    wanted=""
    needs chromium-headless-shell sh -c "command -v chromium-headless-shell || command -v chromium"
    needs postgresql sh -c "ls /usr/lib/postgresql/*/bin/initdb || command -v initdb"
    needs default-jdk-headless sh -c "command -v javac"
    needs libjaxb-java test -e /usr/share/java/jaxb-runtime.jar
    needs poppler-utils sh -c "command -v pdftotext"
}

look
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:$wanted"
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null ||
        echo "apt-get could not install them."
    look
    [ -n "$wanted" ] || exit 0
fi
if [ "${TRINN_TEST_ALL:-}" = 1 ]; then
    echo "Missing on this machine:$wanted. TRINN_TEST_ALL=1 asks for everything." >&2
    exit 1
fi
echo "Missing on this machine:$wanted. The tests that need them are skipped."
