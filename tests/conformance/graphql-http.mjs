// Runs npm graphql-http's audit of the GraphQL-over-HTTP draft against a live server.
// Usage: node graphql-http.mjs http://127.0.0.1:15200/graphql
// Prints one line per check; exits 1 unless every check passes that is not in the allow list below.
import { auditServer } from 'graphql-http';

// Reviewed deviations: audit id -> reason. An entry that passes after all is an error too, so that the list stays true.
const allowed = new Map([]);

const url = process.argv[2];
if (!url) {
  console.error('usage: node graphql-http.mjs <url>');
  process.exit(2);
}

const results = await auditServer({ url });
let failures = 0;
for (const result of results) {
  const reason = allowed.get(result.id);
  const passed = result.status === 'ok';
  const fine = passed !== (reason !== undefined);
  if (!fine) failures++;
  const verdict = fine ? (passed ? 'ok  ' : 'dev ') : 'FAIL';
  const detail = passed ? (reason ? ' (is in the allow list, but passes)' : '') : `: ${reason ?? result.reason}`;
  console.log(`${verdict} ${result.id} ${result.name}${detail}`);
}

console.log(`${results.length} checks, ${results.filter(result => result.status === 'ok').length} passed, ${failures} unexpected`);
process.exit(results.length > 0 && failures === 0 ? 0 : 1);
