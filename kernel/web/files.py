"""Answers that are files: kept by whoever asked, or opened in the browser."""

from flask import Response


def answer_with(content: bytes, kind: str, name: str, *, opens: bool = False) -> Response:
    """Answer with a file under a name; one that `opens` is shown where the browser can."""
    disposition = "inline" if opens else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return Response(content, content_type=kind, headers=headers)
