"""How the tests of accounts sign in."""

from flask.testing import FlaskClient

from tests.builders import post

PASSWORD = "lakris pumpe sykkel"


def attempt(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    """Try to sign in, and give the answer's status and where it leads."""
    answer = post(client, "/sign-in", {"email": email, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def is_in(client: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return client.get("/my-work").status_code == 200
