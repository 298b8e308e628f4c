"""Whom a sentence can be about: pronouns, roles, teams; and the words that stand around them."""

from pm_tui.blame.tokens import vocabulary

PRONOUNS = vocabulary("i he she we you they y'all yous")
OBJECTS = vocabulary("me him her us you them himself herself themselves")
POSSESSIVES = vocabulary("my his her our your their")
INDEFINITE = vocabulary("someone somebody nobody anyone anybody everyone everybody whoever none neither both noone")

# A head noun that stands for people wherever it stands.
ROLES = vocabulary("""
accountant actuary adjuster admin admins administrator administrators adviser advisor agents aide analyst
analysts anaesthetist anaesthetists announcer applicant apprentice apprentices approver approvers architect
architects archivist assayer assistant assistants associate associates attendant attendants auditor auditors
bailiff bailiffs barista bench bloke boatswain bookkeeper boss bosses bosun boys buyer buyers captain captains
caretaker cashier cashiers caterer caterers ceo cfo chap chemist chemists chief cio ciso clerk clerks client's
clinician clinicians coach coder coders colleague colleagues commander committee company's concierge conductor
consultant consultants contractor contractors coordinator coordinators coo courier cowboy cowboys crew crewman
crews cro cso cto curator custodian customer-success dba dbas deckhand deckhands declarant department dept
deputy deputies designer designers desk developer developers dev devs devops director directors dispatcher
dispatchers doctor doctors electrician employee employees engineer engineers eng examiner executive executives
expert experts facilitator farmer fellow firefighter firm fitter fitters folk folks forecaster foreman foremen
freelancer gang glazier grader guy guys hauler headteacher helpdesk hire hires human humans housekeeper
housekeeping hygienist individual individuals inspector inspectors installer instructor intern interns
interpreter janitor journalist judge junior juniors keeper lad lads lady lawyer lawyers lead leads leader
leaders leadership learner librarian lieutenant lifeguard linesman locksmith lot machinist maintainers man
management manager managers matron mate mates mechanic mechanics medic men mentor mentors midwife midwives miner
nephew netops newcomer night-shift nurse nurses officer officers official officials on-call oncall oncaller ops
operatives organiser organizer paramedic paramedics partner partners people person personnel pharmacist
pharmacists phlebotomist phlebotomists physician pilot pilots planner planners playout plumber pm police porter
porters postman presenter president principal producer producers professor programmer programmers prompter
proofreader purser qa quartermaster operator operators driver drivers planner planners radiographer radiologist
radiologists receptionist receptionists registrar registrars researcher researchers responder responders
reviewer reviewers rigger riggers sailor salesman salesperson sampler scientist scientists secretary secops
senior seniors setter shift-lead shopkeeper signaller signallers signalman sister skipper specialist specialists
spokesman spokesperson spokeswoman squad squads sre sres staff staffer steward stewards stewardess stockman
storekeeper storeman student students sub-editor subcontractor subcontractors superintendent superintendents
superuser supervisor supervisors supplier suppliers surgeon surgeons surveyor surveyors sysadmin sysadmins
tanker-driver teacher teachers team teams teamlead tech technician technicians techs technologist teller tellers
temp temps tester testers toxicologist toxicologists trader traders trainee trainees trainer trainers translator
treasurer trustee typist undergraduate underwriter vendor vendors vet volunteer volunteers waiter waitress
warden wardens watchkeeper watchman watchmen woman women workers worker zookeeper
""")

# Words that name people in one trade and software in another: people only with a word before them that says so.
WEAK_ROLES = vocabulary("""
agent broker brokers client controller controllers customer customers dispatcher driver drivers examiner guard
handler handlers host loader minder monitor office operator operators owner owners planner provider providers
runner scheduler sender server servers user users watch worker workers shift crew bench desk lead leads editor
editors author authors department unit group firm party section branch lot partner partners host gang
""")

HUMAN_MODIFIERS = vocabulary("""
acting agency air apron assistant backup brand bridge building call-centre cell chief coal control customs data
day days delivery dental district duty engine experienced fault-finding field finance flight forklift foreign
fraud freight front-of-house gate graduate ground head harbour human incompetent inexperienced initial junior
lazy lorry machine maintenance medical morning new newest night nights on-call oncall on-duty outside plant
police process ramp release relief safety second secondary section senior service shift signal site sleepy staff
stage support temp temporary third tired tower train trainee tram truck untrained van video volunteer ward watch
weekend yard young younger
""")

# Short names of teams. They count as people only where they stand alone as the subject of a clause.
TEAMS = vocabulary("""
analytics automation backend billing comms compliance crm data-platform dev devops dispatch engineering
exchange-infra facilities finance finops frontend growth hr i.t. identity infra infrastructure it-ops legal
live-ops liveops logistics management marketing merchandising ml ml-infra mobile netcode netops networking
networks operations ops packing payments payroll platform pricing procurement product purchasing qa qc reception
records reservations sales sec secops security sre sres support treasury upstairs
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

NOUNS = ROLES | WEAK_ROLES | TEAMS
PHRASE_WORDS = HUMAN_MODIFIERS | TEAMS

# Between a determiner and its head noun none of these can stand.
NOT_IN_A_PHRASE = CLOSERS - frozenset("on-call more next") | PRONOUNS | DETERMINERS

# What may stand between a subject and its verb.
BETWEEN = vocabulary("""
had has have was were is are did do does will would 'd also again already always apparently being basically been
be blatantly blithely carelessly clearly completely consistently constantly deliberately eventually even
evidently finally first frankly getting got habitually had simply happily have hastily inadvertently instead
just knowingly later mistakenly must nearly never not negligently not obviously only once persistently plainly
probably promptly quietly really recklessly regularly repeatedly routinely seemingly simply somehow still
stupidly subsequently then therefore thus totally twice unfortunately usually utterly wilfully willfully wrongly
yet thoughtlessly wholly sadly both all themselves himself herself ever accidentally honestly please kindly
should could might may can
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
