// Turns the pure functions of a Solidity library into SMT-LIB definitions over bit-vectors, from the compiler's syntax tree, so
// that what is proved is the source itself. Knows the little that packing a word needs; anything else is an error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Bits and sign of a value type; a type of one's own (`HolderWord`) stands for the uint256 that it wraps. */
function shape(typeString) {
  const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(typeString) ?? [];
  if (bits) return { bits: Number(bits), signed: unsigned === '' };
  if (typeString === 'bool') return { bits: 1, signed: false, isBool: true };
  if (/^[A-Z]\w*$/.test(typeString)) return { bits: 256, signed: false };
  throw new Error(`no bit-vector for the type ${typeString}`);
}

const sort = (typeString) => (shape(typeString).isBool ? 'Bool' : `(_ BitVec ${shape(typeString).bits})`);

/** `text`, a value of type `from`, as one of type `to`: cut off, or extended as the sign of `from` says. */
function convert(text, from, to) {
  const [source, target] = [shape(from), shape(to)];
  if (target.bits < source.bits) return `((_ extract ${target.bits - 1} 0) ${text})`;
  if (target.bits > source.bits) return `((_ ${source.signed ? 'sign' : 'zero'}_extend ${target.bits - source.bits}) ${text})`;
  return text;
}

const ARITHMETIC = { '+': 'bvadd', '-': 'bvsub', '*': 'times' };
const BITWISE = { '|': 'bvor', '&': 'bvand', '^': 'bvxor' };
const COMPARISON = { '<': ['bvult', 'bvslt'], '<=': ['bvule', 'bvsle'], '>': ['bvugt', 'bvsgt'], '>=': ['bvuge', 'bvsge'] };

class Translator {
  /** Every declaration of the file by its id, and the constants and functions that were asked for. */
  constructor(declarations) {
    this.declarations = declarations;
    this.definitions = new Map();
  }

  /** Defines `declaration` and first what it calls. */
  define(declaration) {
    if (this.definitions.has(declaration.name)) return;
    const [returns] = declaration.returnParameters.parameters;
    const [block, ...more] = declaration.body.statements;
    const unchecked = block.nodeType === 'UncheckedBlock';
    if (unchecked && more.length > 0) throw new Error(`${declaration.name} goes on after its unchecked block`);
    const type = returns.typeDescriptions.typeString;
    const body = this.body(unchecked ? block.statements : declaration.body.statements, type, unchecked);
    const parameters = declaration.parameters.parameters.map((each) => `(${each.name} ${sort(each.typeDescriptions.typeString)})`);
    this.definitions.set(declaration.name, `(define-fun ${declaration.name} (${parameters.join(' ')}) ${sort(type)} ${body})`);
  }

  /** Declarations of variables, each with its value, and then one return. */
  body([statement, ...rest], type, unchecked) {
    if (statement.nodeType === 'Return' && rest.length === 0) return this.value(statement.expression, type, unchecked);
    if (statement.nodeType !== 'VariableDeclarationStatement' || !statement.initialValue) throw new Error(`no translation of ${statement.nodeType}`);
    const [{ name, typeDescriptions }] = statement.declarations;
    return `(let ((${name} ${this.value(statement.initialValue, typeDescriptions.typeString, unchecked)})) ${this.body(rest, type, unchecked)})`;
  }

  /** An expression as a value of `type`. */
  value(node, type, unchecked) {
    const own = node.typeDescriptions.typeString;
    if (own.startsWith('int_const')) return `(_ bv${this.constant(node)} ${shape(type).bits})`;
    return convert(this.expression(node, own, unchecked), own, type);
  }

  /** A number that the compiler keeps exact until it gets a type. */
  constant(node) {
    if (node.nodeType === 'Literal') return BigInt(node.value.replaceAll('_', ''));
    if (node.nodeType === 'TupleExpression') return this.constant(node.components[0]);
    if (node.nodeType !== 'BinaryOperation') throw new Error(`no translation of the constant ${node.nodeType}`);
    const [left, right] = [this.constant(node.leftExpression), this.constant(node.rightExpression)];
    const results = { '<<': () => left << right, '**': () => left ** right, '+': () => left + right, '-': () => left - right, '*': () => left * right };
    if (!results[node.operator]) throw new Error(`no translation of ${node.operator} between constants`);
    return results[node.operator]();
  }

