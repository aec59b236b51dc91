"""Submissions: an application is sent and receipted, copied, withdrawn or reopened."""
