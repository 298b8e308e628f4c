"""Classes of words that patterns name with "@", and the verb forms that cannot be told by their ending."""

from pm_tui.blame.rules.roles import ROLES
from pm_tui.blame.tokens import vocabulary

# Irregular past tenses of things that people do to systems, papers and each other.
PAST = vocabulary(
    """
sought sprung sung flung stung bade forbade forgave
ate became began bent bet blew bound broke brought built burnt bust came cast caught chose clung cost crept cut
dealt did drew drove dug dropped fed fell felt fled flew forgot fought found froze gave got grew had held hid
hit hung hurt keyed knew laid left lent let lied lit lost made meant met misread mistook mislaid misheard misled
misunderstood ran rebuilt redid rang read remade resent reset rode rose said sat saw sent set shed shook shot
shut slept slid sold spent spilt split spoke sprang stole stood struck stuck swept swung swore taught thought
threw told took tore trod typed undid understood unplugged used was went withdrew woke wore won wound wrote
overrode overwrote overslept oversaw hardcoded put read hit quit hurt spread fixed acked
"""
)
PARTICIPLES = PAST - vocabulary(
    "ate became began blew broke came chose drew drove fell flew forgot froze gave grew knew ran"
) | vocabulary(
    """
been begun blown broken chosen come done drawn driven drunk eaten fallen flown forgotten frozen given gone grown
known hidden ridden risen run rung seen shaken shown spoken stolen sworn taken thrown torn undone withdrawn
woken worn written overridden overwritten overseen mistaken gotten become proven beaten bitten
"""
)
NOT_PAST = vocabulary(
    "need needs indeed speed exceed proceed feed seed bleed hundred unneeded embed breed naked sacred"
)
# Participles that tell of an outcome rather than of a deed ("we could have lost it").
OUTCOMES = vocabulary("been had lost died happened hurt helped gone come become got known seen heard met needed used")
# What goes on in a mind is no deed that somebody left out ("never liked", "never noticed").
IN_MIND = vocabulary("liked loved hated wanted felt knew had heard met needed noticed saw realised realized thought")
NOT_ING = vocabulary(
    "thing nothing something anything everything string bring morning evening during being ceiling spring king"
)
NOT_THIRD = vocabulary(
    "this does always was has his its hers ours theirs yours as is us plus thus across perhaps besides sometimes "
    "towards afterwards unless alerts logs errors times days hours minutes weeks months years users systems services"
)

# Marks and words that may open a sentence before its first real word.
OPENERS = vocabulary(
    """
, : ( – — … - and but so ok okay well honestly seriously sorry frankly please hi hey lol also then or now again
fine am pm utc cet gmt est edt pst for the record note
"""
)

