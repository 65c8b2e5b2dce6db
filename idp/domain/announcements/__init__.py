"""What the people who come to sign in must know: maintenance, delays, changes."""
