"""Revenue terms as arithmetic: deals and terms go in, a ledger of dated amounts comes out. Pure, and all in Decimal."""
