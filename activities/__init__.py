"""What is offered to older people."""
