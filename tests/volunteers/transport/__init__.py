"""What is offered to get people there: transport, escort, companions and digital help, with vehicles."""
