"""New versions of the desktop: refused, brought here, installed, chosen, left again."""
