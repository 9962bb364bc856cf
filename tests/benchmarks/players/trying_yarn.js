// yarn-bound, plays at random and says what went wrong: node trying_yarn.js FOLDER_OF_YARN_BOUND FILE.yarn CALLS
// With 0 CALLS the file is only read.
const fs = require("fs");
const path = require("path");

const [folder, file, calls] = process.argv.slice(2);
const loaded = require(path.resolve(folder));
const YarnBound = loaded.default || loaded;
const LONGEST = 500;
const said = new Set();

function play(dialogue) {
  const runner = new YarnBound({ dialogue });
  if (!Number(calls)) return;
  for (let turns = 0; ; ) {
    const now = runner.currentResult;
    if (!now) return;
    if (now.options) {
      const open = now.options.map((each, place) => (each.isAvailable === false ? -1 : place)).filter((p) => p >= 0);
      if (!open.length) {
        said.add("no option is available");
        return;
      }
      if (turns++ >= LONGEST) {
        said.add(`a call went on for more than ${LONGEST} choices`);
        return;
      }
      runner.advance(open[Math.floor(Math.random() * open.length)]);
    } else {
      if (now.isDialogueEnd) return;
      runner.advance();
    }
  }
}

const dialogue = fs.readFileSync(file, "utf8");
console.warn = console.error = (message) => said.add(String(message));
for (let call = 0; call < Math.max(1, Number(calls)); call += 1) {
  try {
    play(dialogue);
  } catch (error) {
    said.add(String((error && error.message) || error));
    if (!Number(calls)) break;
  }
}
console.log(JSON.stringify([...said]));
