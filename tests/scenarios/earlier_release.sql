BEGIN TRANSACTION;
CREATE TABLE button_owner (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    person INTEGER NOT NULL,
    since REAL NOT NULL,
    PRIMARY KEY (bot, chat, message)
) WITHOUT ROWID;
CREATE TABLE inbox (
    bot INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    chat INTEGER,
    person INTEGER,
    received REAL NOT NULL,
    payload TEXT,
    PRIMARY KEY (bot, update_id)
) WITHOUT ROWID;
INSERT INTO "inbox" VALUES(7000000001,700000001,NULL,NULL,1.79590534623985481265e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000002,NULL,NULL,1.79590534624413585658e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000003,NULL,NULL,1.79590534626200580593e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000004,NULL,NULL,1.79590534626708912845e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000005,NULL,NULL,1.79590534627008032797e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000006,NULL,NULL,1.79590534628256320954e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000007,NULL,NULL,1.7959053462855250836e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000008,NULL,NULL,1.79590534629515910145e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000009,NULL,NULL,1.79590534630056428916e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000010,NULL,NULL,1.79590534630712795258e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000011,NULL,NULL,1.79590534632423877718e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000012,NULL,NULL,1.79590534632423877718e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000013,NULL,NULL,1.79590534633281183243e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000014,NULL,NULL,1.79590534633941459655e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000015,NULL,NULL,1.79590534641455221174e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000016,NULL,NULL,1.79590534648440623287e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000017,NULL,NULL,1.79590534653832578659e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000018,NULL,NULL,1.79590534654545474048e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000019,NULL,NULL,1.79590534655255770679e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000020,NULL,NULL,1.79590534656067800519e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000021,NULL,NULL,1.79590534656067800519e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000022,NULL,NULL,1.79590534657166099553e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000023,NULL,NULL,1.79590534658676147456e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000024,NULL,NULL,1.79590534658676147456e+09,NULL);
INSERT INTO "inbox" VALUES(7000000001,700000025,100001,100001,1.79590534860743045804e+09,'{"said":"and for 25 days?","chat":100001,"person":100001,"group":false,"edited":false,"client_language":"en","message":5,"editable":true,"thread":null,"query":null,"written":1795905346,"replied":null}');
INSERT INTO "inbox" VALUES(7000000001,700000026,100002,100002,1.79590534860743045804e+09,'{"tapped":"t:eligibility:study","chat":100002,"person":100002,"group":false,"edited":false,"client_language":"sr","message":26,"editable":true,"thread":null,"query":"4321000000000000009","written":null,"replied":null}');
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    locale TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    created REAL NOT NULL,
    not_before REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    payload TEXT NOT NULL
);
INSERT INTO "outbox" VALUES(23,7000000001,100004,100004,1.79590534660703611373e+09,1.79590834661723852162e+09,1,'{"locale":"sr_Cyrl","html":"<b>1.330 EUR</b> \u0437\u0430 20 \u0434\u0430\u043d\u0430 \u2013 \u041a\u0440\u0430\u0442\u0430\u043a \u0431\u043e\u0440\u0430\u0432\u0430\u043a \u0434\u043e\u043a\u0442\u043e\u0440\u0430\u043d\u0430\u0434\u0430\n\n\u2022 14 \u0434\u0430\u043d\u0430 \u00d7 70 EUR: <b>980 EUR</b>\n\u2022 6 \u0434\u0430\u043d\u0430 \u00d7 50 EUR: <b>300 EUR</b>\n\u2022 \u0417\u0435\u043b\u0435\u043d\u043e \u043f\u0443\u0442\u043e\u0432\u0430\u045a\u0435, \u0458\u0435\u0434\u043d\u043e\u043a\u0440\u0430\u0442\u043d\u043e: <b>50 EUR</b>\n\n<b>\u041d\u0438\u0458\u0435 \u0440\u0430\u0447\u0443\u043d\u0430\u0442\u043e \u0458\u0435\u0440 \u043d\u0438\u0458\u0435 \u043f\u043e\u043c\u0435\u043d\u0443\u0442\u043e</b>\n\u2022 \u041c\u043e\u0433\u0443 \u0434\u0430 \u0441\u0435 \u0442\u0440\u0430\u0436\u0435 \u0438 \u0434\u043e\u0434\u0430\u0442\u043d\u0438 \u0434\u0430\u043d\u0438 \u0437\u0430 \u043f\u0443\u0442; \u0438\u0437\u0432\u043e\u0440 \u043d\u0435 \u043a\u0430\u0436\u0435 \u043f\u043e \u043a\u043e\u043c \u0438\u0437\u043d\u043e\u0441\u0443.\n\u2022 \u0423\u0447\u0435\u0441\u043d\u0438\u0446\u0438 \u0441\u0430 \u0441\u043c\u0430\u045a\u0435\u043d\u0438\u043c \u043c\u043e\u0433\u0443\u045b\u043d\u043e\u0441\u0442\u0438\u043c\u0430 \u0434\u043e\u0431\u0438\u0458\u0430\u0458\u0443 \u0434\u043e\u0434\u0430\u0442\u043d\u0443 \u043f\u043e\u0434\u0440\u0448\u043a\u0443; \u0438\u0437\u0432\u043e\u0440 \u043d\u0435 \u043d\u0430\u0432\u043e\u0434\u0438 \u0438\u0437\u043d\u043e\u0441.\n\n\u0423\u043d\u0438\u0432\u0435\u0440\u0437\u0438\u0442\u0435\u0442 \u043e\u0431\u0458\u0430\u0432\u0459\u0443\u0458\u0435 \u043e\u0432\u0435 \u0438\u0437\u043d\u043e\u0441\u0435 \u0431\u0435\u0437 \u0434\u0430\u0442\u0443\u043c\u0430; \u043e\u0434\u043b\u0443\u0447\u0443\u0458\u0435 \u043a\u043e\u043d\u043a\u0443\u0440\u0441.\n\u041a\u0440\u0430\u0442\u043a\u043e\u0440\u043e\u0447\u043d\u0430 \u043c\u043e\u0431\u0438\u043b\u043d\u043e\u0441\u0442 \u0434\u043e\u043a\u0442\u043e\u0440\u0430\u043d\u0430\u0434\u0430 \u0437\u0430\u0432\u0438\u0441\u0438 \u043e\u0434 \u0440\u0430\u0441\u043f\u043e\u043b\u043e\u0436\u0438\u0432\u0438\u0445 \u0441\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u0430.\n\n\u0418\u0437\u0432\u043e\u0440: \u0423\u043d\u0438\u0432\u0435\u0440\u0437\u0438\u0442\u0435\u0442 \u0443 \u0411\u0435\u043e\u0433\u0440\u0430\u0434\u0443 \u00b7 <a href=\"https://mobion.bg.ac.rs/erasmus+/erasmus-pages/ub-students-and-staff/outgoing-mobility-types-and-eligibility\">\u041e\u0434\u043b\u0430\u0437\u043d\u0430 \u043c\u043e\u0431\u0438\u043b\u043d\u043e\u0441\u0442: \u0432\u0440\u0441\u0442\u0435 \u0438 \u0443\u0441\u043b\u043e\u0432\u0438</a> \u00b7 \u041a\u0440\u0430\u0442\u043a\u043e\u0440\u043e\u0447\u043d\u0430 \u043c\u043e\u0431\u0438\u043b\u043d\u043e\u0441\u0442 \u0434\u043e\u043a\u0442\u043e\u0440\u0430\u043d\u0430\u0434\u0430\n\n<i>\u0420\u0430\u0447\u0443\u043d\u0430\u0442\u043e \u043d\u0430 \u043e\u0441\u043d\u043e\u0432\u0443:</i> \u041a\u0440\u0430\u0442\u0430\u043a \u0431\u043e\u0440\u0430\u0432\u0430\u043a \u0434\u043e\u043a\u0442\u043e\u0440\u0430\u043d\u0430\u0434\u0430 \u00b7 20 \u0434\u0430\u043d\u0430 \u00b7 \u0435\u043a\u043e\u043b\u043e\u0448\u043a\u0438 \u043f\u0440\u0435\u0432\u043e\u0437: \u0434\u0430","buttons":[[{"label":"\u0414\u0440\u0443\u0433\u0438 \u043f\u043e\u0437\u0438\u0432","data":"i:1:change:rates","start":null},{"label":"\u041a\u0430\u043e \u0441\u043b\u0438\u043a\u0443","data":"i:1:picture","start":null}],[{"label":"\u0417\u0430 \u043f\u0440\u043e\u0441\u043b\u0435\u0452\u0438\u0432\u0430\u045a\u0435","data":"i:1:share","start":null},{"label":"\u041f\u0440\u043e\u043c\u0435\u043d\u0438 \u043e\u0434\u0433\u043e\u0432\u043e\u0440","data":"i:1:summary","start":null}]],"in_place":true,"clears":true,"outcome":"answer","asked":1795905346.5867615,"answers":27,"about":{"interview":{"tool":"grant","number":1,"answers":[["programme","short_phd"],["days",20],["green_travel",true]],"brief":true,"changing":null}}}');
INSERT INTO "outbox" VALUES(24,7000000001,100004,100004,1.79590534661611342425e+09,0.0,0,'{"locale":"sr_Cyrl","html":"<b>\u041f\u0440\u0438\u0437\u043d\u0430\u0432\u0430\u045a\u0435 \u043d\u0430 \u0410\u043a\u0430\u0434\u0435\u043c\u0438\u0458\u0438 \u0428\u0443\u043c\u0430\u0434\u0438\u0458\u0430, \u041e\u0434\u0441\u0435\u043a \u0443 \u041a\u0440\u0430\u0433\u0443\u0458\u0435\u0432\u0446\u0443</b> \u2013 \u043f\u043e\u0447\u0435\u0442\u0430\u043a \u0441\u0435\u043c\u0435\u0441\u0442\u0440\u0430: 1. \u043c\u0430\u0440\u0442 2027.\n\n\u2022 <b>22. \u0444\u0435\u0431\u0440\u0443\u0430\u0440 2027.</b> \u2013 \u043a\u0440\u0430\u0458\u045a\u0438 \u0434\u0430\u043d \u0434\u0430 \u043a\u043e\u043e\u0440\u0434\u0438\u043d\u0430\u0442\u043e\u0440\u0438 \u043f\u0440\u0435\u0434\u0430\u0458\u0443 \u043f\u0440\u0435\u0434\u043b\u043e\u0433 \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440\u0443\n\u2022 <b>26. \u0444\u0435\u0431\u0440\u0443\u0430\u0440 2027.</b> \u2013 \u043a\u0440\u0430\u0458\u045a\u0438 \u0434\u0430\u043d \u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430 \u0431\u0443\u0434\u0443 \u0443 \u0421\u0442\u0443\u0434\u0435\u043d\u0442\u0441\u043a\u043e\u0458 \u0441\u043b\u0443\u0436\u0431\u0438\n\n\u2022 7 \u0434\u0430\u043d\u0430 \u043f\u0440\u0435 \u0441\u0435\u043c\u0435\u0441\u0442\u0440\u0430: \u043f\u043e\u0441\u043b\u0435\u0434\u045a\u0438 \u0434\u0430\u043d \u0434\u0430 \u043a\u043e\u043e\u0440\u0434\u0438\u043d\u0430\u0442\u043e\u0440\u0438 \u043f\u0440\u0435\u0434\u0430\u0458\u0443 \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440\u0443 \u043f\u0440\u0435\u0434\u043b\u043e\u0433 \u043e\u0434\u043b\u0443\u043a\u0435. \u0422\u0430\u0458 \u0440\u043e\u043a \u0458\u0435 \u045a\u0438\u0445\u043e\u0432, \u043d\u0435 \u0412\u0430\u0448.\n\u2022 3 \u0434\u0430\u043d\u0430 \u043f\u0440\u0435 \u0441\u0435\u043c\u0435\u0441\u0442\u0440\u0430: \u043f\u043e\u0441\u043b\u0435\u0434\u045a\u0438 \u0434\u0430\u043d \u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430 \u0441\u0442\u0438\u0433\u043d\u0443 \u0443 \u0441\u0442\u0443\u0434\u0435\u043d\u0442\u0441\u043a\u0443 \u0441\u043b\u0443\u0436\u0431\u0443. \u0418\u0437\u0432\u043e\u0440 \u043d\u0435 \u043a\u0430\u0436\u0435 \u043a\u043e \u0438\u0445 \u0434\u043e\u043d\u043e\u0441\u0438.\n\u2022 \u0412\u0438 \u043a\u043e\u043e\u0440\u0434\u0438\u043d\u0430\u0442\u043e\u0440\u0438\u043c\u0430 \u0431\u043b\u0430\u0433\u043e\u0432\u0440\u0435\u043c\u0435\u043d\u043e \u043f\u0440\u0435\u0434\u0430\u0458\u0435\u0442\u0435 Learning Agreement, Transcript of Records \u0438 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442 \u043e \u0441\u0438\u0441\u0442\u0435\u043c\u0443 \u043e\u0446\u0435\u045a\u0438\u0432\u0430\u045a\u0430 \u0434\u043e\u043c\u0430\u045b\u0438\u043d\u0430; \u0438\u0437\u0432\u043e\u0440 \u043d\u0435 \u043d\u0430\u0432\u043e\u0434\u0438 \u0434\u0430\u043d. \u0423\u0447\u0438\u043d\u0438\u0442\u0435 \u0442\u043e \u0443\u0431\u0440\u0437\u043e \u043f\u043e \u043f\u043e\u0432\u0440\u0430\u0442\u043a\u0443.\n\u2022 \u0420\u0430\u0447\u0443\u043d\u0430\u0442\u043e \u0443 \u043a\u0430\u043b\u0435\u043d\u0434\u0430\u0440\u0441\u043a\u0438\u043c \u0434\u0430\u043d\u0438\u043c\u0430; \u0438\u0437\u0432\u043e\u0440 \u043d\u0435 \u043a\u0430\u0436\u0435 \u0434\u0430 \u043b\u0438 \u0441\u0443 \u0442\u043e \u0440\u0430\u0434\u043d\u0438 \u0434\u0430\u043d\u0438.\n\n\u0418\u0437\u0432\u043e\u0440: \u0410\u043a\u0430\u0434\u0435\u043c\u0438\u0458\u0430 \u0428\u0443\u043c\u0430\u0434\u0438\u0458\u0430, \u041e\u0434\u0441\u0435\u043a \u0443 \u041a\u0440\u0430\u0433\u0443\u0458\u0435\u0432\u0446\u0443 \u00b7 <a href=\"https://international.asss.edu.rs/pages/recognition_of_student_mobility.php\">\u041f\u0440\u0438\u0437\u043d\u0430\u0432\u0430\u045a\u0435 \u043c\u043e\u0431\u0438\u043b\u043d\u043e\u0441\u0442\u0438 \u0441\u0442\u0443\u0434\u0435\u043d\u0430\u0442\u0430</a> \u00b7 \u041f\u043e \u043f\u043e\u0432\u0440\u0430\u0442\u043a\u0443, \u0415\u0432\u0438\u0434\u0435\u043d\u0446\u0438\u0458\u0430 \u0438 \u0434\u043e\u0434\u0430\u0442\u0430\u043a \u0434\u0438\u043f\u043b\u043e\u043c\u0438\n\n<i>\u0420\u0430\u0447\u0443\u043d\u0430\u0442\u043e \u043d\u0430 \u043e\u0441\u043d\u043e\u0432\u0443:</i> \u043f\u043e\u0447\u0435\u0442\u0430\u043a \u0441\u0435\u043c\u0435\u0441\u0442\u0440\u0430: 1. \u043c\u0430\u0440\u0442 2027.","buttons":[[{"label":"\u0423 \u043a\u0430\u043b\u0435\u043d\u0434\u0430\u0440","data":"i:2:calendar","start":null},{"label":"\u041f\u0440\u043e\u043c\u0435\u043d\u0438 \u043e\u0434\u0433\u043e\u0432\u043e\u0440","data":"i:2:summary","start":null}]],"in_place":true,"clears":true,"outcome":"answer","asked":1795905346.5867615,"answers":28,"about":{"interview":{"tool":"deadlines","number":2,"answers":[["semester_start","2027-03-01"]],"brief":true,"changing":null}}}');
CREATE TABLE polling (
    bot INTEGER PRIMARY KEY,
    next_offset INTEGER NOT NULL,
    saved REAL NOT NULL
);
INSERT INTO "polling" VALUES(7000000001,700000025,1.79590534658676147456e+09);
CREATE TABLE session (
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    locale TEXT,
    place INTEGER,
    changed REAL NOT NULL, traces TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (bot, chat, person)
) WITHOUT ROWID;
INSERT INTO "session" VALUES(7000000001,100001,100001,'{"version":1,"locale":"en","pinned":false,"institution":null,"told":{},"said":{"role":"student","cycle":"doctoral","duration":{"days":20},"days":20,"green_travel":true},"interview":{"tool":"grant","number":1,"answers":[["programme","short_phd"],["days",25],["green_travel",true]],"brief":true,"changing":null},"interviews":1,"last":{"entries":[],"suggested":false,"computed":true},"ticks":{},"restarted":false}',3,'en',6,1.79590534626510024067e+09,'[[2,1,null],[4,3,{"interview":{"tool":"grant","number":1,"answers":[["programme","short_phd"],["days",20],["green_travel",true]],"brief":true,"changing":null}}],[6,5,{"interview":{"tool":"grant","number":1,"answers":[["programme","short_phd"],["days",25],["green_travel",true]],"brief":true,"changing":null}}]]');
INSERT INTO "session" VALUES(7000000001,100002,100002,'{"version":1,"locale":"sr_Latn","pinned":true,"institution":"ub","told":{},"said":{"role":"student","cycle":"master"},"interview":{"tool":"eligibility","number":2,"answers":[["programme","study"],["role","student"],["cycle","master"]],"brief":false,"changing":null},"interviews":2,"last":{"entries":["ub-registered-at-ub"],"suggested":false,"computed":false},"ticks":{},"restarted":false}',7,'sr_Latn',26,1.79590534657690191269e+09,'[[8,7,null],[10,9,{"entries":["ub-bip-length"],"suggested":false}],[24,23,null],[26,25,{"entries":["ub-registered-at-ub"],"suggested":false}]]');
INSERT INTO "session" VALUES(7000000001,100003,100003,'{"version":1,"locale":"sr_Latn","pinned":false,"institution":"ub","told":{"role":"student","cycle":"master","year":1,"registered":true},"said":{"programme":"traineeship","role":"student","cycle":"master","year":1,"duration":{"months":3},"days":90},"interview":{"tool":"eligibility","number":1,"answers":[["programme","traineeship"],["role","student"],["cycle","master"],["year",1],["duration",{"months":3}],["registered",true],["used",{"months":0}]],"brief":false,"changing":null},"interviews":1,"last":{"entries":[],"suggested":false,"computed":true},"ticks":{},"restarted":false}',7,'sr_Latn',22,1.79590534634430217747e+09,'[[12,11,null],[14,13,null],[16,15,null],[22,21,null],[22,null,{"interview":{"tool":"eligibility","number":1,"answers":[["programme","traineeship"],["role","student"],["cycle","master"],["year",1],["duration",{"months":3}],["registered",true],["used",{"months":0}]],"brief":false,"changing":null}}]]');
INSERT INTO "session" VALUES(7000000001,100004,100004,'{"version":1,"locale":"sr_Cyrl","pinned":false,"institution":null,"told":{},"said":{},"interview":{"tool":"deadlines","number":2,"answers":[["semester_start","2027-03-01"]],"brief":true,"changing":null},"interviews":2,"last":{"entries":[],"suggested":false,"computed":true},"ticks":{},"restarted":false}',2,'sr_Cyrl',NULL,1.79590534661611342425e+09,'[]');
INSERT INTO "session" VALUES(7000000001,100005,100005,'{"version":1,"locale":"en","pinned":false,"institution":null,"told":{},"said":{},"interview":{"tool":"grade","number":1,"answers":[["mark","A"]],"brief":true,"changing":null},"interviews":1,"last":{"entries":[],"suggested":false,"computed":true},"ticks":{},"restarted":false}',5,'en',18,1.79590534654060244561e+09,'[[18,17,{"interview":{"tool":"grade","number":1,"answers":[["mark",{"points":85}]],"brief":true,"changing":null}}],[20,19,null],[18,null,{"interview":{"tool":"grade","number":1,"answers":[["mark","A"]],"brief":true,"changing":null}}]]');
CREATE INDEX inbox_waiting ON inbox (bot, chat, update_id) WHERE payload IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox (bot, chat, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',24);
COMMIT;