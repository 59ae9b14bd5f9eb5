"""The scenario kit: one file describes a conversation, which then runs over every channel (docs/scenarios.md).

`format` reads the file; `runner` lets a guest go through it on a real App with a real database (`databases`), on a
channel that a `driver` drives; `golden` writes down what the guest saw; `pytest_plugin` makes tests of it.
"""
