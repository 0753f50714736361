// Unpacks the browser that the npm package carries and prints where it is. The argument is the folder with node_modules.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.argv[2], "package.json"));
const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")));
// Pages without WebGL need no software renderer.
chromium.setGraphicsMode = false;
console.log(await chromium.executablePath());
