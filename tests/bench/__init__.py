"""`make bench`: what the hot paths cost, on a scratch PostgreSQL, beside what they cannot avoid."""
