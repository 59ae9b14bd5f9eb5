"""English."""

_ORDINARY = r"(?! (?:weeks?|weekend|days?|nights?|time|half|of|month|floor|name|child|line|bedroom|room))"

ACTS = {
    "greet": r"^\W*(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings)\b",
    "thanks": r"\b(?:thanks|thank you|thx|cheers|much appreciated)\b",
    "bye": r"\b(?:bye|goodbye|see you|see ya|good night)\W*$",
    "handoff": (
        r"\b(?:speak|talk|chat|connect|put|contact|reach|transfer)\b.{0,25}\b(?:person|human|agent|someone|somebody|staff|team"
        r"|owner|host|manager|reception|receptionist|representative|operator)\b"
        r"|\b(?:real|actual|live) (?:person|human|agent)\b|\b(?:human|agent|operator)\W*(?:please)?\W*$"
        r"|\bcall me\b|\bcustomer (?:service|support)\b|\bask (?:your|the) (?:team|staff|owner|host)\b"
    ),
    "identity": r"\b(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this) (?:an? )?(?:chat ?)?(?:bot|robot|human|real|person|ai|machine|automated)",
    "book": (
        r"(?<!don't )(?<!not )(?<!already )\b(?:book|reserve)\b(?!s)|\bmake an? (?:booking|reservation)\b|\b(?:booking|reservation) request\b"
        r"|\b(?:i|we)(?:'ll| will|'d like to| would like to| want to) take (?:it|the|that|this|number)\b|\bgo ahead with (?:it|the|that|this)\b|\b(?:i|we)(?:'d like| want| choose|'ll have) (?:it|this one|that one)\W*$"
    ),
    "cancel": r"\b(?:cancel|forget (?:it|about it)|never ?mind|stop|drop it|abort|changed my mind|not any ?more)\b",
    "yes": (
        r"^\W*(?:yes|yeah|yep|yup|sure|ok|okay|correct|right|of course|please do|go ahead|confirm(?:ed)?|sounds good|perfect"
        r"|great|do it|send it|that's (?:right|correct|it)|all good|absolutely|definitely)\b"
    ),
    "no": r"^\W*(?:no|nope|nah|not really|not yet|not now|don't)\b",
    "change": r"\b(?:change|edit|correct|modify|wrong|mistake)\b",
    "others": (
        r"\b(?:others?|more (?:options|places|of them|results|choices)|other (?:options|ones|places)|next (?:page|ones)"
        r"|(?:something|anything|what) else|(?:show|see) (?:me )?(?:some )?more|different (?:ones?|options))\b(?! (?:dates|days|nights))"
        r"|^\W*(?:and )?more\W*$"
    ),
    "cheapest": r"\b(?:cheapest|least expensive|lowest(?:[- ]price)?|best price|most affordable)\b",
    "cheaper": r"\b(?:cheaper|less expensive|lower price|too expensive|more affordable|more economical|out of (?:my|our) budget)\b",
    "bigger": r"\b(?:bigger|larger|more (?:space|spacious)|more (?:bed)?rooms|too small)\b",
    "compare": r"\b(?:compare|comparison|differences? between|difference|versus|vs|which (?:one )?is better)\b",
    "photos": r"\b(?:photos?|pictures?|pics|images?|gallery)\b",
    "details": r"\b(?:tell me (?:more|about)|more (?:info|information|details|about)|details|describe|what(?:'s| is| are) .{0,40}\blike\b|learn more|info(?:rmation)? (?:on|about))\b",
    "help": r"^\W*help\W*$|\b(?:what can you do|how does (?:this|it|booking|the booking) work|how can you help|can you help)\b",
    "search": (
        r"\b(?:looking for|look for|search\w*|find|show me|available|availab\w+|options|recommend\w*|suggest\w*|accommodations?"
        r"|vacation|holidays?|somewhere|anything|what do you (?:have|offer)|what have you got)\b"
        r"|\b(?:need|want|do you have|have you got|got|any)\b.{0,40}\b(?:apartments?|flats?|houses?|villas?|rooms?|studios?|cabins?|suites?|penthouses?|places?|something)\b"
        r"|^\W*(?:an? |the )?(?:big |small |nice |quiet |cheap )?(?:apartments?|flats?|houses?|villas?|rooms?|studios?|cabins?|suites?|penthouses?|places?)\b(?! .*\?)"
    ),
    "all": r"\b(?:both|all of them|all three|all four|them all|these|those)\b",
    "it": r"\b(?:it|this one|that one|that|the (?:house|apartment|flat|place|villa|unit|property|studio|room|cabin))\b",
}

