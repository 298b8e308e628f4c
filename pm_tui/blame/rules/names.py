"""Given names, for reviews whose roster does not list everybody. Written by hand, from many languages.

Names that are also everyday English words (Will, May, Faith) or well-known software (Jenkins, Ruby) are left out:
a roster can still bring them in.
"""

from pm_tui.blame.tokens import vocabulary

GIVEN_NAMES = vocabulary("""
aaliyah aarav aaron abby abdi abdul abdullah abdulrahman abeba abebe abel abena abhishek abigail abraham achieng
ada adaeze adam adebayo adele aditi aditya adjoa adnan adrian adriana adrien advait afua agata agnes agnieszka
ahmad ahmed ai-ling aidan aiden aiko aileen aisha aishwarya aiyana ajay akash akbar akemi akiko akinyi akira
akosua akshay akua alain alan alana alasdair alba albert alberto alec alejandra alejandro aleksander aleksandra
aleksi alena alessandra alessandro alessia alex alexa alexander alexandra alexandre alexei alexey alexis alfie
alfonso alfred ali alice alicia alina alisa alison alistair allan allison alma alok althea alvaro alyssa ama
amadou amaka amal amanda amani amara amaya amelia amelie ami amina amir amira amit amita amna amos amparo amrita
amy ana anahit anand ananya anastasia anders andile andre andrea andreas andreea andrei andres andrew andrey
andré andrés andrzej andy anette angel angela angelica angelina angelo angus anh anika anil anirudh anita anja
anjali ankit ankita ann anna anne anneke annelies anneliese annette annie annika ansel anselm anthony antoine
anton antonia antonio anwar aoife aonghas apinya arash archana archie areum ariana arif arjun arlo armando armin
arnaud arne arnold aroha artem arthur arturo arun aryan asa asha asher ashish ashley ashok ashwin asif asma
astrid atieno atsuko aubrey audrey augustin aung aurelie aurélie austin ava avery avi aya ayaan ayaka ayanda
ayesha ayo ayodele ayse aysha ayşe azad aziz azra álvaro babak bambang bao baptiste baraka barbara barnaby barry
bartek bartosz bas basil bassam bastian beata beatrice beatrix beatriz becca beckett behrouz bella ben benedict
benedikt benita benjamin benoit benoît bereket bernard bernd bernhard bert bertha beth bethany betty beverley
bhavesh bhavna bheki bianca bilal bilawal binh birgit bisi bjarne bjorn björn blaise blanca blessings bo bo-ra
bob bobby bodil bogdan bongani boris bosse boyd brad bradley brady brandon branko brenda brendan brent brett
brian briana brigid brigitte britt brody bronwen bruce bruno bryan bryce bryony budi bukola burak caitlin caleb
callum calvin cameron camila camilla camille carina carl carla carlos carlotta carly carmel carmen carol
carolina caroline carolyn carsten carys casey casper cassandra caterina catherine cathy catriona cecile cecilia
cedric celeste celia celine cem cesar cécile cédric céline césar chad chaitanya chandra chang chantal charles
charlie charlotte chebet chen cheng cheryl chiara chidi chidinma chike chinedu chinonso chinwe chioma chipo
chirag chloe chloé chris christa christian christina christine christoph christophe christopher chuka
chukwuemeka ciara cillian cindy claire clara clare clarissa claude claudia claudio claus clemens clement clément
cliff clive coby cody colette colin colleen colm conall concepcion concetta connor conor conrad constantin
constanza cora cordelia corinne cormac cornelia cory courtney craig cristian cristiana cristina curtis cyril
cyrus dafydd dagmar dagny daiki daisuke dalia damian damien dan dana daniel daniela danielle danilo danny dante
daphne dara daria dario darius dariush darko darlene darren daryl dave david davide davina dawid dawit deanna
deb debbie deborah declan deepa deepak deepika deirdre delphine denis denise dennis derek derrick desmond
despina devika devin dewi deyan dhruv diana diane didier diego dieter dikembe dilnoza dimitar dimitra dimitri
dimitris dina dinesh dinh dirk divya djibril dmitri dmitry dominic dominik dominika dominique donal donald
dong-hyun donna dora doris dorota dorothea dorothy doug dougal douglas dov dragan dries duc duncan dung dustin
dwayne dylan eamon ebba ebere ebony eddie edgar edith edmund eduardo edward edwin eero efe efua egon eibhlin
eileen eilidh einar eka ekaterina elaine eleanor eleftheria elena eleni elias elif elijah elin eline elisa
elisabeth elise eliska eliza elizabeth elke ella ellen ellie elliot elliott elodie eloise elsa elsie elvira ema
emanuel emeka emer emil emilia emiliano emilie emilio emily emine emir emma emmanuel emre enrico enrique enzo
eoin erdem eric erica erich erik erika erin ernest ernesto ersin erwin esi esme esperanza esra esteban estelle
esther eszter ethan etienne eugene eugenia eun-ji eunice eva evan evangelos evelyn everett evgeny ewa ewan
ewelina ezekiel ezra élodie étienne fabian fabien fabio fabrice fadi fahad fahim faisal fang farah farai faraji
farid farida faris fatema fatima fatma fatou fatoumata fei felicia felicity felipe felix femi feng ferdinand
ferenc fergus fernanda fernando fikret filip filippo finlay finn fiona fitri fitz fitzroy flavia fleur florence
florian florin folake folasade frances francesca francesco francine francis francisco franck francois françois
frank franz fraser fred freda freddie frederic frederick fredrik freya frédéric frieda friedrich from fumiko
funmi gabor gabriel gabriela gabriele gabrielle gael gaëlle gareth gary gaurav gavin gayatri gábor gemma
genevieve geneviève geoff geoffrey georg george georges georgia georgina gerald geraldine gerard gerardo gerd
gerhard germaine gertrude ghassan gianluca gianni gideon gil gilbert giles gillian gina giorgio giovanna
giovanni girish gisela giulia giuseppe gladys glenn gloria golnaz gonçalo gonzalo gopal goran gordon gottfried
graeme graham grainne gráinne greg gregor gregory greta grzegorz guadalupe guang gudrun gudrún guido guillaume
guillermo gulsen gunawan gunnar gunther gustavo guus gwen gwyneth habib hadiza hafsa haim hakan hakim halima
hamid hamish hamza han hana hanan hania hanna hannah hannes hans hans-peter hao haoran hari haris harish harold
haroun harriet harrison harry haruka haruki haruto harvey hasan hassan hatice hayden hazem heather hector hedda
hedwig heidi heike heiko hein heiner heinrich helen helena helene helga hendrik henning henri henrietta henrik
henrike henry herbert hermann hernan hélène hideo hieu hilary hilda hilde hildegard hina hind hiro hiroko
hiroshi hiroto hiwot hoa hoang holger holly horst hossein howard hsin-yi huang hubert huda hugh hugo hui
humberto huong husain hussein hyacinth hye-jin hyun-woo iain ian ibrahim ida idris ieva ifeanyi ifeoma ifor
ignacio igor ihor ike ikenna ilan ilaria ilja ilona ilse ilya ima imani imogen import imran imre ina indah
indira ines inés inga inge ingeborg ingrid ioana ioannis ira irene irina iris irma isaac isabel isabella
isabelle isaiah ishaan ishan ishita isidora isla ismael ismail isobel issa istvan istván itzel ivan ivana ivanka
ivar ivo ivy iwona izabela jaap jace jack jackie jackson jacob jacqueline jacques jae jae-won jagdish jaime jake
jakob jakub jamal james jamie jana jane janet janez janice janine janis janusz jared jarek jari jarmila jaroslav
jasmin jasmine jason jasper javi javier jay jaya jayden jean jean-baptiste jean-luc jean-marc jean-paul
jean-pierre jeanette jeanne jeff jeffrey jelena jen jenna jennifer jenny jens jeremiah jeremy jerome jerry
jesper jess jesse jessica jesus jesús jette jérôme ji-hoon ji-woo ji-yeon jia jiang jianguo jill jim jimena
jimmy jin jing jiri jiří jisoo jitka jo joachim joan joana joanna joanne joao joaquin joaquín joão jochen jodie
joe joel joelle joerg johan johann johanna johannes john johnny joko jolanta jon jonah jonas jonathan jong-un
joon joost jordan jordi jorge joris jose josef josefina joseph josephine josé josh joshua josiah josie joyce
jörg juan juana juanita juanjo judith judy juho jules julia julian juliana julie julien juliet juliette julio
julius juma jun-jun junaid june-hee jung junichi jurgen jussi justin justine justyna jutta jürgen jyoti kacper
kai kaitlyn kaito kaja kalinda kalle kamal kamala kamau kamil kamila kana kanako kane kang kaori karan kareem
karel karen karim karin karina karl karla karolina karsten karthik kartik kasia kasper kata katalin katarina
katarzyna kate katerina kateřina katharina katherine kathleen kathryn kathy katia katie katja katrin katrina
kaveh kavita kavitha kavya kayla kazuki kazuo keiko keira keith kelechi kellie kelly kelsey kelvin kemal ken
kendra kenichi kenji kenneth kenta kerem kerry kerstin kevin khadija khaled khalid khalil khanh khoa kian kiara
kieran kim kimberly kimiko kiprop kiran kirill kirsten kirstin kirsty kjell klaas klara klaus koen koffi kofi
koji kojo konrad konstantin kostas kourosh kris krishna kristen kristian kristin kristina kristof krystyna
krzysztof kumar kunal kunle kurt kwabena kwadwo kwaku kwame kweku kwesi kyaw kyle kylie kyoko kyung lachlan
laila lakshmi laleh lamar lamine lana lara larisa larry lars lasse laszlo laura laurel lauren laurence laurent
lauri lavanya lavinia lászló lea leah leandro lee leen leena lei leif leigh leila lelia lena lenka lennart leo
leon leona leonard leonardo leonie leonor leonora leopold lerato leroy lesedi leslie leticia lev lewis léa li
liam liang lidia liesbeth ligia lila lilian liliana lilith lilly lily lin lina linda lindiwe lindsay linh linus
lionel lisa lisbeth lise liselotte livia liz lizzie ljubica lloyd logan lois lokesh lola lorena lorenzo loretta
lorna lorraine lotte lou louis louisa louise lubna luc luca lucas lucia lucian lucie lucien lucille lucinda
lucio lucía lucy ludmila ludovic ludwig luis luisa luiz lukas lukasz lukáš luke luna lupe luther lwazi lydia lyn
lynn lynne maarten mabel maciej madalena maddie madeleine madhavi madison mads magali magda magdalena maggie
magnus mahesh mahmoud mahsa mai maia maja makoto malcolm malee malgorzata malia malik mallory malte mamadou
mandla mandy manfred manish manoj manon manuel manuela mara marc marcel marcela marcelo marcia marcin marco
marcos marcus marek maren margaret margarita margaux margot margrit marguerite mari maria mariah mariam mariama
marian mariana marianne marie marie-claude marija marijke marika marilyn marina mario marion marisa marisol
marit marius maría marjan marjorie marko markus marlene marlies marlon marsha marta marten martha martijn martin
martina marty marvin mary maryam masako masha massimo matej mateo mateus mateusz mathew mathias mathieu mathilde
matias matilda matt matteo matthew matthias matthieu maud maura maureen maurice mauricio mauro maxence maxim
maxime maximilian maxine may-britt maya mayank mayumi małgorzata mbali mburu meenakshi meera megan mehdi mehmet
mehwish mei mei-ling meike mekdes mel melanie melinda melissa melody melvin mensah mercedes meredith merel
merete merve meryem mette mia micaela michael michaela michal michał michel michela michele michelle mick midori
miguel mihai mika mikael mike mikhail miki mikkel milan milena miles milica millie milo milos min-ji min-jun
min-soo mina ming ming-yu mingming minh minna mira miranda mireille mirela miriam mirjam mirko miroslav misaki
mitchell mitra mohamed mohammad mohammed mohan mohsin moira molly mona monica monika monique morag morgane
moritz morten moses moshe mostafa moussa muhammad mukesh mukul munira murat muriel musa mustafa mwajuma
mwanaisha mwangi mykola myles myra myriam nabil nadeem nadezhda nadia nadine nadja nagore naledi nam nan nana
nanako nancy nandini nandita naoko naomi narges nasir nasrin nasser natalia natalie natalya natasha nathalie
nathan nathaniel navid navin nayeli nazanin ndidi neal ned neema neeraj neha neil nelly nelson nena nerea nermin
nessa neville ngoc ngozi nguyen nhi nhung nia niall niamh nicholas nicki nicky nico nicola nicolas nicole
nicoletta niels nigel nii niina nikhil nikita niklas nikola nikolai nikolaj nikolas nikolaus nikos nils nina
nino niran nisha nithya njeri nkechi nkosana nnamdi nneka noa noah noam noel noelle noémie nomsa nomvula noor
nora norbert noriko norma norman nour nuala nuno nuria nyambura obi obinna obiora octavia odette odhran ola
olabisi olaf olav ole oleg oleksandr oleksii olena olga oliver olivia olivier ollie olu olufemi oluwaseun omar
omari omid omkar ondrej ondřej onyeka oonagh orhan orla orlando osama oscar oskar osman oswald otieno ottilie
otto ottokar ottoline oumar owain owen oyuna ozan ömer özge paa pablo paddy padma padraig pamela panagiotis
paola paolo parisa parvati pascal pascale patrice patricia patrick patrik patryk patsy patty paul paula paulette
paulina pauline paulo pavel pavol pawel paweł pedro peggy pei pekka penelope peng pernille perry petar pete
peter petr petra petronella petter phil philip philipp philippa philippe phillip phindile phoebe phuc phuong pia
pierre pierrick piet piet-hein pieter pietro pilar piotr piyush pooja poppy prabha pradeep prakash pranav prasad
prashant pratik preethi preeti prerna prisca priscilla pritam priti priya priyanka przemek puja putri qasim
qiang qiao quan quang quentin quinn quynh rachel rachid radek radhika radka radu rafael rafaela rafal rafał
raffaele rafiq raghav raheem rahim rahul raimund raj raja rajat rajesh rajiv rakesh ralf ralph ramesh rami
ramiro ramon ramona ramón ramzi rana randall randy rania ranjit raphael raquel rasa rasheed rashid rashida
rasmus raul raúl ravi raymond razvan reba rebecca rebekah reem reggie regina reginald rehana rehema reiko
reinhard reinhold reinier remco remi rena renata renate renato rene renee rené renée reuben reza rémi rhea
rhiannon rhys riaz ricardo riccardo richard rick ricky rico rika rikke riku rina rishi rita ritesh ritika ritu
rivka riya rizky robbie robert roberta roberto robyn rocio rocío roderick rodney rodrigo rodrigue roeland rohan
rohit roisin roland rolf romain roman romana romeo ron ronald ronan ronja ronnie roos rory rosa rosalie rosalind
rosanna rosario rosemary rosie roswitha rowan roxana roxanne roy róisín ruairi ruairí ruben rubén rudo rudolf
rudy rufus rui rukmini rula rupert russell ruta ruth ruud ryan ryo ryota ryszard saad saanvi sabina sabine
sabrina sachiko sachin sadia saeed safiya sahil saif saima sakura salim sally salma salman salome salvatore sam
samantha samar sameer sami samir samira sammy samson samuel sana sandeep sander sandra sandrine sandro sandy
sangita sanja sanjay sanna santiago santosh sara sarah saskia satish satoshi satu saul saurabh savannah scott
sean seán sebastian sebastián seema segun selam selena selim selina selma seo-yeon sepideh serena serge sergei
sergey sergio serhii seth seun seung seung-hyun severin sébastien shabnam shahid shahram shahzad shaima shane
shanice shankar shannon sharon shashi shaun shauna shawn shayla sheena sheila shelby sheng shereen sheryl
shigeru shilpa shin shinji shira shirin shirley shiva shona shreya shruti shu shuang shweta sibusiso sid
siddharth sidney sidra sienna sigrid sigrun silas silje silke silvia silvio simon simona simone sinan sinead
sinéad siobhan siobhán sipho siri siti siw sizwe slavica slobodan sneha snezana snjezana sofia sofie solene
solène solveig soma somchai sonali sondre sonia sonja soo-jin sophia sophie soraya soren spencer srinivas stacey
stan stanislav stanley stavros stefan stefania stefanie stefano steffen steinar stella stephan stephane
stephanie stephen steve steven stewart stéphane stig stijn stuart sudha suki suleiman sultan suman sumit sunan
sung sunil sunita sunniva suresh surya susan susana susanna susanne susie suzanne suzy svein sven svenja
svetlana sybille sylvain sylvia sylvie szymon søren tadashi tadeusz taehyung tahir tahira taiwo takashi takeshi
takumi talia tamar tamara tamás tamika tamsin tanaka tania tanisha tanja tanvi tanya tapiwa tara tarek tariku
tariq tariro tarun tasha tatenda tatiana tatsuya tatyana taylor tayo ted teddy tejas temitope tendai tendayi
terence teresa teresia terhi terrence terri terry tess tessa thabo thandeka thandi thandiwe thanh thao thea
themba thembi theo theodore theresa therese théo thérèse thiago thibault thida thierry thijs thomas thorsten
thulani thuy tiago tianna tiffany tigist tilda tilly tim timo timothy timur tina tino tito tiziana tjeerd tobi
tobias toby todd tolu tom tomas tomasz tomás tomáš tomiko tommaso tommy tomoe tomoko toni tonje tony tonya tor
torben tore torsten tova tracey tracy tran trang trevor tricia trine trinh trish tristan trond troy trudy truls
trung tsegaye tsuyoshi tuan tuấn tuğba tunde tuomas tuva tyler tyra tyrone uche uday udo ugo ulf ulla ulrich
ulrika ulrike umar umberto una urs ursula usama usha usman uta uwe uzma uzoamaka vaclav vadim vaibhav val
valentin valentina valeria valerie valérie vanessa vani vanja varun vasile vasilis vasily vaughan václav veena
venkat vera verena verity vernon veronica veronika vesna véronique vicente vicki vicky victoria vidya viggo
vijay vikas vikram viktor viktoria vilde vilma vince vincent vincenzo vineet vinh vinod viola violeta virginia
vishal vitor vittoria vivek vivian viviana vivienne vlad vladimir vojtech volker vusi vytautas wael waleed walid
wallace walt walter wanda wangari wanjiku wanjiru warren wayan wayne wei wei-ling weiwei wenche wendy werner
wesley whitney wietse wilbur wilfred wilhelm wilhelmina willa willem william willie wilma winifred winnie
winston wioletta wojciech wojtek wolfgang wout xander xavier xenia xiaoming ximena xin xinyi xiulan xolani yaa
yael yahya yan yana yang yannick yannis yanti yara yasemin yash yasin yasmin yasmine yasser yasuko yaw yevhen
yewande yi yiannis yifan yildiz yilmaz ying yogesh yohan yohannes yoko yolanda yonatan yong yoon yorgos yosef
yoshi yossi youssef yu yuan yue yui yuki yuko yulia yuna yuri yusra yusuf yuto yvette yvonne zach zachary zafar zahra
zainab zaki zane zanele zara zawadi zayn zbigniew zdenek zed zeynep zhang zheng zhi zia zinaida zita zixuan
zlatan zodwa zoe zoé zoë zofia zoltan zoltán zora zsofia zsolt zsófia zuberi zuri zuzana zuzanna łukasz
""")
