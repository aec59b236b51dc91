"""Whom a core team involves and how, which councils it has asked, and where its work is anchored."""
