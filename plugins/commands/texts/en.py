"""English."""

SENTENCES = {
    "welcome_back": "Welcome back!",
    "help": (
        "Ask me in your own words: for a place to stay with your dates and how many you are, for prices, or for"
        " anything you would like to know about a place. I can also take your booking request and ask our team to"
        " join.\n\n"
        "- **/language** – choose the language\n"
        "- **/human** – talk to our team\n"
        "- **/privacy** – what is kept about you, and how to have it erased"
    ),
    "reset": "All right, let's start over. Where, when and with how many people would you like to stay?",
    "back": "I'm back!",
    "go_on": "How can I help you?",
    # the trip
    "trip": "Your trip so far: {trip}.",
    "from_day": "from {day}",
    # language
    "language_which": "Which language would you like? I answer in Spanish and English; our team may know others.",
    "language_unknown": "I'm afraid I don't know that language. I answer in Spanish and English.",
    "language_set": "All right, from now on I'll write to you in English.",
    # another channel
    "linked": "Our conversation goes on in both places: I know what we have talked about, and you can write in either.",
    "linked_undo": "To separate them again, write /unlink in {channel}.",
    "link_unknown": "I don't know that code. Please check it, or get a new one where you were writing to us before.",
    "link_expired": "That code has expired. Please get a new one where you were writing to us before.",
    "link_used": "That code has been used already. Please get a new one where you were writing to us before.",
    "link_too_many": "Those were too many wrong codes. Please wait a while and try again with a new one.",
    "link_staff": "Our team is talking to you here just now. Please finish this first, and use the code after that.",
    "unlinked": "Done. This conversation stands on its own again; the other one goes on where it began.",
    "unlinked_nothing": "Nothing is linked with this conversation.",
    # privacy
    "privacy": (
        "**What is kept:** what you write and what you are answered here, what you tell me about your trip (dates,"
        " people, wishes), and how you came to us.\n\n"
        "**How long:** until 7 days after your last message; then all of it is deleted. I myself remember the last"
        " 20 messages. A booking request stays with our team, with the name and contact you give for it.\n\n"
        "**Who sees it:** our team, when you ask for a person, when you are close to booking or when you book.\n\n"
        "**A copy, or erasing it:** use the buttons under this message; where there are none, ask our team here."
    ),
    # what is no text
    "unsupported_photo": "Thank you for the picture! I can't look at pictures, so please tell me in words.",
    "unsupported_video": "Thank you for the video! I can't watch videos, so please tell me in words.",
    "unsupported_voice": "I'm afraid I can't listen to recordings. Could you write it to me, please?",
    "unsupported_sticker": "Nice one! I only read words, though: what can I do for you?",
    "unsupported_location": "Thank you! I can't read locations, so please write me the name of the place.",
    "unsupported_document": "Thank you for the file! I can't open files, so please tell me in words what is in it.",
    "unsupported_other": "I'm afraid I can only read text. Could you write it to me, please?",
    # buttons
    "person": "Talk to a person",
}

COUNTS = {"guests": ("1 person", "{n} people"), "nights": ("1 night", "{n} nights")}