  expression(node, own, unchecked) {
    switch (node.nodeType) {
      case 'TupleExpression':
        return this.value(node.components[0], own, unchecked);
      case 'Identifier': {
        const declaration = this.declarations.get(node.referencedDeclaration);
        return declaration.constant ? this.value(declaration.value, own, unchecked) : node.name;
      }
      case 'MemberAccess':
        if (node.memberName !== 'max' || shape(own).signed) throw new Error(`no translation of .${node.memberName}`);
        return `(_ bv${(1n << BigInt(shape(own).bits)) - 1n} ${shape(own).bits})`;
      case 'BinaryOperation':
        return this.operation(node, own, unchecked);
      case 'UnaryOperation':
        if (node.operator !== '~') throw new Error(`no translation of a single ${node.operator}`);
        return `(bvnot ${this.value(node.subExpression, own, unchecked)})`;
      case 'Conditional': {
        const [whenTrue, whenFalse] = [node.trueExpression, node.falseExpression].map((each) => this.value(each, own, unchecked));
        return `(ite ${this.value(node.condition, 'bool', unchecked)} ${whenTrue} ${whenFalse})`;
      }
      case 'FunctionCall':
        return this.call(node, own, unchecked);
      default:
        throw new Error(`no translation of ${node.nodeType}`);
    }
  }

  operation(node, own, unchecked) {
    const { operator, leftExpression: left, rightExpression: right, commonType } = node;
    if (operator === '<<' || operator === '>>') {
      const shift = operator === '<<' ? 'bvshl' : shape(own).signed ? 'bvashr' : 'bvlshr';
      return `(${shift} ${this.value(left, own, unchecked)} ${this.value(right, own, unchecked)})`;
    }
    const type = commonType.typeString;
    const operands = `${this.value(left, type, unchecked)} ${this.value(right, type, unchecked)}`;
    if (BITWISE[operator]) return `(${BITWISE[operator]} ${operands})`;
    if (COMPARISON[operator]) return `(${COMPARISON[operator][shape(type).signed ? 1 : 0]} ${operands})`;
    if (operator === '!=') return `(distinct ${operands})`;
    if (operator === '==') return `(= ${operands})`;
    const isConstant = shape(type).bits === 256 && node.isPure;
    // Outside of `unchecked` an overflow reverts, which a bit-vector does not say.
    if (!ARITHMETIC[operator] || !(unchecked || isConstant)) throw new Error(`no translation of a checked ${operator}`);
    return `(${ARITHMETIC[operator]} ${operands})`;
  }

  call(node, own, unchecked) {
    const { expression, arguments: values } = node;
    if (node.kind === 'typeConversion' || expression.memberName === 'wrap' || expression.memberName === 'unwrap') {
      return this.value(values[0], own, unchecked);
    }
    const callee = this.declarations.get(expression.referencedDeclaration);
    if (callee?.nodeType !== 'FunctionDefinition') throw new Error('a call of something that is no function of the library');
    this.define(callee);
    // word.balance() is balance(word).
    const given = expression.nodeType === 'MemberAccess' && callee.parameters.parameters.length > values.length ? [expression.expression, ...values] : values;
    const types = callee.parameters.parameters.map((each) => each.typeDescriptions.typeString);
    return `(${callee.name} ${given.map((each, index) => this.value(each, types[index], unchecked)).join(' ')})`;
  }
}

/** The functions `names` of the library in `file`, and all that they call, as SMT-LIB text; `times` stands for multiplication. */
export function translate(file, names) {
  const settings = { outputSelection: { '*': { '': ['ast'] } } };
  const input = { language: 'Solidity', sources: { file: { content: readFileSync(file, 'utf8') } }, settings };
  const output = JSON.parse(require('solc').compile(JSON.stringify(input)));
  const fatal = output.errors?.find((each) => each.severity === 'error');
  if (fatal) throw new Error(fatal.formattedMessage);

  const declarations = new Map();
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (node.id !== undefined) declarations.set(node.id, node);
    Object.values(node).forEach(visit);
  };
  visit(output.sources.file.ast);
  const translator = new Translator(declarations);
  for (const name of names) {
    const found = [...declarations.values()].filter((each) => each.nodeType === 'FunctionDefinition' && each.name === name);
    if (found.length !== 1) throw new Error(`${file} has ${found.length} functions named ${name}`);
    translator.define(found[0]);
  }
  return [...translator.definitions.values()].join('\n');
}
