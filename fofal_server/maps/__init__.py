"""What lies where: shapes on the ground, the files they travel in, the pictures behind them, places by their names."""
