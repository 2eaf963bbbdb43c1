"""Values to documents: Word, Excel, pictures; same input, same bytes."""
