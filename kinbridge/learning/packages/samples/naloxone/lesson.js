const lesson = {
  title: "Naloxone in ten lines",
  lines: [
    "Naloxone brings back breathing that opioids have stopped.",
    "It does no harm to someone who took no opioid, a child included.",
    "Signs: will not wake, slow or no breathing, blue or gray lips, a gurgle.",
    "Shout and rub the breastbone. No answer: call 911.",
    "Lay them on their back, tilt the head, and spray the whole dose into one nostril.",
    "Breathe for them if you were trained to: one breath every five seconds.",
    "No change after two to three minutes: a second dose, in the other nostril.",
    "Breathing again: on their side, and stay. It can wear off before the opioid does.",
    "Waking up feels bad. Speak calmly and say what happened.",
    "Check the date on your box each month, and ask for a new one after each use.",
  ],
  ask: "You gave one dose three minutes ago, and nothing has changed. You:",
  options: ["Wait for the ambulance", "Give a second dose", "Give coffee"],
  right: 1,
  because: "Strong opioids may need more than one dose.",
};
