"""A partner list from Excel or CSV, taken in after a look at each row's fate."""
