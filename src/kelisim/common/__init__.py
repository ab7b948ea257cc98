"""What every record stands on: places, sources, rates, files, the ledger's base."""
