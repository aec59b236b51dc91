"""The hands of a person: fingers on a small screen, or the keys alone."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

LONGEST_ROUND = 150
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const points = [[.5, .5], [.1, .1], [.9, .9], [.1, .9], [.9, .1]];
  const over = points.map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const look = () => {
    const seen = getComputedStyle(at);
    at.getAnimations().forEach(each => each.finish());
    return [seen.outlineStyle, seen.outlineWidth, seen.outlineColor, seen.boxShadow, seen.borderColor,
            seen.backgroundColor, seen.textDecorationLine, seen.clipPath].join();
  };
  const focused = look();
  at.blur();
  const resting = look();
  at.focus({preventScroll: true});
  return {
    words: at.outerHTML.slice(0, 120),
    isSeen: focused !== resting,
    isCovered: !over.some(top => top && (at.contains(top) || top.contains(at) && top !== document.body)),
  };
}"""

AT_REST = "() => Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => null)"


class Hand(Protocol):
    """What a person does to a page; `presses` counts the times that something was pressed or chosen."""

    presses: int

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page that it leads to."""

    def choose(self, name: str, value: str) -> None:
        """Choose one of the answers to a question."""

    def write(self, selector: str, text: str) -> None:
        """Write in a field."""

    def pick(self, selector: str, words: str) -> None:
        """Pick a line from a drop-down list by its first words."""

    def fetch(self, selector: str) -> bytes:
        """Follow a link to a file, and give what is in the file."""

    def unfold(self, selector: str) -> None:
        """Open what is folded away."""


class Fingers:
    """A person who taps a phone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, selector: str) -> None:
        """Tap."""
        with self.page.expect_event("framenavigated"):
            self._tap(selector)
        self.page.wait_for_load_state()

    def choose(self, name: str, value: str) -> None:
        """Tap the words of the answer, which are a larger target than the ring."""
        answer = self.page.locator(f'main input[name="{name}"][value="{value}"]')
        self._tap(f'main label[for="{answer.get_attribute("id")}"]')
        assert answer.is_checked()

    def write(self, selector: str, text: str) -> None:
        """Write with the phone's keyboard."""
        self.page.fill(selector, text)

    def pick(self, selector: str, words: str) -> None:
        """Pick from the phone's own list."""
        option = self.page.locator(f"{selector} option", has_text=words).first
        self.page.select_option(selector, option.get_attribute("value"))
        self.presses += 1

    def fetch(self, selector: str) -> bytes:
        """Tap."""
        with self.page.expect_download() as coming:
            self._tap(selector)
        return Path(coming.value.path()).read_bytes()

    def unfold(self, selector: str) -> None:
        """Tap."""
        self._tap(selector)

    def _tap(self, selector: str) -> None:
        self.presses += 1
        self.page.locator(selector).first.tap()


class Keys:
    """A person who uses the keyboard alone, and must see where she is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, selector: str) -> None:
        """Go there and press Enter."""
        self._go_to(selector)
        self.presses += 1
        with self.page.expect_event("framenavigated"):
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def choose(self, name: str, value: str) -> None:
        """Go to the group, and with Space and the arrows to the answer."""
        group = f'main input[name="{name}"]'
        self._go_to(group)
        self.presses += 1
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(group).count()):
            if self.page.locator(f'{group}[value="{value}"]').is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not lead to {value} of {name}.")

    def write(self, selector: str, text: str) -> None:
        """Go to the field and write."""
        self._go_to(selector)
        self.page.keyboard.type(text)

    def pick(self, selector: str, words: str) -> None:
        """Go to the list and write the beginning of the line."""
        self._go_to(selector)
        self.presses += 1
        self.page.keyboard.type(words)
        chosen = self.page.locator(f"{selector} option:checked").inner_text()
        assert words in chosen, chosen

    def fetch(self, selector: str) -> bytes:
        """Go there and press Enter."""
        self._go_to(selector)
        self.presses += 1
        with self.page.expect_download() as coming:
            self.page.keyboard.press("Enter")
        return Path(coming.value.path()).read_bytes()

    def unfold(self, selector: str) -> None:
        """Go there and press Space, and wait while it unfolds."""
        self._go_to(selector)
        self.presses += 1
        self.page.keyboard.press("Space")
        self.page.evaluate(AT_REST)

    def _go_to(self, selector: str) -> None:
        """Press Tab until one is there; wherever one comes by, one must see that one is there."""
        for _ in range(LONGEST_ROUND):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS)
            assert focus is None or (focus["isSeen"] and not focus["isCovered"]), focus
        raise AssertionError(f"The Tab key does not lead to {selector} on {self.page.url}.")


class Mouse(Fingers):
    """A person at a desk, with a mouse."""

    def _tap(self, selector: str) -> None:
        self.presses += 1
        self.page.locator(selector).first.click()
