"""A street to try Sanbao with: invented people, a week of requests, one run over it (docs/demo.md)."""
