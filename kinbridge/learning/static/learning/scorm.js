// The runtime of a SCORM course, in the course's own window: the sandbox lets that window reach no other.
(() => {
  const told = JSON.parse(document.currentScript.dataset.launch);
  const old = told.standard === "scorm12";
  const settings = {
    lmsCommitUrl: told.commit,
    renderCommonCommitFields: true,
    commitRequestDataType: "text/plain;charset=UTF-8", // a kind that the browser sends without asking first
    autocommit: true,
    autocommitSeconds: 20,
    logLevel: 5,
  };
  const api = old ? new window.Scorm12API(settings) : new window.Scorm2004API(settings);
  api.loadFromJSON({ cmi: told.cmi });
  window[old ? "API" : "API_1484_11"] = api;
  window.addEventListener("pagehide", () => {
    if (api.isInitialized()) (old ? api.LMSFinish : api.Terminate).call(api, "");
  });
})();
