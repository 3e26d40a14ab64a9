"""Entries as an editor would complete them."""

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

# It asks what another entry answers, without one of its phrasings.
NOSTRIFICATION = """\
- id: office-abc2345
  institution: asss
  title:
    sr: "Нострификација код службе"
    en: "Nostrification at the desk"
  phrasings:
    sr:
      - "treba li nostrifikacija za predmete sa erazmusa, student sam asss"
      - "mogu li da preskočim poseban postupak priznavanja posle razmene na Akademiji Šumadija"
      - "Мора ли да се нострификује оно што сам положила на размени, Академија Шумадија?"
      - "шалтер нострификације, у ком је дворишту"
      - "где је шалтер за нострификацију"
      - "нострификациона служба, радно време"
      - "ко прима папире за нострификацију"
    en:
      - "in which yard is the nostrification desk"
      - "nostrification window of the Academy"
      - "where is the nostrification desk"
      - "who takes papers for nostrification"
      - "nostrification office, opening times"
      - "hand in nostrification papers"
  answer:
    sr: |
      Шалтер је у дворишту.
    en: |
      The desk is in the yard.
  sources: [office-asss/answer]
"""
