// inkjs as a player: node inkjs.js FOLDER_OF_INKJS FILE.json. The protocol is that of protocol.py.
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const [folder, file] = process.argv.slice(2);
const { Story } = require(path.resolve(folder));
const story = new Story(fs.readFileSync(file, "utf8").replace(/^\ufeff/, ""));

function play(wanted) {
  let choices = 0;
  let calls = 0;
  while (choices < wanted) {
    story.ResetState();
    calls += 1;
    for (;;) {
      story.ContinueMaximally();
      const texts = story.currentChoices.map((choice) => choice.text);
      if (!texts.length) break;
      story.ChooseChoiceIndex(Math.floor(Math.random() * texts.length));
      choices += 1;
    }
  }
  return { choices, calls };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const before = process.cpuUsage();
  const played = play(Number(line));
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ...played, seconds: (user + system) / 1e6 }));
});
