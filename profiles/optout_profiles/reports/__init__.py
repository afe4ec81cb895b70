"""The status report, made from accounts; never from a screen."""
