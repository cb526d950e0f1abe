// A stylesheet read as nested blocks, enough to drop what is not used. The design system's CSS is regular: no comment holds a brace once minified.

/** @returns {{ tete: string, corps: string, blocs?: ReturnType<typeof lireCss> }[]} rules and at-rules in order; `blocs` for those that nest */
export function lireCss(css) {
  const blocs = []
  let i = 0
  while (i < css.length) {
    const fin = chercher(css, i, '{;')
    if (fin === -1) break
    if (css[fin] === ';') {
      blocs.push({ tete: css.slice(i, fin).trim(), corps: '' })
      i = fin + 1
      continue
    }
    const tete = css.slice(i, fin).trim()
    const ferme = fermeture(css, fin)
    const corps = css.slice(fin + 1, ferme)
    blocs.push(/^@(media|supports|layer|container)/.test(tete) ? { tete, corps, blocs: lireCss(corps) } : { tete, corps })
    i = ferme + 1
  }
  return blocs
}

/** Next of these characters outside strings and parentheses (data URLs hold both). */
function chercher(css, depuis, signes) {
  let parentheses = 0
  for (let i = depuis; i < css.length; i++) {
    const c = css[i]
    if (c === '\\') i++
    else if (c === '"' || c === "'") i = finChaine(css, i)
    else if (c === '(') parentheses++
    else if (c === ')') parentheses--
    else if (parentheses === 0 && signes.includes(c)) return i
  }
  return -1
}

function finChaine(css, debut) {
  for (let i = debut + 1; i < css.length; i++) {
    if (css[i] === '\\') i++
    else if (css[i] === css[debut]) return i
  }
  return css.length
}

function fermeture(css, ouvre) {
  let profondeur = 1
  for (let i = ouvre + 1; ; ) {
    const j = chercher(css, i, '{}')
    if (j === -1) return css.length
    profondeur += css[j] === '{' ? 1 : -1
    if (profondeur === 0) return j
    i = j + 1
  }
}

/** Splits on a separator outside strings and parentheses: selectors on « , », declarations on « ; ». */
export function decouper(texte, separateur) {
  const bouts = []
  for (let i = 0; i <= texte.length; ) {
    const j = chercher(texte, i, separateur)
    bouts.push(texte.slice(i, j === -1 ? undefined : j))
    if (j === -1) break
    i = j + 1
  }
  return bouts
}

export const ecrireCss = blocs =>
  blocs
    .map(b =>
      b.blocs ? (b.blocs.length ? `${b.tete}{${ecrireCss(b.blocs)}}` : '') : b.corps ? `${b.tete}{${b.corps}}` : b.tete ? `${b.tete};` : '',
    )
    .join('')

/** Drops custom properties that nothing reads, in this sheet or `ailleurs`, again and again: the design system defines thousands of colours, a page uses a hundred. */
export function elaguerVariables(css, ailleurs = '') {
  for (;;) {
    const lues = new Set([...(css + ailleurs).matchAll(/var\(\s*(--[\w-]+)/g)].map(m => m[1]))
    const court = css.replace(/(?<=[{;])(--[\w-]+):(?:[^;{}"']|"[^"]*"|'[^']*')*(?:;|(?=\}))/g, (tout, nom) => (lues.has(nom) ? tout : ''))
    if (court.length === css.length) return css.replace(/[^{}]+\{\}/g, '')
    css = court
  }
}
