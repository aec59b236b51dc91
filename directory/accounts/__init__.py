"""Accounts: people, the roles they hold, how they sign in and what they may knock on."""
