"""What keeps the languages whole: every text is translated, in its own language, in plain words."""




SAME_IN_ENGLISH = {"Administrator", "Bokmål", "Nynorsk", "Trinn"}
NAMES = {"Trinn", "DEMO", "CSV", "Excel"}
SPOKEN = {"aria-label", "title", "placeholder", "alt", "content"}
LONGEST_LIX = 40

# Words that stand in one language only; "de", "no", "to" and the like stand in two.
ENGLISH = "the and you your of is are was this that with from what when which not have has been can will"
BOKMAAL = (
    "ikke jeg en et hva hvem hvordan hvor hvorfor hvis hver noe noen mer bare fra hele være vært gjør gjøre sier "
    "sammen siden da nå også egen eget egne se selv mye dere deres dem navn tegn svarene punkter trinnene trappen "
    "kommuner organisasjoner velg skriver sendes blitt ble lenke dager måneder minutter begge parter"
)
NYNORSK = (
    "ikkje eg ein ei eit kva kven korleis kvar kvifor viss kvart noko nokon meir berre frå heile vere vore gjer gjere "
    "seier saman sidan då òg eigen eige eigne sjå sjølv mykje dykk dykkar dei namn teikn svara punkta trinna trappa "
    "kommunar organisasjonar vel skriv vart lenkje dagar månader partane"
)
