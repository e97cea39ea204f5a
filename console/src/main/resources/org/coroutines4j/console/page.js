'use strict'
// Shows what the console sends each second. All texts of the program go into text nodes, and never into HTML.
const folded = new Set()
let data
let pressed = false

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

function matches(node, word) {
  return node.name.toLowerCase().includes(word) || node.children.some((child) => matches(child, word))
}

function treeOf(nodes, word, within) {
  const list = document.createDocumentFragment()
  for (const node of nodes) {
    if (node.kind === 'more') {
      list.append(element('div', (node.name || 'more') + ': search for a name', 'node'))
      continue
    }
    if (!within && !matches(node, word)) continue
    const inside = within || node.name.toLowerCase().includes(word)
    const box = element('div', undefined, 'node')
    const line = element('div', undefined, 'line ' + node.state)
    line.dataset.kind = node.kind
    const fold = element('button', node.children.length === 0 ? '' : folded.has(node.id) ? '+' : '−', 'fold')
    fold.dataset.id = node.id
    fold.disabled = node.children.length === 0
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
    if (!folded.has(node.id)) box.append(treeOf(node.children, word, inside))
    list.append(box)
  }
  return list
}

function row(...cells) {
  const made = element('tr')
  for (const cell of cells) made.append(element('td', cell))
  return made
}

const titled = (node) => node.name + ' #' + node.id

function show() {
  if (pressed) return // a click that has begun must find its button again
  const word = byId('search').value.toLowerCase()
  const { trees, longestWaits, circles, dispatchers, queues } = data.overview
  const focused = document.activeElement?.dataset?.id
  byId('pid').textContent = data.pid
  byId('tree').replaceChildren(treeOf(trees, word, word === ''))
  if (focused) document.querySelector(`button[data-id="${focused}"]`)?.focus()
  byId('waits').replaceChildren(
    ...longestWaits.map((node) => row(seconds(node.waitedMillis), titled(node), node.doing)))
  if (longestWaits.length === 0) byId('waits').append(row('Known for waits that begin while this page looks on.'))
  byId('circles').replaceChildren(
    ...circles.map((nodes) => element('li', [...nodes, nodes[0]].map(titled).join(' → '))))
  byId('dispatchers').replaceChildren(
    ...dispatchers.map((each) => row(each.name, each.used + ' of ' + each.permits + ' held', each.waiting + ' wait')))
  byId('queues').replaceChildren(
    ...queues.map((each) =>
      row(
        each.name,
        each.size + (each.capacity === null ? '' : ' of ' + each.capacity),
        each.waitingProducers + ' producers, ' + each.waitingConsumers + ' consumers wait')))
  byId('findings').replaceChildren(
    ...data.warnings
      .slice()
      .reverse()
      .map((each) =>
        row(each.time.slice(11, 19), each.code, each.task ? each.task + ' #' + each.taskId : '', each.text)))
  for (const heading of document.querySelectorAll('h2[data-for]')) {
    heading.hidden = byId(heading.dataset.for).childElementCount === 0
  }
}

async function load() {
  try {
    const answer = await fetch('data.json?' + encodeURIComponent(byId('search').value))
    if (!answer.ok) throw new Error(await answer.text())
    data = await answer.json()
    byId('status').textContent =
      data.overview.nodes + ' nodes, ' + data.overview.waiting + ' wait'
    show()
  } catch (e) {
    byId('status').textContent = e.message
  }
  setTimeout(load, 1000)
}

document.addEventListener('pointerdown', (event) => (pressed = event.button === 0))
for (const end of ['pointerup', 'pointercancel', 'contextmenu']) {
  document.addEventListener(end, () => setTimeout(() => (pressed = false))) // after the click
}
byId('search').addEventListener('input', () => data && show()) // the answer to the search follows
load()
