"""What was seen of a run, and whether it keeps the contract. Pure: no clock, no files, no network."""
