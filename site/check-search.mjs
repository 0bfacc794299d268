// Searches the built site in a browser, and checks that each word is found on its page.
// Usage, after site/build: node --experimental-websocket site/check-search.mjs CHROMIUM PROFILE,
// where PROFILE is a folder for the data of the browser.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";

const PAGES = {
  proxy: "guides/proxies-and-certificates.html",
  token: "guides/credentials.html",
  SBOM: "guides/attach-and-discover.html",
  timeout: "reference/limits.html",
};
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const site = new URL("../target/site/", import.meta.url).pathname;

const server = createServer((request, response) => {
  const file = join(site, new URL(request.url, "http://localhost").pathname);
  response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
  createReadStream(file)
    .on("error", () => response.writeHead(404).end())
    .pipe(response);
}).listen(0, "127.0.0.1");

const browser = spawn(process.argv[2], [
  "--headless",
  "--no-sandbox",
  "--remote-debugging-port=0",
  "--user-data-dir=" + process.argv[3],
]);
process.on("exit", () => browser.kill());

let address;
for await (const line of createInterface(browser.stderr)) {
  address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
  if (address) break;
}
const socket = new WebSocket(address);
const waiting = new Map();
socket.onmessage = ({ data }) => {
  const { id, result } = JSON.parse(data);
  waiting.get(id)?.(result);
};
await new Promise((opened) => (socket.onopen = opened));

let last = 0;
function send(method, params, sessionId) {
  return new Promise((answered) => {
    waiting.set(++last, answered);
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });
}

const LINKS = "[...document.querySelectorAll('.md-search-result__link')].map(a => a.pathname)";
for (const [word, page] of Object.entries(PAGES)) {
  const url = `http://127.0.0.1:${server.address().port}/index.html?q=${word}`;
  const { targetId } = await send("Target.createTarget", { url });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  let found = [];
  for (const end = Date.now() + 60_000; found.length === 0 && Date.now() < end; ) {
    const { result } = await send(
      "Runtime.evaluate",
      { expression: LINKS, returnByValue: true },
      sessionId,
    );
    found = result?.value ?? [];
  }
  if (!found.includes("/" + page)) {
    console.error(`the search for ${word} does not find ${page}, but: ${found.join(" ")}`);
    process.exit(1);
  }
  console.log(`${word}: ${new Set(found).size} pages`);
}
process.exit(0);
