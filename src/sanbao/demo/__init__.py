"""A street to try Sanbao with: invented people, a week of requests, one run over it (docs/demo.md)."""

from sanbao.demo.printing import print_summary
from sanbao.demo.stages import Stage, stage_text
from sanbao.demo.starting import make_demo
from sanbao.demo.summary import DemoLogin, DemoSummary

__all__ = ["DemoLogin", "DemoSummary", "Stage", "make_demo", "print_summary", "stage_text"]
