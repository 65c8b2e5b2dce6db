"""What the demonstration needs besides the product: people, and a reader of their messages."""
