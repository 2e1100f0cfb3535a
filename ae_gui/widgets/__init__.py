"""Widgets that know numbers and pictures, not training: each can be fed by hand and looked at."""
