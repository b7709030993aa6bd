"""What stations send although the specification says otherwise: the table of repairs, and how they are carried out."""
