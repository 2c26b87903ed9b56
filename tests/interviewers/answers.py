"""Answers as people give them aloud: good, middling and poor ones to the same question.

They are written from the question's text alone, without looking at the domain's cues, so that what
the bank finds in them says how well the cues and the matching work on real speech.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answers:
    """Three answers to one question; `poor` is thin, beside the point or wrong."""

    domain: str
    question: str
    good: str
    middling: str
    poor: str

    def __post_init__(self) -> None:
        for kind in ("good", "middling", "poor"):  # as one message, without the line breaks of this file
            object.__setattr__(self, kind, " ".join(getattr(self, kind).split()))


STUBBORN_BUG = Answers(
    domain="software_development_engineer",
    question="stubborn-bug",
    good="""So, this was about two years ago at a logistics company. Customers complained that maybe
once a week a shipment label was printed twice, and I was asked to find out why. At first I thought it
was the printer driver, um, and I lost three days on that because I could never reproduce it on my
machine. Then I stopped guessing and added logging with a request id to every step, and I waited for it
to happen again. When it did, I could see two workers picking up the same job within four milliseconds.
It was a race condition, the select and the update were not in one transaction. I fixed it with a row
lock and wrote a test that runs two workers against the same queue. After that we had zero duplicate
labels in six months. What I took away is that I should measure first instead of trusting my first
theory.""",
    middling="""There was a bug where labels were printed twice sometimes. I looked at the code for a
long time and I tried a lot of things. In the end I found out that two processes were doing the same
work, so I added a lock and then it was okay.""",
    poor="""Bugs are always annoying. I think the most important thing is to be patient and never give
up, and I am a very patient person, so usually I just keep going until everything is fine.""",
)

DISAGREEMENT = Answers(
    domain="software_development_engineer",
    question="technical-disagreement",
    good="""Yeah, last year a colleague of mine wanted to split our billing system into microservices
and I was against it, because we were only four developers and I was worried about running ten
deployments. We went back and forth in two meetings and it got a bit heated. So I suggested that we both
write down, like, what problem we want to solve, one page each. When I read his page I understood that
his real concern was that a release of invoicing always blocked everyone else. That was a fair point and
I hadn't seen it. We agreed on a small experiment: we cut the code into modules with clear interfaces,
and only moved the PDF rendering out, for one month. Releases went from every two weeks to every two
days, and in the end we kept the rest in one piece. We still work together well, and I learned to ask
for the problem behind a proposal.""",
    middling="""A colleague wanted microservices and I did not. We discussed it in a meeting and I
explained my reasons, that it is too complex for a small team. He had other opinions. In the end we
asked our lead and he decided that we keep the monolith.""",
    poor="""I don't really have disagreements, I get along with everybody. If someone says something
wrong I just do it my way, because usually I am right about technical things.""",
)

DISAGREEMENT_WITH_DOCTOR = Answers(
    domain="nurse",
    question="disagreement-with-doctor",
    good="""It was on a surgical ward, a night shift, around two in the morning. I had an elderly man
two days after a hip operation and the junior doctor had written him up for another dose of morphine.
But he was very drowsy, his breathing was about nine a minute and his saturation had dropped to ninety.
So I was worried, and I didn't give it. I rang the doctor and I told him exactly that, the numbers, and
I said I am concerned he is over-sedated, can you come and look. He said just give it, he's in pain, I'm
busy. I stayed calm, I said I'm not comfortable giving this and I would like you to see him, otherwise
I'll call the registrar. Then I did call the registrar, and she came and gave naloxone. He was wide
awake half an hour later. I wrote everything down with the times. The next day I talked to the junior
doctor, without blaming, and we're fine now; he even thanked me.""",
    middling="""Once a doctor wanted to discharge a patient and I thought it was too early because she
lived alone. I told him what I thought and he listened. We kept her for another day and got the social
worker involved.""",
    poor="""Doctors know best, they studied for it for many years. I would normally do what the doctor
orders, because it is his responsibility and not mine.""",
)

OVERLOADED_SHIFT = Answers(
    domain="nurse",
    question="overloaded-shift",
    good="""Right, so last winter on the respiratory ward we were two nurses short and I had twelve
patients. At about six one patient started to desaturate, another one had pulled out his line and was
bleeding, and there was a family waiting who wanted to complain. I took a breath and looked at who could
die first. So I went to the patient who couldn't breathe, put oxygen on and asked the healthcare
assistant to press on the bleeding arm. I called the outreach team for the first patient and told the
nurse in charge that we weren't safe and that I needed another pair of hands, and she sent someone from
the next ward for two hours. I told the family honestly that I would come at seven, and I did. Everybody
got their antibiotics, only about forty minutes late, and I documented that and handed it over. Nobody
came to harm. Afterwards I filled in an incident form about the staffing.""",
    middling="""We were short of staff one evening and I had a lot of patients. One of them got worse,
so I went to him first and the rest had to wait. I asked a colleague to help me. It was stressful but we
managed it.""",
    poor="""Every shift is busy. I am good at multitasking so I just do everything at the same time and
work faster. I also skip my break when it is needed.""",
)

SLOW_ENDPOINT = Answers(
    domain="software_development_engineer",
    question="slow-endpoint",
    good="""Okay, so first I would ask since when, and whether it's slow for everybody or only for some
customers, so I'd look at the graphs, the ninety-fifth percentile, and check what was deployed around
the time it started. If there was a release just before, I would roll it back and see. Then I'd take one
slow request and look at a trace, to see where the three seconds go, is it the database, an external
call or our own code. Often it's the database, so I'd look at the slow query log and run explain on the
query, because maybe the table grew and an index is missing and now it does a full table scan, or we
have an N plus one problem. If it's not that, I would look at the connection pool, locks, CPU, and maybe
garbage collection. I change one thing at a time and measure again, and in the end I'd add an alert so
we see it before the customers do.""",
    middling="""I would look at the logs and see what takes so long. Probably it is the database, so I
would check the queries and maybe add an index. If that does not help I would try caching.""",
    poor="""I would restart the server, and if it's still slow I would buy a bigger server with more
memory. Usually that helps.""",
)

