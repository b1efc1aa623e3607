"""Screens made by hand, where a list and a form are not enough."""
