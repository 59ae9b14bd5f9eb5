"""What clauses do, learned from phrases."""
