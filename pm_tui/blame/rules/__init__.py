"""The rules as tables: whom a sentence can be about, what it can hold against them, and what to ask instead."""
