"""Decisions that need the word of several people: rules by amount, requests, signatures."""
