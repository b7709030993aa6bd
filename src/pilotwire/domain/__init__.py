"""What is true: charging stations, transactions, tokens, in the words of OCPP 2.x. Pure."""
