"""What every answer tells the browser about safety."""

from flask import Flask, Response, request

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
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        if request.endpoint == "static":
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if request.args else "no-cache"
        else:
            response.headers["Cache-Control"] = "no-store"
        return response
