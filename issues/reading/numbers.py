"""Issue numbers in addresses: those that the database can store."""

LARGEST = 2**31 - 1


class IssueNumber:
    """A path converter: an address with a larger number is not found (404) and never reaches SQLite, which would
    raise OverflowError."""

    regex = "[0-9]{1,10}"

    def to_python(self, text: str) -> int:
        number = int(text)
        if number > LARGEST:
            raise ValueError
        return number

    def to_url(self, number: int) -> str:
        return str(number)
