"""Front ends: what turns a user's program into IR."""
