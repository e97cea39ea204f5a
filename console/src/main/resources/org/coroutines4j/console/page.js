'use strict'
// Shows what the console sends each second. All texts of the program go into text nodes, and never into HTML.
const folded = new Set()
let data = { trees: [], warnings: [] }

const byId = (id) => document.getElementById(id)

// Characters that would be invisible, or would turn the writing direction.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

function visible(text) {
  return String(text).replace(hidden, (c) => '\\u' + c.codePointAt(0).toString(16).padStart(4, '0'))
}

function element(tag, text, className) {
  const made = document.createElement(tag)
  if (text !== undefined) made.textContent = visible(text)
  if (className) made.className = className
  return made
}

function seconds(millis) {
  return (millis / 1000).toFixed(1) + ' s'
}

function all(nodes, into = []) {
  for (const node of nodes) {
    into.push(node)
    all(node.children, into)
  }
  return into
}

function matches(node, word) {
  return node.name.toLowerCase().includes(word) || node.children.some((child) => matches(child, word))
}

function treeOf(nodes, word, within, budget) {
  const list = document.createDocumentFragment()
  for (const node of nodes) {
    if (!within && !matches(node, word)) continue
    if (budget.left-- <= 0) {
      list.append(element('div', 'and more: search for a name', 'node'))
      break
    }
    const inside = within || node.name.toLowerCase().includes(word)
    const box = element('div', undefined, 'node')
    const line = element('div', undefined, 'line ' + node.state)
    line.dataset.kind = node.kind
    const fold = element('button', node.children.length === 0 ? '' : folded.has(node.id) ? '+' : '−', 'fold')
    fold.addEventListener('click', () => {
      if (!folded.delete(node.id)) folded.add(node.id)
      show()
    })
    line.prepend(fold)
    line.append(element('b', node.name), ' #' + node.id)
    if (node.state !== 'active') line.append(' (' + node.state + ')')
    if (node.doing) line.append(element('span', ': ' + node.doing, 'doing'))
    const facts = []
    if (node.waitsFor !== null) facts.push('waits for #' + node.waitsFor)
    if (node.permit !== null) facts.push('permit of ' + node.dispatcher + ' ' + node.permit)
    if (node.created) facts.push('created at ' + node.created)
    if (facts.length) line.append(element('span', ' [' + facts.join(', ') + ']', 'facts'))
    box.append(line)
    if (!folded.has(node.id)) box.append(treeOf(node.children, word, inside, budget))
    list.append(box)
  }
  return list
}

function row(...cells) {
  const made = element('tr')
  for (const cell of cells) made.append(element('td', cell))
  return made
}

function circles(nodes) {
  const byNode = new Map(nodes.map((node) => [node.id, node]))
  const found = []
  const seen = new Set()
  for (const start of nodes) {
    const path = []
    let node = start
    while (node && node.waitsFor !== null && !seen.has(node.id)) {
      seen.add(node.id)
      path.push(node)
      node = byNode.get(node.waitsFor)
      const at = path.indexOf(node)
      if (at >= 0) found.push([...path.slice(at), node].map((each) => each.name + ' #' + each.id).join(' → '))
    }
  }
  return found
}

function show() {
  const word = byId('search').value.toLowerCase()
  const nodes = all(data.trees)
  byId('pid').textContent = data.pid
  byId('tree').replaceChildren(treeOf(data.trees, word, word === '', { left: 2000 }))
  const waits = nodes.filter((node) => node.waits && node.waitedMillis !== null && matches(node, word))
  waits.sort((a, b) => b.waitedMillis - a.waitedMillis)
  byId('waits').replaceChildren(
    ...waits.slice(0, 20).map((node) => row(seconds(node.waitedMillis), node.name + ' #' + node.id, node.doing)))
  byId('circles').replaceChildren(...circles(nodes).map((text) => element('li', text)))
  byId('findings').replaceChildren(
    ...data.warnings.slice().reverse().map((each) => row(each.time.slice(11, 19), each.code, each.task ? each.task + ' #' + each.taskId : '', each.text)))
}

async function load() {
  try {
    const answer = await fetch('data.json')
    if (!answer.ok) throw new Error(await answer.text())
    data = await answer.json()
    byId('status').textContent = all(data.trees).length + ' nodes'
    show()
  } catch (e) {
    byId('status').textContent = e.message
  }
  setTimeout(load, 1000)
}

byId('search').addEventListener('input', show)
load()
