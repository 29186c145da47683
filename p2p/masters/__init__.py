"""Master data from CSV files: the company, vendors, purchase orders, goods receipts.

Each kind has its file here: which columns it has, what a valid row is, and how rows reach the database.
Files are read whole and checked whole before anything is written.
"""
