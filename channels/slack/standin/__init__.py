"""A stand-in for Slack: the workspace, its Web API, its events, and the people in it, on the loopback address.

It knows nothing of the application it tests, and keeps to Slack's rules more strictly than Slack does where leniency
would hide a fault; each rule names its page. `async with SlackStandin().serving() as url:`
"""

from channels.slack.standin.faults import Violation
from channels.slack.standin.forms import NotSubmitted
from channels.slack.standin.model import Call, Channel, Message, View
from channels.slack.standin.staff import AppFault, Interaction, Person
from channels.slack.standin.standin import SlackStandin

__all__ = [
    "AppFault",
    "Call",
    "Channel",
    "Interaction",
    "Message",
    "NotSubmitted",
    "Person",
    "SlackStandin",
    "View",
    "Violation",
]
