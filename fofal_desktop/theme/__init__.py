"""How the program looks: colours, style sheet, fonts and icons, light and dark."""
