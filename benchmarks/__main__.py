"""``python -m benchmarks``: every quoted speed as a ratio, each measured side by side in one run, as one table."""

from __future__ import annotations

from importlib import import_module

NAMES = ("append", "verify", "publish")


def main() -> None:
    """Run all, and print one table."""
    print(" ratio  what")
    for name in NAMES:
        for what, ratio, detail in import_module(f"benchmarks.{name}").run():
            print(f"{ratio:6.2f}  {what}  ({detail})", flush=True)


if __name__ == "__main__":
    main()
