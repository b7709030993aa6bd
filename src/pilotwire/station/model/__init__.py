"""What a virtual station can be asked and told: its variables, in the words of the device model."""
