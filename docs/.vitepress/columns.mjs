// Shows "Kotlin:" with its program and "Here:" with its program side by side, where the window is wide enough.
export function columns(md) {
  md.core.ruler.push('columns', (state) => {
    if (!state.env.relativePath?.startsWith('from/')) return
    const wrapped = []
    for (let at = 0; at < state.tokens.length; ) {
      const end = comparisonAt(state.tokens, at)
      if (end === undefined) {
        wrapped.push(state.tokens[at++])
        continue
      }
      const here = hereWithin(state.tokens, at, end)
      wrapped.push(html(state, '<div class="columns"><div>\n'))
      wrapped.push(...state.tokens.slice(at, here))
      wrapped.push(html(state, '</div><div>\n'))
      wrapped.push(...state.tokens.slice(here, end))
      wrapped.push(html(state, '</div></div>\n'))
      at = end
    }
    state.tokens = wrapped
  })
}

/** The index after a comparison that begins at a token, if one does: programs with labels, the last of them "Here:". */
function comparisonAt(tokens, begin) {
  let at = begin
  while (isLabel(tokens, at)) {
    const here = isHere(tokens, at)
    const end = programEnd(tokens, at + 3)
    if (end === undefined) return undefined
    if (here) return at === begin ? undefined : end
    at = end
  }
  return undefined
}

/** The index after the programs that follow a label, if any do. */
function programEnd(tokens, begin) {
  let at = begin
  let programs = 0
  while (tokens[at]?.type === 'html_block' || tokens[at]?.type === 'fence') {
    if (tokens[at++].type === 'fence') programs++
  }
  return programs === 0 ? undefined : at
}

const isLabel = (tokens, at) =>
  tokens[at]?.type === 'paragraph_open' && tokens[at].level === 0 && /^[^.:]{1,60}:$/.test(tokens[at + 1].content)

const isHere = (tokens, at) => isLabel(tokens, at) && tokens[at + 1].content === 'Here:'

function hereWithin(tokens, begin, end) {
  for (let at = begin; at < end; at++) if (isHere(tokens, at)) return at
  throw new Error('a comparison without "Here:"')
}

function html(state, content) {
  const token = new state.Token('html_block', '', 0)
  token.content = content
  return token
}