CLASSES: dict[str, frozenset[str]] = {
    "role": ROLES,
    "sacked": vocabulary(
        "fined sacked dismissed demoted reprimanded punished disciplined penalised penalized sanctioned barred banned "
        "blacklisted suspended cautioned counselled scolded surcharged fired"
    ),
    # What shows that an act went astray.
    "amiss": vocabulary(
        "wrong wrongly twice again early late backwards upside unchecked untested unread uncounted uncleaned inverse "
        "mistake accident error instead second third unapproved prematurely"
    ),
    "standing": vocabulary(
        "resignation suitability conduct bonus promotion fitness attitude probation dismissal diligence"
    ),
    "have": vocabulary("have of 've"),
    "poss": vocabulary("my his her our your their 's"),
    # Words that may stand between the parts of "should have done" and its like.
    "soften": vocabulary(
        "all also as at certainly clearly either even have just least maybe never not obviously of only perhaps "
        "probably rate any really simply easily easly so surely the then very well course"
    ),
    "self": vocabulary("himself herself themselves itself myself ourselves yourself"),
    # What a lapse is called.
    "error": vocabulary(
        """
error mistake slip slip-up slipup lapse blunder mix-up oversight carelessness inattention forgetfulness
fallibility failing misclick mis-click mishandling misjudgement misjudgment weakness bungling goof gaffe cock-up
screw-up fuck-up inaction mal-operation maloperation ineptitude inexperience mis-keying miskeying typo mistakes
blunders lapses slip-ups
"""
    ),
    "owned_error": vocabulary(
        """
error mistake slip slip-up slipup lapse blunder mix-up oversight typo carelessness inattention misconfiguration
misclick mis-click failure omission negligence mistakes errors typos slip-ups slips blunders lapses goof gaffe
cock-up screw-up inaction mishandling misjudgement misjudgment forgetfulness bungling incompetence
"""
    ),
    "owned_fault": vocabulary("fault doing guilt blame making"),
    "manual": vocabulary("""
human operator manual clerical keying keyboarding typing staff editorial nursing administrative handling pilot
user data-entry entry transcription copy-paste copying operational switching volunteer employee personnel crew
keyboard driver coder controller handler line-up proofreading input researcher trafficker sampler minder
carbon-based owner customer
"""),
    "incident": vocabulary(
        """
incident outage outages accident breach loss losses damage disruption failure fire flood leak mess disaster
breakdown crash downtime delay delays fiasco debacle disaster catastrophe collapse chaos meltdown problem spill
shutdown blackout error mistake mix-up storm bill derailment corruption confusion misconfiguration
"""
    ),
    # Verbs that only people do, and that name a lapse.
    "lapse": vocabulary(
        """
forgot forgets forgotten neglected neglects overlooked overlooks botched botches bungled bungles mistyped
mistypes misjudged misjudges misfiled misplaced mislaid misremembered miscounted mishandled fumbled flubbed
fluffed muddled goofed slacked disregarded disobeyed flouted disregards mis-keyed miskeyed misclicked
mis-clicked mis-typed mis-keys misrouted screwed blundered mismanaged omitted transposed
"""
    ),
    # Verbs that systems do too: a lapse only with people as the subject.
    "failing": vocabulary(
        """
missed misses skipped skips bypassed broke breaks nuked nukes wiped crashed clobbered hardcoded leaked overwrote
misread misreads misconfigured misconfigures misunderstood misreported misinterpreted misled trashed
circumvented violated breached misset mis-set misapplied miscommunicated misdiagnosed mixed-up mislabelled
mislabeled misdirected corrupted unplugged force-pushed miscalculated misallocated mistook bodged bricked borked
"""
    ),
    "fail": vocabulary("failed fails"),
    "wreck": vocabulary(
        "deleted wiped overwritten broken misconfigured dropped disabled silenced caused removed killed introduced "
        "ignored skipped leaked unplugged missed mislaid lost purged forgotten overlooked mistyped botched triggered "
        "mixed-up mishandled misfiled mis-keyed miskeyed omitted corrupted nuked bypassed cancelled"
    ),
    "verb": vocabulary(
        """
verify check test tell inform notify run read look ask update escalate log report confirm follow page call ring
alert set switch turn put reset restart restore renew rotate close open raise answer respond react acknowledge
ack watch monitor warn document write wait add clean copy compare cover coordinate communicate consult configure
record review send sign staff perform obtain arrange bother catch remember listen double-check cross-check
validate announce post hand lock unlock roll handle prepare plan submit walk order provide use load save back
apply push finish complete
"""
    ),
    # Qualities.
    "bad": vocabulary(
        """
careless sloppy negligent incompetent reckless clueless complacent cavalier slapdash lackadaisical
unprofessional irresponsible arrogant thoughtless half-hearted shoddy dozy inept amateurish idiotic daft
inattentive inexcusable unforgivable heedless gullible overconfident over-confident cocky smug feckless
spineless pig-headed bone-idle half-arsed half-assed asinine trigger-happy gung-ho perfunctory untrustworthy
disgraceful shameful laughable embarrassing lousy impulsive ill-prepared stubborn short-sighted inconsiderate
disrespectful shortsighted tactless bumbling blasé nonchalant absent-minded scatterbrained undisciplined
lacklustre cowardly happy-go-lucky bloody-minded callous tone-deaf shambolic uninterested disinterested moronic
unthinking ham-fisted cack-handed penny-pinching
"""
    ),
    # Said of things as well: only where people are meant.
    "weakly_bad": vocabulary(
        """
slow clumsy dreadful dumb evasive feeble foolish forgetful haphazard hasty hopeless idle ignorant impatient
indifferent inexperienced lame lax lazy naive naïve oblivious pathetic selfish stupid thick unhelpful unprepared
unreliable useless wasteful
"""
    ),
    "bad_noun": vocabulary(
        """
carelessness sloppiness laziness negligence incompetence recklessness cluelessness complacency arrogance
thoughtlessness stupidity idiocy ineptitude indifference idleness amateurism dereliction callousness insolence
nonchalance overconfidence hubris unprofessionalism irresponsibility inattentiveness foolishness ignorance
cowardice pig-headedness
"""
    ),
    "insult": vocabulary(
        """
idiot idiots moron morons fool fools clown clowns cowboy cowboys muppet muppets amateurs numpty numpties donkey
donkeys dimwit half-wits half-wit halfwit halfwits imbecile imbeciles butterfingers rookie rookies monkeys prat
prats twit wally wallies bozo bozos dunce dunces slacker slackers layabout layabouts buffoon buffoons
prima-donnas charlatan charlatans coward cowards dolt dolts dreamers sleepyhead slob slobs plonker jobsworth
jobsworths
"""
    ),
    "badly": vocabulary(
        """
carelessly sloppily lazily negligently incompetently recklessly thoughtlessly stupidly foolishly irresponsibly
arrogantly clumsily selfishly complacently heedlessly idiotically ineptly inexcusably cluelessly lackadaisically
"""
    ),
    "blindly": vocabulary(
        "blindly blithely naively hastily casually wilfully willfully knowingly cheerfully merrily mindlessly idly"
    ),
    "deed": vocabulary(
        """
work mistake error errors mistakes attitude behaviour behavior testing review reviews reviewing manner handling
approach act acts deed decision choice commit commits coding job effort engineer engineers operator operators
developer developers dev devs admin admins team squad staff crew person people colleague thing way shortcut
shortcuts excuse excuses of on in with at about from as to for and or but who even guy guys contractor
contractors intern move slip typo omission oversight practice habits workmanship response answer driver pilot
bunch lot crowd lad office clean-up haste silence question idea by when if because not handover signalling piece
sort indifference counter
"""
    ),
    "act_noun": vocabulary("""
work mistake error attitude behaviour behavior testing review approach act decision commit job effort engineer
engineers operator operators developer developers dev devs admin admins team squad crew contractor intern
mistakes errors lot shortcut excuse slip move thing bunch way people staff
"""),
    "diligence": vocabulary(
        """
discipline diligence care attention rigour rigor judgement judgment ownership professionalism competence
awareness urgency backbone effort initiative courage wit thought sense commitment thoroughness responsibility
accountability due-diligence vigilance common-sense
"""
    ),
    "obvious": vocabulary("obvious clear evident apparent plain self-evident foreseeable predictable"),
    "very": vocabulary("""
blindingly perfectly painfully plainly abundantly glaringly quite so pretty very fairly entirely totally always
blatantly patently already all too rather immediately completely just more than
"""),
    "anyone": vocabulary("anyone anybody everyone everybody"),
    "see": vocabulary("""
see seen saw spot spotted notice noticed tell told know known knows knew guess guessed predict predicted realise
realize realised realized understand understood work sees count grasp grep read foresee foreseen catch caught
"""),
    "noticed": vocabulary(
        """
caught spotted noticed known seen stopped asked checked told rung queried avoided saved spared prevented thought
realised realized read tested verified called escalated flagged raised reported waited looked tried insisted
challenged warned dispatched objected questioned double-checked walked pulled shouted done compared counted
reviewed refused restored
"""
    ),
    "duty_done": vocabulary(
        """
verified checked tested told informed notified read looked asked updated escalated logged reported confirmed
followed paged called rung rang alerted set switched turned reset restarted restored renewed rotated closed
opened raised answered responded reacted acknowledged acked watched monitored warned documented written waited
compared covered communicated consulted recorded reviewed sent signed staffed bothered put thought saved noticed
picked walked listened handed stopped questioned taken took wrote arranged spoken kept done
"""
    ),
    "carelessly_ing": vocabulary(
        """
checking asking looking reading telling testing waiting verifying thinking opening informing notifying
confirming handing draining masking draining sounding letting warning understanding consulting reviewing
listening calling ringing running running patching mentioning paging noticing bothering following draining
comparing escalating updating approval permission authorisation authorization review sign-off warning authority
consent knowing backing saving stopping
"""
    ),
    "firmly": vocabulary(
        "entirely solely squarely clearly partly both all wholly very much also directly plainly largely mostly"
    ),
    "act_past": vocabulary(
        """
broke deleted approved let left forgot pushed decided authorised authorized signed turned thought told allowed
merged switched disabled removed changed dropped missed ignored typed pressed clicked deployed shipped broke
wrote put gave enabled skipped wiped ran uploaded published silenced muted messed screwed caused closed opened
tested checked reviewed accepted waved noted taught fitted robbed initialled ticked passed swapped filed
"""
    ),
    # Remedies.
    "right": vocabulary("""
access rights permissions permission privileges privilege credentials admin root login badge keys licence
license certificate authorisation authorization approval self-merge deploy write toggles budget allowance bonus
promotion endorsement headcount on-call commit sharing
"""),
    "retrain": vocabulary("retrain re-train retrained retraining reeducate re-educate"),
    "sack": vocabulary("""
sack fire dismiss demote reprimand admonish penalise penalize discipline punish blacklist suspend bar ban fine
caution counsel chastise sanction surcharge fined sacked dismissed demoted reprimanded punished disciplined
penalised penalized sanctioned barred banned blacklisted suspended cautioned counselled scold scolded
"""),
    "moved": vocabulary("""
moved stood removed reminded warned replaced supervised counselled barred dismissed demoted disciplined held
fired sacked fined suspended admonished instructed shown excluded reassigned
"""),
    "strong_sack": vocabulary("""
reprimand reprimanded reprimands disciplinary demoted demotion sacked penalised penalized punished disciplined
admonished admonishment chastised talking-to blacklisted surcharged sanctioned sacking punishment
"""),
    # Parts of idioms.
    "left_as": vocabulary(
        "on open off running disabled enabled muted silenced unlocked out bypassed untouched alone unread"
    ),
    "fingers": vocabulary(
        "fat-finger fat-fingered fat-fingers fatfingered fat-fingering pebkac pebcak mis-click misclick "
        "mis-clicked brainfart"
    ),
    "sits": vocabulary("lies rests sits goes falls belongs"),
    "let_happen": vocabulary("let broke thought forgot allowed waved robbed"),
    "slip_base": vocabulary("skip ignore forget miss break fail trust delete drop"),
    "fall_short": vocabulary("miss ignore forget fail overlook confuse not"),
    "pointedly": vocabulary("actually even ever really think read look check test bother"),
    "disregard": vocabulary("attitude regard respect interest"),
    "poor": vocabulary("poor bad terrible appalling lousy"),
    "conduct": vocabulary(
        "judgement judgment discipline workmanship attitude performance show work practice behaviour behavior form"
    ),
    "careful": vocabulary("careful diligent attentive vigilant cautious thorough disciplined conscientious mindful"),
    "take_care": vocabulary("take takes exercise use show pay paying exercising taking"),
    "more": vocabulary("more greater better extra closer proper due"),
    "formal": vocabulary("written formal final verbal official stern strong"),
    "warning": vocabulary(
        "warning reprimand caution word talking reminder letter apology explanation conversation admonishment"
    ),
    "withdraw": vocabulary(
        "revoke revoked remove withdraw withdrawn take pull strip suspend restrict cut docked reduce reduced "
        "forfeit stop withhold"
    ),
    "withdrawn": vocabulary("withdrawn revoked suspended removed reflect go looked withheld parked reduced cut pulled"),
    "take_off": vocabulary(
        "take taken taking move moved kick kicked remove removed keep kept bar barred ban pull pulled"
    ),
    "duty": vocabulary("rota on-call duty project list board team rotation platform site account deploy primary"),
    "earned": vocabulary("earned shown learned learnt be it trusted proven proved shadowed certified"),
    "do_again": vocabulary("redo resit re-sit retake re-take repeat apologise apologize re-read reread sit shadow"),
    "beginner": vocabulary(
        "fool child toddler beginner trainee idiot novice rookie student apprentice junior blind first-year monkey"
    ),
    "clever": vocabulary("genius expert rocket degree einstein prophet detective phd scientist"),
    "little_act": vocabulary("do look read check ask walk try ring filter count glance open"),
}
