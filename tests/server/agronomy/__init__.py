"""Agronomy: outlines, work, delays, harvests."""
