"""`bot doctor`: is everything in order, and if not, what is to be done."""

from bot.doctor.examination import examine
from bot.doctor.finding import Finding

__all__ = ["Finding", "examine"]
