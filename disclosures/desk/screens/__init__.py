"""The screens of the desk: each a plain function of (desk, ask) that gives a response."""
