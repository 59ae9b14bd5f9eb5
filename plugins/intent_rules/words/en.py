"""English."""

TABLE = r"""
OVERMORROW: (?:the )?day after tomorrow | overmorrow
FORTNIGHT: fortnight(?!ly)
NEVERMIND: never ?mind
NOPAST: (?:last|past|previous) (?:\d+ )?(?:night|nights|day|days|week|weeks|month|months|weekend|year)
| since (?:yesterday|last \w+)
PER NIGHT: (?:per|each|every|/) ?night | a night(?= ?(?:$|[.,;!?)]|max|or |and |total)) | nightly
PER DAY: per day | a day(?= ?(?:$|[.,;!?)]|max))
PER PERSON: per person | each person | a head | pp
PERSTAY: (?:for|in) the (?:whole|entire) (?:stay|trip|time|week|holiday|vacation)
| (?:whole|entire|full|total) (?:stay|trip|holiday) | per stay | all in all | for everything | altogether
| in total (?=$|[.,;!?])
UPTO: no more than | not more than | less than | at most | up to | under | below | max(?:imum)?(?: of)? | within
| not over | cheaper than | no higher than | not exceed(?:ing)?
ATLEAST: at least | more than | over | above | min(?:imum)?(?: of)? | upwards of
ABOUT: around | about | roughly | approx(?:imately)? | circa | more or less
BUDGET: budget | price range | can spend | spend | (?:can )?afford | willing to pay | pay
HOWLONG: how long | how many (?:nights|days) | (?:number|length|duration) of (?:nights|days|stay|your stay)
| length of (?:your )?stay | until when
HOWMANY: how many (?:\w+ )?(?:people|persons|guests|travell?ers|individuals|of you)
| how large is your (?:group|party) | (?:number|count) of (?:people|persons|guests|travell?ers|individuals)
| how many (?:\w+ ){0,3}(?:in your (?:group|party)|with you|accompanying|stay|there|be staying|travel\w+)
| (?:number|size) (?:in|of) (?:your|the) (?:party|group) | party size | group size | who is coming
| who will be staying
HOWMANYADULTS: how many adults
HOWMANYKIDS: how many (?:children|kids)
WHEN: when | what (?:day|date)s? | which (?:\w+ )?(?:day|date)s?
DATES: dates?
WHATTIME: what time | (?:check.?in|check.?out|arrival|departure) (?:time|hour)s? | how (?:early|late) | what hours?
LATER: later
EARLIER: earlier
NOTED: check(?:ing)? out (?:the|your|this|their|these|our|some) (?!\d|W\d|M\d|date|day|month|coming|next|same)\w+
| check(?:ing)? out (?:what|how|if)
CHECK LEAVE: check(?:s|ed|ing)?(?: \w+)?[ -]?out
| check (?:me|us|you) out
LEAVE: leav(?:e|es|ing) | depart(?:s|ing|ure)?
| (?:come|coming|go|going|head|heading|get|fly|flying) back(?! to you) | go(?:ing)? home | move out | moving out
| vacat(?:e|ing) | return(?:ing)? | last (?:night|day) | my stay ends | end(?:s|ing)?(?= (?:on|the|\d|my)) | be back
| out(?= (?:on|next|this|coming|the \d|W\d|M\d\d|tomorrow))
CHECK ARRIVE: check(?:s|ed|ing)?[ -]?in(?:to)?(?!g) | check (?:me|us|you) in(?:to)? | checkin
ARRIVE: arriv(?:e|es|al|ing) | com(?:e|ing) in(?= on) | get(?:ting)? (?:there|in)(?= on) | be there | go there
| move in | moving in | show up | land(?:ing)?
UNTIL: up until | until | untill | til+ | 'til | through(?! the) | thru | up to and including | ending(?: on)?
FROM: start(?:ing|s)?(?: on| from| of| at)? | staring(?= (?:on|from|\w+day)) | begin(?:ning|s)?(?: on| from)? | from
| as of | commencing | after(?! \d+ (?:night|day)s?\b)(?! (?:that|this|my|the (?:meeting|event|show|concert))\b)
BETWEEN: between
STAY: stay(?:ing|s)?(?! cation) | spend(?=.* night) | accom+odations? | lodging | overnight
MOVE: move (?:it|that|this|the \w+|my \w+|us)? ?(?:forward|back)? | shift | postpone | push (?:it|that)?
| bring it forward | reschedul(?:e|ing) | rebook
INSTEADOF: instead of | rather than
CHANGE: change(?: it| that)? | instead | switch | modify | amend | update | alter | correction | actually
CANCEL: cancel(?:l?ed|ling|lation)?
EXTEND: extend(?: it| my stay| our stay| the stay)? by | add | extra | additional
| another(?= (?:night|\d|day|week|A ))
MORE: more | longer | further
LESS: less | fewer | shorter
LASTONE: last
YESTERDAY: yesterday
TONIGHT: tonight | tonite | 2nite | this evening
TODAY: today | (?<=from )now | (?<=starting )now
TOMORROW: tomorrow | tmrw | tmr | 2moro | tomorow | tommorow | tommorrow
AFTERNEXT: after next
NEXT: next | following
COMING: coming | upcoming
THIS: this
WEEKEND: week-?ends? | week end | wk-?e?nds?
NIGHT: nights? | nite?s?
DAY: days?
WEEK: weeks?
MONTH: months?
YEAR: years?
AGO: ago
BEFORE: before | prior | in advance | notice
TIMEOFDAY: (?:early |late )?(?:morning|afternoon|evening|noon|midday|midnight)
MID: mid(?:dle)?
ENDOF: end of | late
STARTOF: beginning of | start of | early
XMASEVE: christmas eve | xmas eve
XMASDAY: christmas day | boxing day eve
XMAS: christmas(?:time)? | xmas
NYE: new year'?s eve | new years eve | nye
NYD: new year'?s day | new years day
EASTERSUN: easter W6
EASTERMON: easter W0
GOODFRI: good W4
EASTERWE: easter weekend
EASTER: easter | holy week
VALENTINE: valentine'?s?(?: day)?
HALLOWEEN: halloween
JULY4: independence day | 4th of july | fourth of july
THANKSGIVING: thanksgiving
ADULT: adults? | (?<=\d )ad(?:l?t)?s? | adult (?:people|persons|guests) | grown[ -]?ups?
COUPLE: couples?(?! of)
TWOOF: couple of
FAMILY: famil(?:y|ies)
CHILD: child(?:ren)? | kids? | kiddos? | bab(?:y|ies) | infants? | toddlers? | teen(?:ager)?s? | minors? | newborns?
| little ones? | little 1s? | little humans? | ankle biters? | youngsters? | under.?age(?:d)?
CHILD: sons? | daughters? | boys?(?!friend) | girls?(?!friend) | grand(?:son|daughter|child(?:ren)?|kid)s?
KIN: nephew | niece | wife | husband | spouse | partner | girlfriend | boyfriend | fiancee? | mum | mom | mother
| dad | father | sister | brother | friend | colleague | aunt | uncle | cousin | grandmother | grandfather | grandma
| grandpa | boss | mate | better half | other half | roommate | companion
KINS: friends | colleagues | sisters | brothers | cousins | mates | ladies | men | women | guys | seniors
| travell?ers
PARENTS: parents | grandparents | in-laws
PERSON: people | persons? | guests?(?! ?(?:house|room)) | individuals? | pax | ppl | visitors? | occupants?
| tourists? | souls | heads | folks
OFTHEM: of (?:them|whom|which)
OFUS: of us | altogether(?= in) | in all(?! of) | in total
OFUSPEOPLE: total
WEARE: we(?:'re| are| r|'ll be| will be| shall be) | there(?:'s| is| are|'re|'ll be| will be| would be)(?: only| just)?
| it(?:'s| is| will be|'ll be) (?:for|just)
PARTYOF: (?:party|group|family|team|total|families)(?: size)? (?:of|consisting of|with)
ALONE: by myself | on my own | alone | solo | just myself | just me | only me | only myself | myself only | me only
| myself alone
ME: myself(?= and) | me | i | i'm | i'll | im
WE: we | us
OUR: our | their
MY: my | his | her
SAME: same
GROUP: group | party
SMALL: small | little | young | minor | teenage | older | elderly | elder | tiny | other | adorable | lovely
ONLY: only | just
OTHER: opens? | opening | closes? | closing | fahrenheit | degrees | humid(?:ity)? | forecast | wind(?:y|s)?
| outbound | round ?trip | one[ -]way | fare
| stations? | transfers? | seats? | venue | dine | cuisine | eat | compact | pick it up | flights? | fly(?:ing)?
| plane | airlines? | airport | airways | layover | economy | tickets? | rental car | rent a car | car rental
| cars? | pick ?up | drop ?off | vehicle | suv | sedan | hatchback | restaurants? | dinning | tables? | lunch
| dinner | dining | meal | food | reservation at \d | movies? | films? | cinema | theat(?:er|re) | concerts?
| events? | shows? | games? | match | festival | attractions? | museum | tours? | bus(?:es)? | trains? | taxis?
| cab | uber | ride | salon | dentist | doctor | therapist | appointments? | haircut | hair | stylist | spa
| massages? | acupuncture | manicure | pedicure | facial | skincare | makeup | treatment | session | gym | weather
| temperature | rain | song | music | bank | transfer money | alarm | calendar | meeting | property tour
| visit the property | colleges? | park | play | depart(?:s|ing)? from | to park | foot bath | room service
| housekeeping | delivered | doughnuts
ROOM: (?:guest ?|bed ?)?rooms? | suites? | beds?
HOTEL: hotels? | guest ?houses? | apartments? | flats? | villas? | houses? | hostels? | inn | b&b
| bed and breakfast | cottages? | cabins? | studios? | penthouses? | lodge | place to stay | holiday home
| accommodations?
BOOK: book(?:ed|ing|ings)? | reserv(?:e|ed|ation|ations|ing) | availab(?:le|ility) | vacanc(?:y|ies)
WITHOUT: without | w/o
NOT: not | no | don'?t | do not | doesn'?t | won'?t | isn'?t | never | none
WITH: with | w/
DOZEN: dozen
HALF: half
THE: the
ON: on
OF: of
TO: to
AND: and | & | plus | \+
OR: or | either
FOR: for
IN: in
A: an? | single(?= (?:person|night|adult|guest))
"""
