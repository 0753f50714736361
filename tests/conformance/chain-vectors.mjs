// Writes tests/ReFlow.Chain.Tests/Vectors/*.json: what viem and ethers say about hashing, ABI encoding, signing and addresses.
// Every value is computed by both libraries, and the script stops when they disagree. The inputs come from a seed, so a second
// run writes the same files:  node tests/conformance/chain-vectors.mjs [--check]   (--check compares and writes nothing)
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as viem from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import * as ethers from 'ethers';

const folder = fileURLToPath(new URL('../ReFlow.Chain.Tests/Vectors/', import.meta.url));
mkdirSync(folder, { recursive: true });

// A deterministic byte stream: SHA-256 of a label and a counter.
let counter = 0;
const randomBytes = (length) => {
  const chunks = [];
  for (let have = 0; have < length; have += 32) chunks.push(viem.toBytes(viem.sha256(viem.toBytes(`reflow-chain-vectors-${counter++}`))));
  return viem.concat(chunks.length ? chunks : [new Uint8Array()]).slice(0, length);
};
const randomHex = (length) => viem.toHex(randomBytes(length));
const randomInteger = (below) => Number(BigInt(randomHex(6)) % BigInt(below));
const randomUint = (bits) => {
  // A random width first, so that small values occur as often as large ones.
  const width = 1 + randomInteger(bits);
  return BigInt(randomHex(32)) >> BigInt(256 - width);
};
const agreed = (fromViem, fromEthers, what) => {
  assert.equal(fromViem, fromEthers, `viem and ethers disagree on ${what}`);
  return fromViem;
};
const write = (name, cases) => {
  const replacer = (_, value) => (typeof value === 'bigint' ? value.toString() : value);
  const text = `[\n${cases.map((one) => `  ${JSON.stringify(one, replacer)}`).join(',\n')}\n]\n`;
  if (process.argv.includes('--check')) assert.equal(readFileSync(`${folder}${name}.json`, 'utf8'), text, `${name}.json is out of date`);
  else writeFileSync(`${folder}${name}.json`, text);
  console.log(`${name}.json: ${cases.length} cases`);
};

// Keccak-256 over every length from 0 to 300, which crosses the 136-byte block boundary twice.
write('keccak256', Array.from({ length: 301 }, (_, length) => {
  const data = randomHex(length);
  return { data, hash: agreed(viem.keccak256(data), ethers.keccak256(data), `keccak256 of ${length} bytes`) };
}));

// EIP-55 checksums.
const addresses = ['0x0000000000000000000000000000000000000000', '0xffffffffffffffffffffffffffffffffffffffff',
  ...Array.from({ length: 98 }, () => randomHex(20))];
write('eip55', addresses.map((lower) => ({ lower, checksummed: agreed(viem.getAddress(lower), ethers.getAddress(lower), 'a checksum') })));

// Private keys and their addresses: both ends of the valid range and random keys.
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const keys = [1n, 2n, curveOrder - 1n, curveOrder - 2n].map((value) => viem.toHex(value, { size: 32 }))
  .concat(Array.from({ length: 46 }, () => randomHex(32)));
write('keys', keys.map((key) => {
  const digest = randomHex(32);
  const signature = new ethers.SigningKey(key).sign(digest);
  return {
    key, address: agreed(privateKeyToAccount(key).address, new ethers.Wallet(key).address, 'an address'),
    digest, r: signature.r, s: signature.s, yParity: signature.yParity,
  };
}));

