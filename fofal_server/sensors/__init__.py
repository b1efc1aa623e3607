"""Sensors in the fields: what they are, what they measure, and what is wrong with them."""
