const lesson = {
  title: "Safe sleep in ten lines",
  lines: [
    "Babies sleep on their backs, for naps and at night.",
    "A firm, flat surface of their own: a crib, a bassinet or a play yard.",
    "Nothing else in it: no pillow, blanket, bumper or toy.",
    "In the parents' room, not in their bed.",
    "Couches and armchairs are the most dangerous places to fall asleep with a baby.",
    "Never share a bed after medicine, alcohol or anything else that makes sleep deep.",
    "No smoke and no vape near the baby.",
    "Not too warm: one layer more than you wear.",
    "Offer a pacifier for sleep. Breast milk helps too.",
    "A family without a crib needs one today: call the home visitor or the health department.",
  ],
  ask: "A mother falls asleep easily when she feeds at night. What do you plan with her?",
  options: ["To feed on the couch", "To feed in bed, cleared of pillows, and move the baby back", "To skip the feed"],
  right: 1,
  because: "A cleared bed is less dangerous than a couch if sleep comes; then the baby goes back to the crib.",
};
