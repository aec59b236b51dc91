"""What every answer tells the browser about safety."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.routing import RequestRedirect

from kernel.config import Settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 31_536_000


def init(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer; what is not a static file is never kept by a cache."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        stay_here(response)
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        if request.endpoint == "static":
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if request.args else "no-cache"
        else:
            response.headers["Cache-Control"] = "no-store"
        return response


def stay_here(response: Response) -> None:
    """Lead to a path where routing adds a slash: the host, and http or https, are only what the browser claims."""
    if isinstance(request.routing_exception, RequestRedirect):
        response.location = urlsplit(request.routing_exception.new_url)._replace(scheme="", netloc="").geturl()
        response.data = b""
