"""Crops, plots, the work done on them and what is harvested: from the planted hectare to the lot in stock."""
