const lesson = {
  title: "Safe storage in ten lines",
  lines: [
    "Any medicine for opioid use disorder can stop a small child's breathing.",
    "One dose, one film or one patch can be enough.",
    "Keep take-home doses in a box with a lock, and the key where no child finds it.",
    "Up and away: high, out of sight, and back in the box after each dose.",
    "Keep the bottle it came in, with the child-resistant cap closed until it clicks.",
    "Take doses where no child watches. Children copy.",
    "Fold used patches with the sticky sides together and throw them away at once, as the label says.",
    "Visitors carry medicine too: bags and coats go up and away.",
    "Bring what is left over to a take-back place.",
    "Write Poison Help, 1-800-222-1222, where everyone sees it. If someone will not wake, call 911 and give naloxone.",
  ],
  ask: "A parent brings home a week of take-home doses. What helps most?",
  options: ["A box with a lock", "A drawer in the kitchen", "A bag on the back of the door"],
  right: 0,
  because: "A box with a lock stays closed when nobody is looking.",
};
