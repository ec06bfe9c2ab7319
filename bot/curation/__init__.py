"""What servers write, as plain rules: how long a text may be, what changed between versions, how sheets are read."""
