"""Whom a sentence can be about: pronouns, roles, teams; and the words that stand around them."""

from pm_tui.blame.tokens import vocabulary

PRONOUNS = vocabulary("i he she we you they y'all yous")
OBJECTS = vocabulary("me him her us you them himself herself themselves")
POSSESSIVES = vocabulary("my his her our your their")
INDEFINITE = vocabulary("someone somebody nobody anyone anybody everyone everybody whoever none neither both noone")

# A head noun that stands for people wherever it stands.
_SINGULAR = vocabulary("""
accompanist accountant actuary adjuster admin administrator adviser advisor agents agronomist aide anaesthetist
analyst announcer applicant apprentice approver architect archivist assayer assistant associate attendant
attorney auditor author bailiff baker balloonist banksman barista barrister beekeeper bench binman bloke
boatswain bookkeeper boss bosses bosun boys brewer butcher buyer captain captioner carer caretaker carpenter
cartographer caseworker cashier caster caterer cellarman ceo cfo chap checker chef chemist chief choirmaster cio
ciso cleaner clerk clinician co-ordinator coder colleague commander committee compositor concierge conductor
consultant contractor coo cook coordinator councillor courier cowboy coxswain crew crewman crews cro croupier
cso cto curator custodian customer-success dairyman dayshift dba dealer deckhand declarant demonstrator dentist
department dept deputy designer desk dev developer devops digger-driver director dispatcher distiller diver
doctor driver editor electrician employee eng engineer escort examiner executive expert facilitator farmer
farmhand fellow firefighter firm fisherman fitter folk folks forecaster foreman forester freelancer gang
gardener glazier grader groundskeeper groundsman grower guide guitarist guy handyman hauler haulier headteacher
helmsman helpdesk hire housekeeper housekeeping human humans hydrologist hygienist individual inspector
instructor intern interpreter investigator invigilator janitor jockey jointer journalist judge junior keeper
laboratory-technician labourer lad lady landlord lawyer lead leader leadership learner lecturer lender librarian
lieutenant lifeboatman lifeguard lineman linesman linesperson loadmaster locksmith locum lookout lorry-driver
lot machinist maintainers man management manager manufacturer marketer marshal marshaller mate matron mechanic
medic men mentor merchant midwife midwives miller milliner miner moderator musician navigator negotiator nephew
netops newcomer newsreader night-shift nightshift notary novice nurse nutritionist officer official oiler
on-call oncall oncaller operatives operator ops optician orderly organiser organist organizer owner packer
painter paramedic partner people person personnel pharmacist phlebotomist physician physiotherapist picker pilot
planner plasterer playout plumber pm police porter postman postmaster practitioner presenter president principal
producer professor programmer projectionist prompter proofreader purser qa quartermaster radiographer
radiologist ramp-agent ranger receptionist registrar repairman reporter researcher responder reviewer rigger
roofer rostering-clerk sailmaker sailor salesman salesperson sampler scaffolder scientist secops secretary
senior setter sexton shepherd shift-lead shift-leader shopkeeper shunter signaller signalman signatory sister
skipper slinger solicitor sonographer specialist spokesman spokesperson spokeswoman squad sre staff staffer
stagehand steward stewardess stockman stoker storekeeper storeman storeperson strategist street-cleaner student
sub-contractor sub-editor subcontractor superintendent superuser supervisor supplier surgeon surveyor switchman
sysadmin sysop tailor tanker-crew tanker-driver teacher team teamlead tech technician technologist techs teller
temp tester timekeeper toxicologist trader tradesman trainee trainer translator transporter treasurer trooper
trustee tutor typist umpire undergraduate underwriter usher usherette vendor vet veterinarian volunteer waiter
waitress warden warehouseman watchkeeper watchman webmaster weigher welder winemaker woman women worker yardman
yardmaster zookeeper
""")


def _plural(role: str) -> str:
    if role.endswith("man"):
        return role[:-2] + "en"
    if role.endswith("y") and role[-2] not in "aeo":
        return role[:-1] + "ies"
    return role + ("es" if role.endswith(("s", "ch", "sh", "x")) else "s")


ROLES = _SINGULAR | {_plural(role) for role in _SINGULAR} - vocabulary("ons lots benches desks mans")
TITLES = vocabulary("mr mrs ms miss dr prof herr frau shri smt captain councillor sister brother sir madam lady lord")

# Words that name people in one trade and software in another: people only with a word before them that says so.
WEAK_ROLES = vocabulary("""
agent author authors bench branch broker brokers client coach coaches controller controllers crew customer
customers department desk dispatcher driver drivers editor editors examiner firm gang group guard handler
handlers host installer installers lead leads loader lot minder monitor office operator operators owner owners
partner partners party planner provider providers runner scheduler section sender server servers shift unit user
users watch worker workers
""")

# Names of places that act: people with a word before them that is not software ("the jury office", "Gujarat desk").
PLACES = vocabulary("office desk depot agency brigade bureau pharmacy ward desks offices agencies")
STRONG_PLACES = vocabulary("depot agency brigade bureau pharmacy")

