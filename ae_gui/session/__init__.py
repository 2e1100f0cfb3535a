"""What a window works with, each piece of it in the care of one object that is neither a widget nor the window."""
