// Reads a list of graphs in DOT and writes a list of Graphviz's own pictures of them, both as JSON:
// node draw.mjs PACKAGE < dots.json > svgs.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Graphviz } = await import(pathToFileURL(`${process.argv[2]}/dist/index.js`));
const graphviz = await Graphviz.load();
const pictures = JSON.parse(readFileSync(0, "utf8")).map((dot) => graphviz.dot(dot));
process.stdout.write(JSON.stringify(pictures));