// EIP-1559 transactions with an empty access list.
const transactions = [];
for (let i = 0; i < 120; i++) {
  const key = keys[i % keys.length];
  const transaction = {
    chainId: i % 3 === 0 ? 31337 : 1 + randomInteger(2 ** 40),
    nonce: i % 5 === 0 ? 0 : randomInteger(2 ** 32),
    maxPriorityFeePerGas: i % 7 === 0 ? 0n : randomUint(60),
    gas: i % 11 === 0 ? 0n : BigInt(21000 + randomInteger(30_000_000)),
    to: i % 6 === 0 ? null : randomHex(20),
    value: i % 2 === 0 ? 0n : randomUint(100),
    data: i % 4 === 0 ? '0x' : randomHex([1, 4, 31, 36, 55, 56, 68, 256, 700][i % 9]),
  };
  transaction.maxFeePerGas = transaction.maxPriorityFeePerGas + randomUint(60);
  const { gas, to, ...rest } = transaction;
  const raw = agreed(
    await privateKeyToAccount(key).signTransaction({ type: 'eip1559', ...rest, gas, to: to ?? undefined }),
    await new ethers.Wallet(key).signTransaction({ type: 2, ...rest, gasLimit: gas, to }),
    'a signed transaction');
  transactions.push({ key, ...transaction, raw, hash: agreed(viem.keccak256(raw), ethers.Transaction.from(raw).hash, 'a transaction hash') });
}
write('eip1559', transactions);

// RLP of bytes, lists and nested lists around the length boundaries 55/56 and 255/256.
const rlpItem = (depth) => depth > 0 && randomInteger(3) === 0
  ? Array.from({ length: randomInteger(6) }, () => rlpItem(depth - 1))
  : randomHex([0, 1, 1, 2, 32, 54, 55, 56, 57, 255, 256, 300][randomInteger(12)]);
write('rlp', ['0x', '0x00', '0x7f', '0x80', [], [[]], [[], [[]], [[], [[]]]]]
  .concat(Array.from({ length: 60 }, () => rlpItem(3)))
  .map((item) => ({ item, encoded: agreed(viem.toRlp(item), ethers.encodeRlp(item), 'RLP') })));

// CREATE2 (EIP-1014) and CREATE addresses.
write('create2', Array.from({ length: 40 }, (_, i) => {
  const deployer = i === 0 ? '0x4e59b44847b379578588920cA78FbF26c0B4956C' : viem.getAddress(randomHex(20));
  const salt = i % 4 === 0 ? viem.zeroHash : randomHex(32);
  const initCode = randomHex(randomInteger(400));
  return {
    deployer, salt, initCode,
    address: agreed(viem.getCreate2Address({ from: deployer, salt, bytecode: initCode }),
      ethers.getCreate2Address(deployer, salt, ethers.keccak256(initCode)), 'a CREATE2 address'),
  };
}));

// Our contracts, after the ABI that the compiler wrote: call data, return data, logs and revert data, with edge values.
const artifacts = new URL('../../contracts/artifacts/', import.meta.url);
const abis = Object.fromEntries(readdirSync(artifacts).filter((file) => file.endsWith('.json')).sort()
  .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, artifacts), 'utf8')).abi]));
const interfaces = Object.fromEntries(Object.entries(abis).map(([name, abi]) => [name, new ethers.Interface(abi)]));

