"""The planning guide: five things to attend to before something new is offered."""
