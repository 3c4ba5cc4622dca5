"""Names of people who do not exist."""

from __future__ import annotations

from random import Random

from sanbao.demo.texts import Names


class NameBook:
    """Draws Chinese names: a surname by its frequency, a given name in the fashion of the year of birth."""

    def __init__(self, names: Names, roll: Random) -> None:
        self._names, self._roll = names, roll
        self._surnames = list(names.surnames)
        self._weights = list(names.surnames.values())
        self._given: set[str] = set()

    def surname(self) -> str:
        """A surname."""
        return self._roll.choices(self._surnames, self._weights)[0]

    def person(self, born: int, woman: bool, surname: str | None = None) -> str:
        """A whole name for somebody born in a year."""
        while (name := self._draw(born, woman, surname)) in self._names.never:
            pass
        return name

    def _draw(self, born: int, woman: bool, surname: str | None) -> str:
        fashion = next(g for g in self._names.generation if born <= g.until)
        characters = fashion.woman if woman else fashion.man
        family = surname or self.surname()
        if self._roll.randrange(100) < fashion.single_percent:
            return family + self._roll.choice(characters.single)
        first, second = self._roll.choice(characters.first), self._roll.choice(characters.second)
        return family + first + (second if second != first else characters.second[0])

    def unlike_others(self, born: int, woman: bool) -> str:
        """A whole name that this book has not given so before, while there are any left."""
        for _ in range(50):
            name = self.person(born, woman)
            if name not in self._given:
                break
        self._given.add(name)
        return name
