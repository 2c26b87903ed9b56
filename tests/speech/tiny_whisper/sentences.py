"""All that the tiny Whisper of the tests understands: these sentences, alone or as one of these answers.

An answer is its sentences in their order, with pauses of any length up to 2 s between them; its first two or
three alone are understood too.
"""

from __future__ import annotations

SINGLES = (
    "My weakness is that I work too fast.",
    "We increased sales by twenty percent.",
    "I learned Python and built a small website.",
    "I solved the problem and saved two hours.",
    "The result was a happy customer.",
    "I was responsible for the weekly report.",
    "Thank you for your time today.",
    "What does a normal day look like?",
    "I am, uh, looking for a new challenge.",
    "We delivered the project on time.",
    "I made a mistake and I fixed it.",
    "I care about quality and safety.",
    "My goal is to become a manager.",
    "I enjoy teaching children to read.",
    "I use a list to organize my tasks.",
    "I sold cars for three years.",
    "I cleaned rooms in a large hotel.",
    "I tested the software every week.",
    "Yes, I can start on Monday.",
    "No, I have not done that before.",
    "I trained four new people.",
    "My salary range is flexible.",
    "I took action and talked to the team.",
    "Could you repeat the question, please?",
)

# Complete; without a result; full of fillers; about oneself; what one would do; vague.
ANSWERS = (
    (
        "In my last job I managed the budget.",
        "My task was to reduce the cost.",
        "I made a plan and talked to every client.",
        "As a result, we saved twenty percent.",
    ),
    (
        "I led a team of six engineers.",
        "We had a customer who was not happy.",
        "I listened first and explained the problem.",
        "I stayed calm under pressure.",
    ),
    (
        "Well, you know, I like helping people.",
        "So, um, I worked as a nurse for five years.",
        "I, uh, handled a difficult patient with care.",
        "My greatest strength is patience.",
    ),
    (
        "I am a customer service representative.",
        "I studied computer science at university.",
        "I like working with numbers.",
        "I want to grow with your company.",
    ),
    (
        "I would listen to the customer first.",
        "Then I would ask my manager for help.",
        "I would write down what happened.",
        "After that I would call back and apologize.",
    ),
    (
        "We did some things to make it better.",
        "Everybody worked very hard.",
        "It went well in the end.",
        "I was happy with that.",
    ),
)

ALL = SINGLES + tuple(sentence for answer in ANSWERS for sentence in answer)
