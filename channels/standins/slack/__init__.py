"""A stand-in for Slack: the workspace, its Web API, its events, and the people in it, on the loopback address.

It knows nothing of the application it tests, and keeps to Slack's rules more strictly than Slack does where leniency
would hide a fault; each rule names its page. `async with SlackStandin().serving() as url:`
"""

from channels.standins.faults import Violation
from channels.standins.slack.forms import NotSubmitted
from channels.standins.slack.interaction import AppFault, Interaction
from channels.standins.slack.model import Call, Channel, Message, View
from channels.standins.slack.staff import Person
from channels.standins.slack.standin import SlackStandin

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
