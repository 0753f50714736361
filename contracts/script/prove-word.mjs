// Proves, for every word, price and amount within the bounds that a loan enforces, what HolderWord.sol promises: a transfer changes
// nobody's claimable, no field borrows from or carries into another, a claim leaves exactly the fraction below one unit.
//   node contracts/script/prove-word.mjs            prove; exit 1 when a theorem is refuted, is undecided or says nothing
//   node contracts/script/prove-word.mjs --print    the SMT-LIB text, to give to another solver
//   node contracts/script/prove-word.mjs --vectors  write test/vectors/HolderWord.json; without it the file is compared
//   node contracts/script/prove-word.mjs FILE       the same about another HolderWord.sol, to see a wrong one refuted
//
// The functions are translated from the compiler's syntax tree of the library (solidity-smt.mjs) to bit-vectors and Z3 looks for a
// counterexample. Products of 256-bit variables are out of reach of bit-blasting, so multiplication is a function `times` of which
// the theorems know three facts; each fact is proved below about the real multiplication, two of them over the integers, where
// nothing wraps. That the translation means what the compiler means is tested: random vectors, computed by Z3 from the translation,
// are compared with the compiled library in test/HolderWordVectors.t.sol. docs/proofs.md says what all this leaves out.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { translate } from './solidity-smt.mjs';

const TIMEOUT_MS = 120_000;
const require = createRequire(import.meta.url);
const contracts = join(dirname(fileURLToPath(import.meta.url)), '..');
const library = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? join(contracts, 'src', 'libraries', 'HolderWord.sol');
const vectorsFile = join(contracts, 'test', 'vectors', 'HolderWord.json');
const FUNCTIONS = ['lot', 'credit', 'debit', 'pay', 'clear', 'balance', 'debt', 'claimableDown', 'holding', 'withMembership', 'memberUntil', 'isFrozen'];

const power = (exponent) => `(_ bv${1n << BigInt(exponent)} 256)`;

/** What holds of multiplication: by the definition of bvmul, and over the integers, whose products the bounds keep below 2^256. */
const FACTS = [
  { name: 'multiplication distributes over subtraction (256-bit, wrapping)', variables: 'p b a', sort: '(_ BitVec 256)', given: 'true',
    goal: '(= (bvmul p (bvsub b a)) (bvsub (bvmul p b) (bvmul p a)))' },
  { name: 'multiplication distributes over addition (256-bit, wrapping)', variables: 'p b a', sort: '(_ BitVec 256)', given: 'true',
    goal: '(= (bvmul p (bvadd b a)) (bvadd (bvmul p b) (bvmul p a)))' },
  { name: 'and in the other factor', variables: 'p q b', sort: '(_ BitVec 256)', given: 'true',
    goal: '(= (bvmul (bvadd p q) b) (bvadd (bvmul p b) (bvmul q b)))' },
  { name: 'a price below 2^128 times an amount below 2^64 is below 2^192, so nothing wraps', variables: 'p a', sort: 'Int',
    given: '(and (<= 0 p) (< p (^ 2 128)) (<= 0 a) (< a (^ 2 64)))', goal: '(and (<= 0 (* p a)) (< (* p a) (^ 2 192)))' },
  { name: 'a smaller amount has a smaller product', variables: 'p a b', sort: 'Int',
    given: '(and (<= 0 p) (<= 0 a) (<= a b))', goal: '(<= (* p a) (* p b))' },
  { name: 'the product with 0 is 0', variables: 'p', sort: '(_ BitVec 256)', given: 'true',
    goal: '(= (bvmul p (_ bv0 256)) (_ bv0 256))' },
];

