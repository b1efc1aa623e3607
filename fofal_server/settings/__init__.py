"""The company, its sites, units and currencies, and every law or rate as a dated parameter."""
