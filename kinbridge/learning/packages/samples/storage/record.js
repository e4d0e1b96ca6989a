// SCORM 1.2: the runtime is found in this window or in one around it.
const find = (name) => {
  let place = window;
  for (let steps = 0; !place[name] && place.parent !== place && steps < 8; steps += 1) place = place.parent;
  return place[name];
};

const record = {
  api: find("API"),
  async begin() {
    this.api.LMSInitialize("");
    return this.api.LMSGetValue("cmi.suspend_data");
  },
  keep(chosen) {
    this.api.LMSSetValue("cmi.suspend_data", chosen);
    this.api.LMSSetValue("cmi.core.lesson_status", "incomplete");
    this.api.LMSCommit("");
  },
  async result(right) {
    this.api.LMSSetValue("cmi.core.score.raw", right ? "100" : "0");
    this.api.LMSSetValue("cmi.core.lesson_status", right ? "passed" : "failed");
    this.api.LMSCommit("");
  },
};
