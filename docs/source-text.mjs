// Writes what a person reads of the sources, for the prose linter: the comments, and the texts of messages and help.
// A line of the text is a line of the source.
import fs from 'node:fs'
import path from 'node:path'

const target = 'target/source-text'
fs.rmSync(target, { recursive: true, force: true })
for (const module of ['runtime', 'dsl-java', 'dsl-kotlin', 'testing', 'micrometer', 'jdbc', 'spring', 'spring-boot/starter', 'spring-boot/test', 'console', 'guide', 'samples', 'samples/mixed', 'samples/service', 'samples/spring', 'benchmarks']) {
  const sources = path.join('..', module, 'src', 'main')
  for (const file of fs.readdirSync(sources, { recursive: true })) {
    if (!/\.(java|kt)$/.test(file)) continue
    const lines = fs.readFileSync(path.join(sources, file), 'utf8').split('\n')
    const out = path.join(target, module, file + '.md')
    fs.mkdirSync(path.dirname(out), { recursive: true })
    fs.writeFileSync(out, lines.map(prose).join('\n'))
  }
}

function prose(line) {
  const text = line.trim()
  if (/^(\/\*\*|\*)/.test(text)) {
    return text.replace(/^(\/\*\*|\*\/|\*)/, '').replace(/\*\/$/, '').replace(/\{@\w+ [^}]*\}/g, 'code').trim()
  }
  const literals = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((literal) => literal[1])
  const comment = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/\/\/ (.*)/)
  return [...literals, comment?.[1] ?? ''].join(' ').trim()
}