STORING_PASSWORDS = Answers(
    domain="software_development_engineer",
    question="storing-passwords",
    good="""You never store the password itself, you store a hash of it. And not just any hash, not MD5
or SHA, because those are fast and somebody with a stolen database can try billions per second. So I'd
use something slow that is made for passwords, like bcrypt or Argon2, and every user gets their own
random salt, so that two people with the same password don't have the same hash and rainbow tables are
useless. When somebody logs in, the password comes over HTTPS, the server looks up the user, hashes what
was typed with the stored salt and compares the two hashes in constant time. If they match you make a
session. I would also limit the number of attempts, and give the same error message whether the user
exists or not.""",
    middling="""You should hash the passwords before you save them in the database, with a salt. When
the user logs in you hash the password again and compare it with the saved one.""",
    poor="""I would encrypt the passwords with AES so that nobody can read them, and when the user logs
in I decrypt the stored password and compare it with what they typed. Or you can use base64.""",
)

DETERIORATING_PATIENT = Answers(
    domain="nurse",
    question="deteriorating-patient",
    good="""Well, often you see it before the numbers tell you, the patient is a bit confused or
restless, or the skin is grey and clammy, or the family says he's not himself. So I take that seriously
and do a full set of observations, and I count the respiratory rate myself for a whole minute, because
that's usually the first to go. Then I work out the early warning score and compare it with the last
ones, because the trend tells me more than one number. What I do first is A to E: is the airway open, is
he breathing, I sit him up and give oxygen if the saturation is low, then circulation, blood pressure,
is he passing urine, then how awake he is, and I check the blood sugar. And I don't wait, if the score
is seven or more I pull the emergency bell or call the outreach team, with SBAR, and I stay with the
patient and repeat the observations every fifteen minutes.""",
    middling="""I would take the vital signs, blood pressure, pulse and oxygen. If they are not normal I
would tell the doctor and keep an eye on the patient.""",
    poor="""You can see it when the patient looks bad. Then I would let them sleep, and at the next
round in the morning I would mention it to the doctor.""",
)

PROJECT_THAT_FAILED = Answers(
    domain="data_scientist",
    question="project-that-failed",
    good="""Sure. In 2022 I was at an online furniture shop and we wanted to predict which customers
would send their order back, so that the warehouse could plan. I built a gradient boosting model over
about four months and offline it looked good, something like 0.81 AUC. But when we showed it to the
warehouse people they said they plan their shifts three weeks ahead, and our prediction came the day
after the order. So nobody could use it. It was stopped after the pilot, and to be honest that was my
fault, because I had only talked to the manager and never to the people who were supposed to use it. I
wrote down what happened and presented it to the team. Since then I start every project with a visit and
a fake prediction on paper, before I train anything, and the next one, on delivery times, is running
today and saves about two hundred hours a month.""",
    middling="""We had a project to predict returns of customers, but in the end it was not used by the
warehouse because the predictions came too late for them. The model itself was good. It was stopped
after some months. I learned that you should talk to the users.""",
    poor="""None of my projects really failed. Sometimes the management doesn't understand the value of
data science, and then they stop things, but that's politics and not my problem.""",
)

LEAKAGE = Answers(
    domain="data_scientist",
    question="leakage",
    good="""Leakage is when the model sees something in training that it won't have at the moment when
it has to predict, so it looks great on your test data and then falls apart in production. A typical
example, we predicted churn and there was a column with the date of the last call to the cancellation
hotline, which of course is only filled when somebody already wants to leave. The other kind is when
information from the test set gets into the training, like when you scale or impute on the whole data
set before splitting, or when the same customer is in both. So I split first, by time if it is about the
future, or by customer, and I put all the preprocessing into a pipeline that is only fitted on the
training folds. For each feature I ask, when is this known? And if a model is too good to be true, say
an AUC of 0.99, or one feature has all the importance, I get suspicious and look at that feature first.""",
    middling="""Leakage means that information from the test data gets into the training data. You keep
it out by splitting the data correctly before you train the model.""",
    poor="""Leakage is when data gets stolen, for example by hackers. You keep it out with a firewall
and encryption, and by giving people only the access that they need.""",
)

AB_TEST = Answers(
    domain="data_scientist",
    question="checkout-ab-test",
    good="""First I'd fix with the product people what we want to improve, probably the share of
visitors who start the checkout and really buy, and one or two guard rails, like refunds and page speed,
that mustn't get worse. Then I'd calculate how many users we need: if we convert at five percent and
want to see half a point, that's roughly thirty thousand per group for eighty percent power, and from
the traffic I get how long it runs, at least two full weeks because weekends are different. Users are
assigned at random, by user id and not by visit, so that nobody sees both pages. I'd check that the
split is really fifty-fifty, maybe with an A/A test before. And I don't peek every day and stop when it
looks nice, because then you get false positives. At the end I look at the difference with its
confidence interval, and I trust it if the sample is complete, the interval excludes zero, and the
effect is big enough to matter.""",
    middling="""I would show half of the users the new page and half the old page, at random, and then
compare the conversion rate after some weeks. If the difference is significant with a p value under 0.05
I would trust it.""",
    poor="""I would put the new page online for everybody and look whether the sales go up. If the sales
are higher than last month, then the new page is better. You can stop as soon as you see an improvement.""",
)

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Answers))
