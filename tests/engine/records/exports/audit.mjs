// Opens pages in headless Chromium and tells, as JSON, what a person with that browser would meet.
// Run in the folder that holds node_modules: node audit.mjs CHROMIUM PAGE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [, , program, ...pages] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let launch = { executablePath: program, args: ["--no-sandbox"] };
if (program === "-") {
  const { default: chromium } = await import("@sparticuz/chromium");
  launch = { executablePath: await chromium.executablePath(), args: chromium.args };
}
const browser = await puppeteer.launch({ ...launch, headless: "shell" });
const told = [];
for (const address of pages) {
  for (const scheme of ["light", "dark"]) {
    const page = await browser.newPage();
    const trouble = [];
    const asked = [];
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("dialog", (dialog) => { trouble.push(dialog.message()); dialog.dismiss(); });
    page.on("request", (request) => asked.push(request.url()));
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width: 320, height: 640 });
    await page.goto(address);
    const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewport({ width: 1000, height: 800 });
    await page.evaluate(axe);
    const audit = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
    const ground = () => getComputedStyle(document.body).backgroundColor;
    const onScreen = await page.evaluate(ground);
    await page.emulateMediaType("print");
    const onPaper = await page.evaluate(ground);
    const paper = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    told.push({
      address, scheme, narrow, onScreen, onPaper, trouble, asked,
      title: await page.title(),
      scripts: await page.evaluate(() => document.scripts.length),
      passes: audit.passes.length,
      violations: audit.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)),
      incomplete: audit.incomplete.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)),
      boxes: [...paper.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((box) => box[1].trim().split(/\s+/).map(Number)),
    });
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(told));
