"""What lies in store: items, warehouses, lots, moves and balances, exact to the gram and to the franc."""
