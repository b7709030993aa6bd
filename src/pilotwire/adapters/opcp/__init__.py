"""Providers of contracts for plug and charge, asked as the Open Plug&Charge Protocol has it."""
