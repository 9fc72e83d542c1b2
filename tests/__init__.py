"""Tests, in the same rooms as the program; county/ is the fake county, cases/ the pages that checks are judged by."""
