// Turns links to files outside this folder into links to the repository, where these files are shown.
import path from 'node:path'

const repository = 'https://github.com/coroutines4j/coroutines4j/blob/main/'

export function sourceLinks(md) {
  md.core.ruler.after('inline', 'source-links', (state) => {
    const folder = path.posix.join('docs', path.posix.dirname(state.env.relativePath ?? ''))
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null
        if (href?.startsWith('../')) {
          const file = path.posix.join(folder, href)
          if (!file.startsWith('docs/')) token.attrSet('href', repository + file)
        }
      }
    }
  })
}
