"""The colours: four themes, each measured. ``ansi`` leaves them as the terminal has them.

Owns every colour. Which part of a screen takes which is said there, by the variable's name.
"""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme


def _dyed(base: str, name: str, variables: dict[str, str]) -> Theme:
    """Return a theme of Textual's with other colours where its own are too pale to read."""
    theme = BUILTIN_THEMES[base]
    return replace(theme, name=name, variables={**theme.variables, **variables})


DARK = _dyed(
    "textual-dark",
    "dark",
    {
        "block-cursor-background": "#0067b8",
        "block-cursor-foreground": "#ffffff",
        "text-disabled": "auto 60%",
    },
)
LIGHT = _dyed(
    "textual-light",
    "light",
    {
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#ececec",
        "footer-key-foreground": "#00457f",
        "primary-muted": "#b4c6d4",
        "text-accent": "#6b4000",
        "text-disabled": "auto 75%",
        "text-muted": "auto 80%",
        "text-success": "#14592a",
        "text-warning": "#6b4000",
    },
)
CONTRAST = Theme(
    name="contrast",
    primary="#003a8c",
    accent="#ffe066",
    warning="#ffe066",
    error="#ff9f9f",
    success="#7dff9d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    boost="#000000",
    luminosity_spread=0.0,
    text_alpha=1.0,
    variables={
        "text-muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "text-primary": "#9fd0ff",
        "primary-muted": "#00296b",
        "border": "#ffffff",
        "border-blurred": "#e0e0e0",
        "block-cursor-background": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#ffffff",
        "block-cursor-blurred-foreground": "#000000",
        "footer-key-foreground": "#ffe066",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#003a8c",
        "scrollbar": "#e0e0e0",
    },
)
ANSI = _dyed(
    "ansi-dark",
    "ansi",
    {
        # Reversed, as a field's cursor is to be seen where all colours are taken out too.
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST, ANSI)}