TOPICS = {
    "cancellation": r"\b(?:cancell?ation\w*|cancel (?:policy|for free)|refund\w*|free cancel\w*|if (?:i|we) (?:have to )?cancel)\b",
    "payment": r"\b(?:pay(?:ing|ment|ments)?|deposit|credit card|debit card|paypal|bank transfer|cash|instal?lments?)\b",
    "check_in": r"\b(?:(?:what|which) time .{0,30}(?:check[ -]?in|arrive|arrival)|check[ -]?in (?:time|hours?)|when (?:can|do|could|is) .{0,15}check[ -]?in|(?:late|early) (?:check[ -]?in|arrival)|check[ -]?in (?:late|early)|time of (?:check[ -]?in|arrival))\b|^\W*check[ -]?in\W*$",
    "check_out": r"\b(?:(?:what|which) time .{0,30}(?:check[ -]?out|leave|departure)|check[ -]?out (?:time|hours?)|when (?:can|do|must|should|is) .{0,15}check[ -]?out|late check[ -]?out|time of (?:check[ -]?out|departure))\b|^\W*check[ -]?out\W*$",
    "min_nights": r"\b(?:minimum (?:stay|nights?|number of nights|of nights)|min(?:imum)? stay|how many nights (?:minimum|at least)|shortest stay)\b",
    "cleaning_fee": r"\b(?:cleaning(?: fees?| costs?)?|extra (?:fees?|charges?|costs?)|hidden (?:fees?|costs?)|additional (?:fees?|costs?))\b",
    "availability": r"\b(?:is|are|if) .{0,60}\b(?:free|available|vacant)\b|\b(?:availability|vacanc(?:y|ies)|still (?:free|available))\b",
    "price": r"\b(?:how much|prices?|costs?|rates?|how expensive)\b",
    "capacity": r"\b(?:how many (?:people|guests|persons)|capacity|sleeps?|fit (?:us|all)|max(?:imum)? (?:guests|people|occupancy|capacity)|do we (?:all )?fit|room for)\b",
    "bedrooms": r"\bbed ?rooms?\b",
    "beds": r"\bbeds?\b",
    "bathrooms": r"\b(?:bath ?rooms?|toilets?|showers?)\b",
    "size": r"\b(?:how (?:big|large|spacious) is|what size|square (?:met\w+|feet)|sqm|m2)\b",
    "distance": r"\b(?:how far|distance|minutes (?:from|to)|how (?:close|near)|how long (?:does it take )?to)\b",
    "location": r"\b(?:where (?:is|are|exactly)|where's|location|located|address|neighbou?rhood|which (?:area|town|part|village)|on (?:a|the) map)\b",
    "contact": r"\b(?:your (?:phone|telephone|number|e-?mail|address|contact)|phone number|contact details|how (?:can|do) i (?:reach|contact))\b",
    "children": r"\b(?:(?:are|do) .{0,20}(?:children|kids|babies) (?:allowed|welcome)|child[- ]friendly|suitable for (?:children|kids|babies))\b",
    "rating": r"\b(?:ratings?|reviews?|stars?|reputation)\b",
    "rules": r"\b(?:house rules|rules|part(?:y|ies) allowed|loud music)\b",
}

