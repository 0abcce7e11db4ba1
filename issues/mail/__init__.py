"""Mail: written as rows with the act they tell of, sent when due. Who is told of what is decided elsewhere."""