const texts = ['', 'a', 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(33), 'Kopi Gayo, Aceh – Rp 1.000.000', '渔业 🐟', 'data:application/json;base64,' + 'QUJD'.repeat(300)];
const maximum = (bits) => (1n << BigInt(bits)) - 1n;
const value = (input, round) => {
  if (input.type.endsWith('[]')) return Array.from({ length: round }, (_, i) => value({ ...input, type: input.type.slice(0, -2) }, round + i));
  if (input.type === 'tuple') return input.components.map((component) => value(component, round));
  if (input.type === 'address') return round === 0 ? viem.zeroAddress : round === 1 ? viem.getAddress(`0x${'ff'.repeat(20)}`) : viem.getAddress(randomHex(20));
  if (input.type === 'bytes') return randomHex([0, 1, 31, 32, 33, 64, 65, 300][round % 8]);
  if (input.type.startsWith('bytes')) {
    const length = Number(input.type.slice('bytes'.length));
    return round < 2 ? `0x${['00', 'ff'][round].repeat(length)}` : randomHex(length);
  }
  if (input.type === 'bool') return round % 2 === 1;
  if (input.type === 'string') return texts[round % texts.length];
  const bits = Number(input.type.slice('uint'.length));
  // Values that the C# side reads as an enumeration, a time or a count have that range.
  if (input.internalType?.startsWith('enum ')) return BigInt(round % { RepaymentKind: 3, ReturnMode: 4, LoanState: 7 }[input.internalType.split(/[ .]/).at(-1)]);
  if (/deadline$|^time$|^drawnAt$/i.test(input.name)) return round === 0 ? 1n : round === 1 ? 253402300799n : randomUint(37) || 1n;
  if (/count$|^round$|^settledInstalments$/i.test(input.name) && bits === 256) return round === 0 ? 0n : round === 1 ? maximum(31) : randomUint(31);
  // Narrower in a structure than in an event.
  const width = Math.min(bits, { priceBps: 32, expiry: 40, pausedUntil: 40, memberUntil: 40 }[input.name] ?? 256);
  return round === 0 ? 0n : round === 1 ? maximum(width) : randomUint(width);
};
const values = (inputs, round) => inputs.map((input) => value(input, round));
const named = (item) => item.outputs.map((output) => ({ ...output, name: output.name || item.name }));
const toNames = (input, one) => {
  if (!input.type.startsWith('tuple')) return one;
  if (input.type.endsWith('[]')) return one.map((element) => toNames({ ...input, type: input.type.slice(0, -2) }, element));
  return Object.fromEntries(input.components.map((component, i) => [component.name, toNames(component, one[i])]));
};
// A name alone does not tell overloads apart.
const signature = (item) => ethers.FunctionFragment.from(item).format();
const rounds = Array.from({ length: 8 }, (_, round) => round);
const items = (type) => Object.entries(abis).flatMap(([contract, abi]) => abi
  .filter((item) => item.type === type)
  .map((item) => ({ contract, item })));

write('calls', items('function').flatMap(({ contract, item }) => (item.inputs.length ? rounds : [0]).map((round) => {
  const args = values(item.inputs, round);
  const data = agreed(
    viem.encodeFunctionData({ abi: [item], functionName: item.name, args: args.map((one, i) => toNames(item.inputs[i], one)) }),
    interfaces[contract].encodeFunctionData(signature(item), args), `${item.name}'s call data`);
  return { contract, name: item.name, args, data };
})));

write('returns', items('function').filter(({ item }) => item.outputs.length && (['view', 'pure'].includes(item.stateMutability) || item.name.startsWith('is'))).flatMap(({ contract, item }) => rounds.map((round) => {
  const results = values(named(item), round);
  const data = agreed(
    viem.encodeAbiParameters(item.outputs, results.map((one, i) => toNames(item.outputs[i], one))),
    interfaces[contract].encodeFunctionResult(signature(item), results), `${item.name}'s return data`);
  return { contract, name: item.name, value: results.length === 1 ? results[0] : results, data };
})));

write('events', items('event').flatMap(({ contract, item }) => rounds.map((round) => {
  const args = values(item.inputs, round);
  const plain = item.inputs.map((input, i) => ({ input, one: toNames(input, args[i]) })).filter(({ input }) => !input.indexed);
  const fromEthers = interfaces[contract].encodeEventLog(item.name, args);
  const topics = viem.encodeEventTopics({
    abi: [item], eventName: item.name,
    args: Object.fromEntries(item.inputs.map((input, i) => [input.name, args[i]]).filter((_, i) => item.inputs[i].indexed)),
  });
  agreed(JSON.stringify(topics), JSON.stringify(fromEthers.topics), `${item.name}'s topics`);
  const data = agreed(viem.encodeAbiParameters(plain.map(({ input }) => input), plain.map(({ one }) => one)), fromEthers.data, `${item.name}'s data`);
  return { contract, name: item.name, args, topics, data };
})));

write('errors', items('error').flatMap(({ contract, item }) => (item.inputs.length ? rounds.slice(0, 4) : [0]).map((round) => {
  const args = values(item.inputs, round);
  const data = agreed(viem.encodeErrorResult({ abi: [item], errorName: item.name, args }), interfaces[contract].encodeErrorResult(item.name, args), `${item.name}'s data`);
  return { contract, name: item.name, reason: `${item.name}(${item.inputs.map((input, i) => `${input.name}: ${args[i]}`).join(', ')})`, data };
})));