FEATURES = {
    "wifi": r"\b(?:wi-?fi|internet|wireless)\b",
    "pool": r"\b(?:pools?|swimming)\b",
    "parking": r"\b(?:park(?:ing)?|garage)\b",
    "pets": r"\b(?:pets?|dogs?|cats?|pupp(?:y|ies))\b",
    "sea_view": r"\b(?:(?:sea|ocean) ?views?|views? (?:of|over|to) the (?:sea|ocean))\b",
    "beach": r"\b(?:by|near|close to|on|next to|at) the (?:beach|sea|coast)\b|\bbeach ?front\b",
    "air_conditioning": r"\b(?:air[- ]?con(?:ditioning|ditioned|ditioner)?|a/?c)\b",
    "heating": r"\b(?:heating|heater|heated)\b(?! pool)",
    "kitchen": r"\bkitchen(?:ette)?\b",
    "washer": r"\b(?:washing machine|washer|laundry)\b",
    "dishwasher": r"\bdish ?washer\b",
    "tv": r"\b(?:tv|television|netflix)\b",
    "terrace": r"\b(?:terraces?|balcon(?:y|ies)|patio)\b",
    "garden": r"\b(?:gardens?|back ?yard)\b",
    "bbq": r"\b(?:bbq|barbecues?|grill)\b",
    "crib": r"\b(?:cribs?|cots?)\b",
    "high_chair": r"\bhigh ?chairs?\b",
    "workspace": r"\b(?:desk|work ?space|work from (?:there|home))\b",
    "elevator": r"\b(?:elevators?|lifts?)\b",
    "hot_tub": r"\b(?:hot tubs?|jacuzzi|whirlpool)\b",
    "sauna": r"\bsauna\b",
    "fireplace": r"\bfire ?places?\b",
    "gym": r"\b(?:gym|fitness)\b",
    "breakfast": r"\bbreakfasts?\b",
    "smoking": r"\bsmok(?:e|ing|er|ers)\b",
    "accessible": r"\b(?:wheel ?chair|step[- ]free|accessib(?:le|ility)|disabled)\b",
    "ev_charger": r"\b(?:ev|electric car) charg\w+|\bcharg(?:e|er|ing) (?:station|point|for|my|our)\b",
    "self_check_in": r"\b(?:self[- ]check[- ]?in|key ?box|lock ?box)\b",
    "mountain_view": r"\bmountain ?views?\b",
    "lake": r"\blake\b",
}

ORDINALS = {
    1: rf"\b(?:first|1st){_ORDINARY}\b",
    2: rf"\b(?:second|2nd){_ORDINARY}\b",
    3: rf"\b(?:third|3rd){_ORDINARY}\b",
    4: rf"\b(?:fourth|4th){_ORDINARY}\b",
    -1: r"\blast one\b|\bthe last\b(?! (?:weeks?|weekend|days?|nights?|minute|time))",
}
PAIR = r"\b(?:first two|two first)\b(?! (?:weeks|days|nights))"
# What of a request is to be changed.
CHANGES = {
    "name": r"\bname\b",
    "contact": r"\b(?:e-?mail|phone|telephone|number|contact|reach me)\b",
    "dates": r"\b(?:dates?|days?|arrival|departure|nights?)\b",
    "guests": r"\b(?:guests|people|persons|party)\b",
}
NUMBER = r"(?:\b(?:number|no\.?|option|choice)\s*|#\s?)(?P<n>[1-4])\b"

# Before a name: "my name is Ana".
NAME_LEADS = r"(?:hi|hello|yes|sure|ok|okay|it's|it is|my (?:full )?name is|my name's|the name is|name|i am|i'm|this is|under the name(?: of)?|under|in the name of|call me|put it under)"
# Words that no name holds.
NOT_NAMES = frozenset(
    "a about again all already am any anything are ask at available because before best book booking but can cancel cheap"
    " cheaper check could date dates dear did do does dog don't else email for free from get give good great guest guests"
    " have help here his how if in into is isn't it just kids know later like look looking maybe me mean minute mistake more"
    " much my name need never nice night nights no not nothing now of ok okay on one only option options or other our payment"
    " people person phone photo photos pictures please pool price prefer private problem really request reserve same say second"
    " see send should show sorry sure team tell thank thanks that the their them then there they think this to today tomorrow"
    " too total two understand wait want was we weekend what when where which why will with wrong yes yet you your".split()
)
