"""The app as questions and lines: for screen readers, and wherever a screen can't be had."""
