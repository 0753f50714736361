// Plants one defect at a time in a copy of the repository, builds it, and runs the test that must find it.
// node tests/ReFlow.Indexer.Tests/mutations.mjs [name]: exit code 0 when every defect was found. With --check only whether each still
// fits the sources.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../../..')
const simulation = 'Random_histories_reorgs_faults_and_crashes_end_in_the_tables_of_a_fold_from_scratch'

const defects = [
  {
    name: 'cursor committed apart from rows',
    test: simulation,
    file: 'ReFlow.Indexer/Storage/ReadModelWriter.cs',
    edits: [[
      '        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);\n',
      '        await CursorStore.MoveAsync(connection, from, from.At(batch.Last), cancellationToken);\n        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);\n',
    ], [
      '        await CursorStore.MoveAsync(connection, from, from.At(batch.Last), cancellationToken);\n        (commands.Connection',
      '        (commands.Connection',
    ]],
  },
  {
    name: 'a batch is written from what the next fold makes of it',
    test: simulation,
    file: 'ReFlow.Indexer/Storage/ReadModelWriter.cs',
    edits: [[
      '        await using var commands = new NpgsqlBatch();\n',
      '        await Task.Delay(20, cancellationToken);\n        await using var commands = new NpgsqlBatch();\n',
    ]],
  },
  {
    name: 'logs at the head by number, not by hash',
    test: simulation,
    file: 'ReFlow.Indexer/Chain/BlockReader.cs',
    edits: [
      ['chain.GetLogsByBlockHashAsync(only.Hash, LogFilter.All, cancellationToken)', 'chain.GetLogsAsync(only.Number, only.Number, LogFilter.All, cancellationToken)'],
      ['            Verify(header, ofBlock, items);\n', ''],
    ],
  },
  {
    name: 'no check of the parent hash',
    test: simulation,
    file: 'ReFlow.Indexer/Sync/ChainFollower.cs',
    edits: [['if (batch.First.ParentHash != Cursor.BlockHash)', 'if (batch.First.Number < 0)']],
  },
  {
    name: 'nobody is told of a branch that was left',
    test: simulation,
    file: 'ReFlow.Indexer/Sync/ChainFollower.cs',
    edits: [['        _cursor = await mark.SetAsync(Cursor, cancellationToken);\n        var ancestor', '        var ancestor']],
  },
  {
    name: 'undo forgets one table',
    test: simulation,
    file: 'ReFlow.Indexer/Storage/ReadModelTables.cs',
    edits: [['        ("token_transfers", "block_number"),\n', '']],
  },
  {
    name: 'outbox by high-water mark',
    test: 'Message_that_commits_after_a_later_one_is_still_published',
    file: 'ReFlow.Indexer/Outbox/OutboxRelay.cs',
    edits: [
      ['from outbox where kind = $1 order by id limit $2', 'from outbox where kind = $1 and id > $3 order by id limit $2'],
      ['new() { Value = options.OutboxBatch } }', 'new() { Value = options.OutboxBatch }, new() { Value = _sent } }'],
      ['            messages.Add((reader.GetInt64(0),', '            messages.Add((_sent = reader.GetInt64(0),'],
      ['    protected override async Task ExecuteAsync', '    long _sent = -1;\n\n    protected override async Task ExecuteAsync'],
    ],
  },
]

const plant = (defect, original) => defect.edits.reduce((source, [from, to]) => {
  if (!source.includes(from)) throw new Error(`${defect.name}: ${defect.file} does not hold ${from}`)
  return source.replace(from, () => to)
}, original)

const argument = process.argv[2]
if (argument === '--check') {
  for (const defect of defects) plant(defect, readFileSync(join(root, defect.file), 'utf8'))
  console.log(`${defects.length} planted defects fit the sources`)
  process.exit(0)
}

const copy = mkdtempSync(join(tmpdir(), 'reflow-mutations-'))
const run = (command, args) => spawnSync(command, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, REFLOW_SEEDS: '300' } })
const build = () => run('dotnet', ['build', 'tests/ReFlow.Indexer.Tests', '-p:RunAnalyzers=false', '-v', 'q'])
const test = name => run(join(copy, 'artifacts/bin/ReFlow.Indexer.Tests/debug/ReFlow.Indexer.Tests'), ['-method', `*${name}`])

let missed = 0
try {
  const left = new Set(['artifacts', 'node_modules', '.git', '.reflow'].map(name => join(root, name)))
  cpSync(root, copy, { recursive: true, filter: path => path === root || !left.has(path) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const defect of defects.filter(one => !argument || one.name.includes(argument))) {
    const path = join(copy, defect.file)
    const original = readFileSync(path, 'utf8')
    writeFileSync(path, plant(defect, original))
    const built = build()
    if (built.status !== 0) throw new Error(`${defect.name}: does not build\n${built.stdout}`)
    const started = Date.now()
    const tested = test(defect.test)
    const found = tested.status !== 0
    const reason = /Seed \d+: [^\n]*|Waited [^\n]*/.exec(tested.stdout)?.[0] ?? ''
    console.log(`${found ? 'found ' : 'MISSED'} ${defect.name} (${((Date.now() - started) / 1000).toFixed(0)} s) ${reason.slice(0, 200)}`)
    if (!found) missed++
    writeFileSync(path, original)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`${missed} missed`)
process.exit(missed === 0 ? 0 : 1)
