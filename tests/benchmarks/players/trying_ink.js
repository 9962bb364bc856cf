// inkjs, plays at random and says what went wrong: node trying_ink.js FOLDER_OF_INKJS FILE.json CALLS
const fs = require("fs");
const path = require("path");

const [folder, file, calls] = process.argv.slice(2);
const { Story } = require(path.resolve(folder));
const LONGEST = 500;
const said = new Set();

const story = new Story(fs.readFileSync(file, "utf8").replace(/^\ufeff/, ""));
story.onError = (message) => said.add(message);
for (let call = 0; call < Number(calls); call += 1) {
  try {
    story.ResetState();
    let turns = 0;
    for (;;) {
      story.ContinueMaximally();
      const many = story.currentChoices.length;
      if (!many) break;
      if (turns++ >= LONGEST) {
        said.add(`a call went on for more than ${LONGEST} choices`);
        break;
      }
      story.ChooseChoiceIndex(Math.floor(Math.random() * many));
    }
  } catch (error) {
    said.add(error.message);
  }
}
console.log(JSON.stringify([...said]));
