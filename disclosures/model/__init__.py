"""The commune as a fold of its acts: pure, one module an aggregate; decide may refuse, evolve never does."""
