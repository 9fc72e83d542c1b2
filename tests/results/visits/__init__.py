"""Tests of the rooms that remember and tell."""
