"""Messages: who is told what, by mail, by text message or by a telephone call that is ticked off."""
