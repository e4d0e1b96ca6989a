// Ten lines and one question. What was chosen is kept at once; the right answer finishes the course.
const form = document.querySelector("#question");

function show() {
  document.title = lesson.title;
  document.querySelector("#title").textContent = lesson.title;
  for (const line of lesson.lines) {
    const item = document.createElement("li");
    item.textContent = line;
    document.querySelector("#lines").append(item);
  }
  form.querySelector("legend").textContent = lesson.ask;
  lesson.options.forEach((words, number) => {
    const label = document.createElement("label");
    const choice = document.createElement("input");
    Object.assign(choice, { type: "radio", name: "choice", value: number, required: true });
    choice.addEventListener("change", () => record.keep(String(number)));
    label.append(choice, words);
    form.querySelector("fieldset").append(label);
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const right = Number(new FormData(form).get("choice")) === lesson.right;
  await record.result(right);
  document.querySelector("#answer").textContent = (right ? "Right. " : "Not quite. ") + lesson.because;
});

show();
record.begin().then((chosen) => {
  const choice = form.elements.choice[Number(chosen)];
  if (chosen && choice) choice.checked = true;
});
