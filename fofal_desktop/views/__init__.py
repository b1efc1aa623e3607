"""The screens that every resource gets: its list and its form."""
