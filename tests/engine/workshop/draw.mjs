// Reads a graph in DOT and writes Graphviz's own picture of it: node draw.mjs PACKAGE < in.dot > out.svg
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Graphviz } = await import(pathToFileURL(`${process.argv[2]}/dist/index.js`));
const graphviz = await Graphviz.load();
process.stdout.write(graphviz.dot(readFileSync(0, "utf8")));