# Of these "our" does not yet make people ("our agent did not report its version").
MACHINES = vocabulary(
    "agent client host loader monitor runner scheduler sender server servers installer installers watch"
)

HUMAN_MODIFIERS = vocabulary("""
acting agency air apron assistant backup brand bridge building call-centre cell chief coal control crew traffic
customs data day days delivery dental district duty engine experienced fault-finding field finance flight
forklift foreign fraud freight front-of-house gate graduate ground head harbour human incompetent inexperienced
initial junior lazy lorry machine maintenance medical morning new newest night nights on-call oncall on-duty
outside plant police process ramp release relief safety second secondary section senior service shift signal
site sleepy staff stage support temp temporary third tired tower train trainee tram truck untrained van video
volunteer ward watch weekend yard young younger
""")

# Short names of teams. They count as people only where they stand alone as the subject of a clause.
TEAMS = vocabulary("""
analytics automation backend billing comms compliance crm data-platform dev devops dispatch engineering
exchange-infra facilities finance finops frontend growth hr i.t. identity infra infrastructure it-ops legal
live-ops liveops logistics management marketing merchandising ml ml-infra mobile netcode netops networking
networks operations ops packing payments payroll platform pricing procurement purchasing qa qc reception records
reservations sales sec secops security sre sres support treasury upstairs
""")

DETERMINERS = vocabulary("""
the a an this that these those some any every each no our your his her their my another which what whose one
certain both all
""")

# After the head of a noun phrase one of these shows that the phrase has ended ("the team to", not "team calendar").
CLOSERS = vocabulary("""
to for who whom whose and or but nor on in at by with from of as that than is are was were be been has have had
do does did not will would should could must can may might ought needs needed shall if when while because so
then until till before after since whenever about over into off out up down again also alone never always only
really just simply himself herself themselves personally directly once through without within under his her
their here there today yesterday tomorrow now more this next said says , . ; : ? ! ) ( — – … \n
""") | {"\n"}

ARTICLES = vocabulary("the a an its it this that there these")
# A clause with a subject of its own begins behind these.
JOINS = vocabulary(", and but while as so whereas where when")
# A word between one of these and its "s" is most likely a plural ("the pods", "three hosts").
PLURAL_BEFORE = vocabulary("the our its all some both many most several these those two three four five six no other")
PARTS = vocabulary("some most all many both two three half none one each any neither")

NOUNS = ROLES | WEAK_ROLES | TEAMS | PLACES
PHRASE_WORDS = HUMAN_MODIFIERS | TEAMS

# Between a determiner and its head noun none of these can stand.
NOT_IN_A_PHRASE = CLOSERS - frozenset("on-call more next") | PRONOUNS | DETERMINERS

# Handles and addresses behind which nobody sits.
MAILBOXES = vocabulary("""
alerts alert alertmanager bot ci channel cron daemon deploybot errors everyone github here jenkins monitoring no
nagios noreply notifications notification opsgenie pagerduty pager renovate root slackbot system
""")

# What may stand between a subject and its verb.
BETWEEN = vocabulary("""
having had has have was were is are did do does will would 'd also again already always apparently being
basically been be blatantly blithely carelessly clearly completely consistently constantly deliberately
eventually even evidently finally first frankly getting got habitually had simply happily have hastily
inadvertently instead just knowingly later mistakenly must nearly never not negligently not obviously only once
persistently plainly probably promptly quietly really recklessly regularly repeatedly routinely seemingly simply
somehow still stupidly subsequently then therefore thus totally twice unfortunately usually utterly wilfully
willfully wrongly yet thoughtlessly wholly sadly both all themselves himself herself ever accidentally honestly
please kindly should could might may can
""")

CLAUSE_STARTS = vocabulary("""
. ? ! , ; : — – … ( ) cos as given and but because that while when if so since although though after before as
where whereas which or then until once unless nor yet for than whether
""") | {"\n"}

# A word after a role that shows a thing to be meant ("the steward plugin").
GADGETS = vocabulary("""
account accounts app apps calendar code dashboard file form framework library list plugin plug-in portal project
script scripts software system systems table template tool tools workflow
""")

# Linking words between a head and the rest of its phrase ("nobody on the night shift", "S. Patel as reviewer").
LINKS = vocabulary("in on at from of for with as to by")

# A word that shows the thing after it not to be human ("ingress controller", "cert manager").
OWNED = vocabulary("crew shift desk bench department unit group firm party section branch lot office gang lead leads")

SOFT_MODIFIERS = vocabulary("""
admission alert alerting api app application asset backup batch block boot build cache certificate cert cloud
cluster cni config configuration connection container cron database db default deployment disk dns document
domain driver email event external file floor graph graphics gpu identity ingress init job kafka kernel key
kubernetes load log login lock mail memory message metric network node object package page password
password-manager pipeline plan plug-in pod postgres print process proxy query queue rate replication request
resource route routing scaling schedule script secret security-group server session session-manager software
state storage stream sync system task terraform test thread threat token traffic transaction virtual volume web
window workflow write
""")

# Things that do what people do: never the subject of a lapse, however capitalised.
THINGS = vocabulary("it its this that which there these those what")
