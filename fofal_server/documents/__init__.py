"""Files attached to records: as readable as the record, kept whole, never run."""
