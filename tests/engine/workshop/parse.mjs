// Reads graphs with Mermaid's own parser, and writes what it understood: node parse.mjs BUNDLE JSDOM < texts.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";

const [bundle, jsdom] = process.argv.slice(2);
const { JSDOM } = createRequire(import.meta.url)(jsdom);
// Mermaid cleans texts with what a browser has.
globalThis.window = new JSDOM("").window;
globalThis.document = globalThis.window.document;
runInThisContext(readFileSync(bundle, "utf8"));

mermaid.mermaidAPI.initialize({ startOnLoad: false });

const understood = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const boxes = [...db.getVertices()].map(([id, box]) => [id, box.text, box.type]);
    const arrows = db.getEdges().map((edge) => [edge.start, edge.end, edge.text, edge.stroke]);
    understood.push({ title: db.getAccTitle(), boxes, arrows });
  } catch (error) {
    understood.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(understood));
