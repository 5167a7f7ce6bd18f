"""The texts of the sample reports: natural sentences of the length that the real content has."""

from __future__ import annotations

from questionnaire.model import Text

LEVELS = (
    (
        Text("Verkennend", "Exploring"),
        Text(
            "Er is nog niets vast. Wie een klant in een chat of app helpt, doet dat op eigen initiatief.",
            "Nothing is fixed yet. Whoever helps a customer by chat or app does so on their own initiative.",
        ),
    ),
    (
        Text("Experimenterend", "Experimenting"),
        Text(
            "Er loopt een proef, op één kanaal en met één team. Of het werkt, is nog niet gemeten.",
            "A pilot is running, on one channel and with one team. Whether it works has not been measured yet.",
        ),
    ),
    (
        Text("Operationeel", "Operational"),
        Text(
            "Het draait elke dag. Iemand is ervoor verantwoordelijk en de belangrijkste cijfers zijn bekend.",
            "It runs every day. Somebody is responsible and the main figures are known.",
        ),
    ),
    (
        Text("Geïntegreerd", "Integrated"),
        Text(
            "Gesprekken zijn verbonden met je andere kanalen, je systemen en het dagelijks werk van je mensen.",
            "Conversations are tied to your other channels, your systems and your people's daily work.",
        ),
    ),
    (
        Text("Leidend", "Leading"),
        Text(
            "Gesprekken zijn persoonlijk en komen op het goede moment. Je stuurt op cijfers en verbetert "
            "elke week iets.",
            "Conversations are personal and come at the right moment. You steer by figures and improve "
            "something weekly.",
        ),
    ),
)
DESCRIPTIONS = (
    Text(
        "Jullie horen elke dag wat klanten willen, maar na het gesprek is het weg.",
        "You hear what customers want every day, but once the conversation ends it is gone.",
    ),
    Text(
        "Jullie lezen af en toe een gesprek terug. De les blijft bij wie het gelezen heeft.",
        "You read back a conversation now and then. The lesson stays with whoever read it.",
    ),
    Text(
        "Klanten weten waar ze jullie vinden en krijgen elke dag antwoord. Wie het doet, is afgesproken.",
        "Customers know where to find you and get an answer every day. Who does it is agreed.",
    ),
    Text(
        "Jullie zien tijdens het gesprek met wie je praat. Wat klanten zeggen, telt mee in jullie besluiten.",
        "You see who you are talking to as you talk. What customers say counts in your decisions.",
    ),
    Text(
        "Jullie zien een nieuwe wens vanzelf opkomen, passen iets aan en meten of klanten daar beter van worden.",
        "You spot a new wish as it emerges, change something and measure whether customers are better off.",
    ),
)
AREAS = {
    "customer": Text("Klantgericht", "Customer facing"),
    "organisation": Text("Organisatie", "Organisation"),
    "technology": Text("Technologie en data", "Technology and data"),
}
ASPECTS = {
    "scope": (
        "customer",
        Text("Reikwijdte", "Scope"),
        Text("Waarvoor en waar kunnen klanten met jullie praten?", "What for and where can customers talk to you?"),
    ),
    "experience": (
        "customer",
        Text("Gebruikerservaring", "User experience"),
        Text("Hoe prettig is het gesprek voor je klant?", "How good is the conversation for your customer?"),
    ),
    "organisation": (
        "organisation",
        Text("Processen en inrichting", "Processes and set-up"),
        Text("Hoe is het werk achter de gesprekken geregeld?", "How is the work behind the conversations set up?"),
    ),
    "change": (
        "organisation",
        Text("Verandermanagement", "Change management"),
        Text(
            "Hoe neem je je collega's mee in wat er verandert?", "How do you help your colleagues through the change?"
        ),
    ),
    "technology": (
        "technology",
        Text("Technologie en koppelingen", "Technology and integration"),
        Text("Wat kunnen jullie systemen in een gesprek?", "What can your systems do in a conversation?"),
    ),
    "data": (
        "technology",
        Text("Data en inzicht", "Data and insight"),
        Text(
            "Wat weten jullie van de klant in het gesprek, en wat leren jullie ervan?",
            "What do you know about the customer in the conversation, and what do you learn from it?",
        ),
    ),
}