/** The words that a loan can hold, and the facts for the products that a theorem speaks of. */
const PRELUDE = `
(declare-fun times ((_ BitVec 256) (_ BitVec 256)) (_ BitVec 256))
${translate(library, FUNCTIONS)}
(define-fun middle ((word (_ BitVec 256))) (_ BitVec 64) ((_ extract 127 64) word))
; perToken * balance - debt, scale 2^64: what the holder may claim, exactly
(define-fun owing ((b (_ BitVec 256)) (d (_ BitVec 256)) (p (_ BitVec 256))) (_ BitVec 256) (bvsub (times p b) d))
(define-fun exact ((word (_ BitVec 256)) (p (_ BitVec 256))) (_ BitVec 256) (owing (balance word) (debt word) p))
; perToken is a uint128 and perToken * supply < 2^127; a balance is at most the supply, and no claim passes what was distributed, 2^63 units
(define-fun held ((word (_ BitVec 256)) (p (_ BitVec 256))) Bool (and (bvult p ${power(128)}) (bvult (balance word) ${power(63)})
  (bvult (times p (balance word)) ${power(127)}) (bvult (exact word p) ${power(127)})))
(define-fun minus ((p (_ BitVec 256)) (b (_ BitVec 256)) (a (_ BitVec 256))) Bool (and (bvule a b)
  (= (times p (bvsub b a)) (bvsub (times p b) (times p a))) (bvule (times p a) (times p b))))
(define-fun plus ((p (_ BitVec 256)) (b (_ BitVec 256)) (a (_ BitVec 256))) Bool
  (and (= (times p (bvadd b a)) (bvadd (times p b) (times p a))) (bvult (times p a) ${power(192)}) (bvult (times p b) ${power(192)})))
(define-fun moved ((after (_ BitVec 256)) (before (_ BitVec 256)) (newBalance (_ BitVec 256)) (newDebt (_ BitVec 256))) Bool
  (and (= (balance after) newBalance) (= (debt after) newDebt) (= (middle after) (middle before))))
`;

