"""An entry as an editor would complete it."""

ENTRY = """\
- id: office-abc2345
  institution: ub
  title:
    sr: "Паркинг за бицикле"
    en: "Bicycle parking"
  phrasings:
    sr:
      - "где да оставим бицикл код канцеларије"
      - "има ли паркинга за бицикле"
      - "bicikl ispred rektorata, gde se vezuje"
      - "долазим бициклом, где могу да га закључам"
      - "паркирање бицикла поред зграде"
      - "stalak za bicikle u dvorištu"
      - "да ли сме бицикл да се унесе у зграду"
    en:
      - "where can I leave my bicycle"
      - "is there a bike rack at the office"
      - "bicycle parking near the building"
      - "I come by bike, where do I lock it"
      - "bike stand in the yard"
      - "may a bicycle be brought inside the building"
      - "parking for cyclists"
  answer:
    sr: |
      Сталак за бицикле је у дворишту, иза зграде.
    en: |
      The bicycle stand is in the yard, behind the building.
  sources: [office-ub/answer]
"""
