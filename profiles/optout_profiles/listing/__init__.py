"""The list as a whole: looking through it, taking it in from other programs, giving it out."""