/** `given` are the bounds and the facts about the products in it. */
const THEOREMS = [
  { name: 'debit: no field borrows; the sender loses the amount and the lot\'s debt, and keeps its middle bits', variables: 'w p a',
    given: '(and (held w p) (minus p (balance w) a))',
    goal: '(let ((after (debit w (lot p a)))) (moved after w (bvsub (balance w) a) (bvsub (debt w) (times p a))))' },
  { name: 'credit: no field carries; the receiver gains the amount and the lot\'s debt, and keeps its middle bits', variables: 'w p a',
    given: `(and (held w p) (bvult a ${power(63)}) (plus p (balance w) a) (bvult (bvadd (balance w) a) ${power(63)}) (bvult (times p (bvadd (balance w) a)) ${power(127)}))`,
    goal: '(let ((after (credit w (lot p a)))) (moved after w (bvadd (balance w) a) (bvadd (debt w) (times p a))))' },
  { name: 'so what the sender may claim is the same, exactly', variables: 'b d p a', given: '(minus p b a)',
    goal: '(= (owing (bvsub b a) (bvsub d (times p a)) p) (owing b d p))' },
  { name: 'and what the receiver may', variables: 'b d p a', given: '(plus p b a)',
    goal: '(= (owing (bvadd b a) (bvadd d (times p a)) p) (owing b d p))' },
  { name: 'so is the claim in whole units, and the bounds hold again', variables: 'w after p',
    given: `(and (held w p) (= (exact after p) (exact w p)) (bvult (balance after) ${power(63)}) (bvult (times p (balance after)) ${power(127)}))`,
    goal: '(and (held after p) (= (claimableDown after p) (claimableDown w p)))' },
  { name: 'a lot that comes back leaves the same word', variables: 'w p a', given: 'true',
    goal: '(and (= (credit (debit w (lot p a)) (lot p a)) w) (= (debit (credit w (lot p a)) (lot p a)) w))' },
  { name: 'a transfer in two parts ends in the word of one', variables: 'w p a b',
    given: `(and (bvult p ${power(128)}) (bvult a ${power(63)}) (bvult b ${power(63)}) (bvult (bvadd a b) ${power(63)}) (plus p a b))`,
    goal: '(and (= (debit (debit w (lot p a)) (lot p b)) (debit w (lot p (bvadd a b)))) (= (credit (credit w (lot p a)) (lot p b)) (credit w (lot p (bvadd a b)))))' },
  { name: 'pay: the fraction below one unit stays, exactly, and nothing else changes', variables: 'w p', given: '(held w p)',
    goal: `(let ((after (pay w (claimableDown w p)))) (and (held after p) (= (middle after) (middle w)) (= (balance after) (balance w))
      (= (exact after p) (bvurem (exact w p) ${power(64)})) (= (claimableDown after p) (_ bv0 256))))` },
  { name: 'a higher price lowers nobody\'s claimable', variables: 'w p q',
    given: `(and (held w p) (bvult q ${power(128)}) (= (times (bvadd p q) (balance w)) (bvadd (times p (balance w)) (times q (balance w))))
      (bvult (times q (balance w)) ${power(192)}) (held w (bvadd p q)))`,
    goal: '(and (bvuge (exact w (bvadd p q)) (exact w p)) (bvuge (claimableDown w (bvadd p q)) (claimableDown w p)))' },
  { name: 'recovery: no field carries; the replacement gains balance and debt, and keeps its own middle bits', variables: 'lost w p',
    given: `(and (held w p) (held lost p) (plus p (balance w) (balance lost)) (bvult (bvadd (balance w) (balance lost)) ${power(63)})
      (bvult (times p (bvadd (balance w) (balance lost))) ${power(127)}) (bvult (bvadd (exact w p) (exact lost p)) ${power(127)}))`,
    goal: '(moved (credit w (holding lost)) w (bvadd (balance w) (balance lost)) (bvadd (debt w) (debt lost)))' },
  { name: 'so it may claim what both could, exactly', variables: 'b d lostB lostD p', given: '(plus p b lostB)',
    goal: '(= (owing (bvadd b lostB) (bvadd d lostD) p) (bvadd (owing b d p) (owing lostB lostD p)))' },
  { name: 'membership and freeze touch neither balance nor debt, and read back', variables: 'w until:40 frozen:Bool', given: 'true',
    goal: `(let ((after (withMembership w until frozen))) (and (= (balance after) (balance w)) (= (debt after) (debt w))
      (= (memberUntil after) ((_ zero_extend 216) until)) (= (isFrozen after) frozen)))` },
  { name: 'clear: no balance, no claimable, the middle bits stay', variables: 'w p', given: '(= (times p (_ bv0 256)) (_ bv0 256))',
    goal: '(and (= (balance (clear w)) (_ bv0 256)) (= (exact (clear w) p) (_ bv0 256)) (= (middle (clear w)) (middle w)))' },
];

/** `name` is 256 bits, `name:40` is 40, `name:Bool` a bool. */
const declare = ({ variables, sort }) => variables.split(' ').map((each) => {
  const [name, own = '256'] = each.split(':');
  return `(declare-const ${name} ${sort ?? (own === 'Bool' ? own : `(_ BitVec ${own})`)})`;
}).join('\n');
/** Answers sat when the assumptions can hold at all, then unsat when the goal cannot fail under them. */
const script = (statement, prelude) => `(set-option :timeout ${TIMEOUT_MS})${prelude}
${declare(statement)}
(assert ${statement.given})
(check-sat)
(assert (not ${statement.goal}))
(check-sat)
`;

const statements = [...FACTS.map((fact) => ({ ...fact, text: script(fact, '') })), ...THEOREMS.map((theorem) => ({ ...theorem, text: script(theorem, PRELUDE) }))];

/** What a vector holds the answers of. */
const CALLS = {
  lot: '(lot $perToken $amount)',
  credit: '(credit $word $lot)',
  debit: '(debit $word $lot)',
  pay: '(pay $word $amount)',
  clear: '(clear $word)',
  balance: '(balance $word)',
  debt: '(debt $word)',
  claimableDown: '(claimableDown $word $perToken)',
  holding: '(holding $word)',
  withMembership: '(withMembership $word ((_ extract 39 0) $amount) (isFrozen $perToken))',
  memberUntil: '(memberUntil $word)',
  isFrozen: '(ite (isFrozen $word) (_ bv1 256) (_ bv0 256))',
};
const VECTORS = 64;

