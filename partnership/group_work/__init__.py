"""Groups that answer questions together on their own phones, without an account and without a name."""
