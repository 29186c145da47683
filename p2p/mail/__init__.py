"""Mail: from the bytes of a message to the documents in it, and the places where messages wait."""