/** A number of `bits` bits that is the same in every run; every fourth has all its upper bits set or none. */
function random(name, index, bits) {
  const digest = BigInt(`0x${createHash('sha256').update(`${name} ${index}`).digest('hex')}`);
  const value = digest & ((1n << BigInt(bits)) - 1n);
  return index % 4 === 0 ? value >> BigInt(bits / 2) : index % 4 === 1 ? value | (((1n << BigInt(bits / 2)) - 1n) << BigInt(bits / 2)) : value;
}

/** Random arguments and what the translation makes of them, as { name: [hexadecimal] }. */
async function vectors(solve) {
  const hex = (value) => `0x${value.toString(16).padStart(64, '0')}`;
  const column = (name, bits) => Array.from({ length: VECTORS }, (_, index) => hex(random(name, index, bits)));
  const columns = { word: column('word', 256), perToken: column('perToken', 128), amount: column('amount', 64) };
  const prelude = PRELUDE.replace(/\(declare-fun times .*\n/, '(define-fun times ((x (_ BitVec 256)) (y (_ BitVec 256))) (_ BitVec 256) (bvmul x y))\n');
  for (const [name, call] of Object.entries(CALLS)) {
    const terms = columns.word.map((_, index) => `(simplify ${call.replace(/\$(\w+)/g, (_match, column) => columns[column][index].replace('0x', '#x'))})`);
    columns[name] = (await solve(prelude + terms.join('\n'))).map((value) => value.replace('#x', '0x'));
  }
  return `${JSON.stringify(columns, null, 1)}\n`;
}

/** A function that gives SMT-LIB text to Z3 and answers the words that Z3 says. */
async function startSolver() {
  const { em, Z3 } = await require('z3-solver').init();
  return async (text) => {
    // Not through Z3.eval_smtlib2_string: it puts the text on the stack and takes it away while the solver's thread still reads.
    const bytes = new TextEncoder().encode(`${text}\0`);
    const address = em._malloc(bytes.length);
    em.HEAPU8.set(bytes, address);
    try {
      const context = Z3.mk_context(Z3.mk_config());
      return (await em.async_call(() => em._async_Z3_eval_smtlib2_string(context, address))).trim().split(/\s+/);
    } finally {
      em._free(address);
    }
  };
}

/** Says how each statement fares; answers how many were not proved. */
async function prove(solve) {
  let failed = 0;
  for (const { name, text } of statements) {
    const started = Date.now();
    const answer = await solve(text);
    const [possible, refutable] = answer;
    const verdict = possible !== 'sat' ? `SAYS NOTHING (${answer.join(' ')})` : { unsat: 'proved', sat: 'REFUTED' }[refutable] ?? `UNDECIDED (${answer.slice(1).join(' ')})`;
    if (verdict !== 'proved') failed += 1;
    console.log(`${verdict}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
  console.log(`${statements.length - failed} of ${statements.length} proved by Z3 from ${FUNCTIONS.length} functions of ${relative(process.cwd(), library)}`);
  return failed;
}

async function main() {
  if (process.argv.includes('--print')) {
    console.log(statements.map(({ name, text }) => `; ${name}\n(reset)\n${text}`).join('\n'));
    return 0;
  }
  const solve = await startSolver();
  const found = await vectors(solve);
  if (process.argv.includes('--vectors')) {
    mkdirSync(dirname(vectorsFile), { recursive: true });
    writeFileSync(vectorsFile, found);
  } else if (readFileSync(vectorsFile, 'utf8') !== found) {
    console.error('test/vectors/HolderWord.json is not what the library says now; run with --vectors, commit it, and run its test');
    return 1;
  }
  return prove(solve);
}

// Z3's threads would keep the process alive.
process.exit((await main()) > 0 ? 1 : 0);