def _topics(*pairs: str) -> tuple[Text, ...]:
    return tuple(Text(*pair.split(" | ")) for pair in pairs)


TOPICS = {
    "scope": _topics(
        "Kanalen voor een gesprek | Channels for a conversation",
        "Stappen van de klantreis | Steps of the customer journey",
        "Kopen in het gesprek | Buying in the conversation",
        "Plaats in de kanaalmix | Place in the channel mix",
        "Wie er antwoordt | Who answers",
        "Openingstijden van het gesprek | Hours of the conversation",
        "Vragen die het oplost | Questions it solves",
        "Zelf een gesprek beginnen | Starting a conversation",
        "Spraak | Voice",
        "Talen en doelgroepen | Languages and groups",
    ),
    "experience": _topics(
        "Eerlijk over de bot | Honest about the bot",
        "Overdracht naar een mens | Hand-over to a person",
        "Persoonlijk antwoord | A personal answer",
        "Een doel per gesprek | One goal a conversation",
        "Karakter en toon | Character and tone",
        "Variatie in vorm | Variety of form",
        "Gevoel voor emotie | A sense of emotion",
        "Wachttijd tot een antwoord | Waiting time for an answer",
        "Testen met echte mensen | Testing on real people",
        "Vindbaar en toegankelijk | Easy to find and to use",
    ),
    "organisation": _topics(
        "Eigenaarschap | Ownership",
        "Ritme van verbeteren | Rhythm of improvement",
        "Cijfers en doelen | Figures and targets",
        "Overdracht tussen collega's | Hand-over between colleagues",
        "Eén bron voor antwoorden | One source for answers",
        "Budget en opbrengst | Budget and returns",
        "Samenwerking tussen afdelingen | Collaboration between departments",
        "Planning en bezetting | Planning and staffing",
        "Privacy | Privacy",
        "Leveranciers | Suppliers",
    ),
    "change": _topics(
        "Steun van de directie | Support of the board",
        "Collega's op tijd informeren | Informing colleagues in time",
        "Collega's laten meebouwen | Letting colleagues help build",
        "Training | Training",
        "Nieuwe rollen | New roles",
        "De bot als collega | The bot as a colleague",
        "Verdeling van het werk | Division of work",
        "Lessen delen | Sharing lessons",
        "Draagvlak | Acceptance",
        "Tempo van kleine stappen | A pace of small steps",
    ),
    "technology": _topics(
        "Soort platform | Kind of platform",
        "Begrijpen van Nederlands | Understanding Dutch",
        "Koppelingen met systemen | Links with systems",
        "Wisselen van kanaal | Changing channel",
        "De klant herkennen | Recognising the customer",
        "Hergebruik van dialogen | Reuse of dialogues",
        "Testen en uitbrengen | Testing and releasing",
        "Hulp voor medewerkers | Help for colleagues",
        "Bewaking en terugval | Monitoring and fallback",
        "Generatieve AI | Generative AI",
    ),
    "data": _topics(
        "Gesprekken terugvinden | Finding conversations again",
        "Vastgelopen gesprekken | Stalled conversations",
        "Klantgegevens in beeld | Customer data at hand",
        "Wat klanten jullie leren | What customers teach you",
        "Profiel aanvullen | Completing the profile",
        "Contacten in het CRM | Contacts in the CRM",
        "Kwaliteit van gegevens | Quality of data",
        "Toestemming | Consent",
        "Aanbevelingen | Recommendations",
        "Proeven met meting | Measured experiments",
    ),
}
ANSWERS = (
    Text("Nee, dat doen we nog niet.", "No, we do not do that yet."),
    Text("Soms, als een collega er zelf aan denkt.", "Sometimes, when a colleague happens to think of it."),
    Text("Ja, en er is iemand die er elke week naar kijkt.", "Yes, and somebody looks at it every week."),
    Text(
        "Ja, het is gekoppeld aan onze andere kanalen. De medewerker ziet alles terug.",
        "Yes, it is tied to our other channels. The colleague can see everything.",
    ),
    Text(
        "Ja, het gaat vanzelf. We meten het effect en passen het elke week aan.",
        "Yes, it happens automatically. We measure the effect and adjust it every week.",
    ),
)
FACTS = (
    ("intake.role", Text("Je rol", "Your role"), Text("E-commerce of marketing", "E-commerce or marketing")),
    ("intake.sector", Text("Branche", "Sector"), Text("Wonen, doe-het-zelf of tuin", "Home, DIY or garden")),
    ("intake.stores", Text("Aantal winkels", "Number of stores"), Text("11 tot 100", "11 to 100")),
    (
        "intake.employees",
        Text("Collega's met klantcontact", "Colleagues in customer contact"),
        Text("6 tot 25", "6 to 25"),
    ),
    ("intake.online", Text("Aandeel online", "Online share"), Text("30%", "30%")),
    ("intake.stage", Text("Waar jullie staan", "Where you stand"), Text("Ja, elke dag", "Yes, every day")),
)
HOPE = Text(
    "In het voorjaar belt iedereen tegelijk over levertijden. Ik wil dat mijn mensen dan tijd hebben voor "
    "wie echt advies zoekt.",
    "In spring everybody calls at once about delivery times. I want my people to have time for those who need advice.",
)
SOURCES = (
    Text(
        "GfK, consumentenonderzoek onder 500 Nederlandse consumenten (2018), in de bluepaper Conversational "
        "Commerce van "
        "ShoppingTomorrow, par. 2.2",
        "GfK, survey of 500 Dutch consumers (2018), in the ShoppingTomorrow bluepaper Conversational "
        "Commerce, section 2.2",
    ),
    Text(
        "Bluepaper Conversational Commerce, ShoppingTomorrow, par. 4.2, tips van de expertgroep",
        "Bluepaper Conversational Commerce, ShoppingTomorrow, section 4.2, tips of the expert group",
    ),
    Text(
        "Casengo, analyse van ruim 46.000 negatieve klantbeoordelingen van Nederlandse webwinkels (2015)",
        "Casengo, analysis of more than 46,000 negative customer reviews of Dutch web shops (2015)",
    ),
)
_HANDOVER = (
    Text("{topic}: oefen het een halfuur met twee collega's", "{topic}: practise for half an hour with two colleagues"),
    Text(
        "Ongeveer 85% van wie hulp van een chatbot accepteert, wilde kunnen overstappen naar een mens. Wie "
        "dan zijn verhaal "
        "opnieuw moet doen, is de tijdwinst van de bot weer kwijt.",
        "About 85% of those who accept help from a chatbot wanted to be able to switch to a person. Whoever "
        "has to start the "
        "story again loses all the time the bot saved.",
    ),
    (
        Text(
            "Vraag vandaag in je eigen chat om een mens. Schrijf op wat je collega van het gesprek ziet.",
            "Ask for a person in your own chat today. Write down what your colleague sees of the conversation.",
        ),
        Text(
            "Vraag je leverancier het hele gesprek mee te sturen, met drie regels bovenaan (wie, waarvoor, "
            "welk product).",
            "Ask your supplier to pass on the whole conversation, with three lines on top (who, what for, "
            "which product).",
        ),
        Text(
            "Oefen een halfuur met twee collega's. De een speelt de klant, de ander mag niets vragen wat al gezegd is.",
            "Practise for half an hour with two colleagues. One plays the customer, the other may not ask "
            "what was said already.",
        ),
        Text(
            "Tel vier weken hoe vaak er toch opnieuw naar een ordernummer wordt gevraagd.",
            "Count for four weeks how often an order number is still asked for twice.",
        ),
    ),
    Text(
        "Een klant van een schoenenwinkel vraagt de bot naar een retour en wil dan een mens. De medewerker "
        "leest 'retour, maat "
        "41 te klein' en begint met 'Ik zie dat 41 te klein is. Zal ik 42 sturen?'",
        "A customer of a shoe shop asks the bot about a return and then wants a person. The colleague reads "
        "'return, size 41 "
        "too small' and opens with 'I see 41 is too small. Shall I send you a 42?'",
    ),
    "weeks",
    Text("Klanten hoeven hun verhaal maar één keer te doen", "Customers tell their story only once"),
    Text("Teamleider klantenservice", "Customer service team leader"),
    Text(
        "Aandeel overdrachten waarin niets opnieuw is gevraagd", "Share of hand-overs in which nothing was asked again"
    ),
)
_INBOX = (
    Text("{topic}: geef het één plek waar het blijft", "{topic}: give it one place where it stays"),
    Text(
        "Een gesprek kun je bewaren en later doorzoeken. Dan moet het wel eerst ergens blijven staan.",
        "A conversation can be kept and searched later. But it has to stay somewhere first.",
    ),
    (
        Text(
            "Vraag vandaag drie collega's waar het laatste bericht van een klant is gebleven.",
            "Ask three colleagues today where the last message from a customer went.",
        ),
        Text(
            "Kies één gedeelde inbox. Een gewone mailbox van de winkel is goed genoeg.",
            "Choose one shared inbox. The shop's ordinary mailbox is good enough.",
        ),
        Text(
            "Spreek een voorlopige bewaartermijn af met wie over privacy gaat. Zet het opruimen in de agenda.",
            "Agree a provisional time limit with whoever handles privacy. Put the clear-out in the diary.",
        ),
    ),
    Text(
        "Bij een fietsenwinkel kwamen vragen over reparaties binnen op de telefoon van de eigenaar. Nu staan "
        "ze in de winkelmail.",
        "At a bicycle shop, questions about repairs came in on the owner's own phone. Now they are in the "
        "shop's mailbox.",
    ),
    "days",
    Text("Wat je een klant belooft, is terug te lezen", "What you promise a customer can be read back"),
    Text("Eigenaar of teamleider klantenservice", "Owner or customer service team leader"),
    Text("Aandeel klantberichten in de gedeelde inbox", "Share of customer messages in the shared inbox"),
)
_SEARCH = (
    Text(
        "{topic}: zoek op 'wiebelt' en vind het in alle kanalen",
        "{topic}: search for 'wobbles' and find it in every channel",
    ),
    Text(
        "Op naam vind je één klant. Op onderwerp vind je een probleem. Staat alles bij elkaar, dan kun je "
        "gesprekken ook overal "
        "wissen. Dat raadt de expertgroep aan.",
        "By name you find one customer. By subject you find a problem. With everything together you can also "
        "erase conversations "
        "everywhere, as the expert group advises.",
    ),
    (
        Text(
            "Zoek vandaag in elk kanaal op 'garantie'. Noteer waar dat lukt en hoeveel je vindt.",
            "Search for 'guarantee' in each channel today. Note where that works and how much you find.",
        ),
        Text(
            "Maak een lijst van tien onderwerpen in de woorden van klanten.",
            "Make a list of ten subjects in customers' own words.",
        ),
        Text(
            "Laat leveranciers gesprekken elke nacht naar één archief sturen, met kanaal en datum erbij.",
            "Have suppliers send conversations to one archive every night, with channel and date.",
        ),
        Text(
            "Kies met je privacyadviseur één bewaartermijn. Test bij één klant of alles overal te wissen is.",
            "Choose one time limit with your privacy adviser. Test with one customer that everything can be "
            "erased everywhere.",
        ),
    ),
    Text(
        "Een meubelzaak zoekt op 'wiebelt' en vindt veertig berichten over één eettafel. Ze stonden "
        "verspreid over chat, app en "
        "social media. Per kanaal leken het losse klachten.",
        "A furniture shop searches for 'wobbles' and finds forty messages about one dining table. They were "
        "spread over web "
        "chat, messaging and social media. In each channel they had looked like one-offs.",
    ),
    "months",
    Text("Je ziet een probleem dat over kanalen verspreid is", "You see a problem that is spread over channels"),
    Text("IT samen met de teamleider klantenservice", "IT with the customer service team leader"),
    Text("Aandeel gesprekken in het gezamenlijke archief", "Share of conversations in the joint archive"),
)
TIPS = (_HANDOVER, _INBOX, _SEARCH)
