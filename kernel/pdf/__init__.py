"""Paper: neutral blocks laid out as tagged, archivable PDFs (PDF/UA-1 and PDF/A-2a), the same bytes every time."""
