"""Texts as PDF writes them outside the pages."""


def pdf_text(text: str) -> str:
    """Write a text as a hexadecimal UTF-16 string, whatever it holds."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
