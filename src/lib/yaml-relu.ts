import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { commun } from './commun.ts'
import { ok } from './result.ts'
import { BORNES_YAML, compterSignes, type LuYaml, lireYaml } from './yaml.ts'

/**
 * A text that somebody is changing, read again and again: of one that differs from a text read before by a few lines, only the line of a list or the key that holds them is read; what
 * comes after it moves. What it gives is what `lireYaml` gives of the whole text, comments of the tree apart, and is shared: never written to, and its tree no longer
 * looked at once another text was asked for.
 */
export function relireYaml(texte: string): ReturnType<typeof lireYaml> {
  const connu = relus.get(texte)
  const lu = connu ?? continuer(texte) ?? lireYaml(texte)
  // the one that was asked last is the last to go
  relus.delete(texte)
  relus.set(texte, lu)
  let poids = [...relus.values()].reduce((t, l) => t + poidsDe(l), 0)
  for (const [ancien, l] of relus) {
    if (ancien === texte || (poids <= POIDS_MAX && relus.size <= RELUS_MAX)) break
    relus.delete(ancien)
    poids -= poidsDe(l)
  }
  return lu
}

/** Texts last read, those of a few drafts: a thread keeps the trees of two of the largest, or of a few that people write. Signs, and texts. */
const relus = new Map<string, ReturnType<typeof lireYaml>>()
const POIDS_MAX = 2 * BORNES_YAML.signes
const RELUS_MAX = 8
const poidsDe = (lu: ReturnType<typeof lireYaml>) => (lu.ok ? lu.value : lu.error.lu)?.signes ?? 0

/** From a text that is kept read, whose tree becomes that of this one. */
function continuer(texte: string): ReturnType<typeof lireYaml> | undefined {
  for (const [ancien, lu] of [...relus].reverse()) {
    const suite = lu.ok ? continuerDepuis({ texte: ancien, lu: lu.value }, texte) : undefined
    if (!suite) continue
    relus.delete(ancien)
    return ok(suite)
  }
  return undefined
}

/** A larger piece is read with all the rest. */
const MORCEAU_MAX = 64_000
/** One key of a group, or one line of a list, on lines of its own: where its lines begin and end, and what leads to it, the nearest last. */
type Entree = { debut: number; fin: number; rang: number; groupe: YAMLMap | YAMLSeq; au_dessus: readonly (YAMLMap | YAMLSeq)[] }

/** What `texte` says, from another one that was read; its tree is moved, and no longer that of the other. Nothing, and nothing moved, when the whole must be read. */
export function continuerDepuis(avant: { texte: string; lu: LuYaml }, texte: string): LuYaml | undefined {
  if (Buffer.byteLength(texte) > BORNES_YAML.octets) return undefined
  const { debut, fin } = commun(avant.texte, texte)
  const change = { debut, fin: avant.texte.length - fin, plus: texte.length - avant.texte.length }
  for (const e of entreesQuiTiennent(avant, change).reverse()) {
    if (e.fin + Math.max(0, change.plus) - e.debut > MORCEAU_MAX) return undefined
    const lu = remplacer(avant, e, texte.slice(e.debut, e.fin + change.plus), texte.length === e.fin + change.plus)
    if (lu) return lu
  }
  return undefined
}

const plage = (n: unknown) => (n as Node | null | undefined)?.range ?? undefined
const ancree = (n: unknown) => (n as { anchor?: string } | null)?.anchor !== undefined
const debutDeLigne = (t: string, i: number) => t.lastIndexOf('\n', i - 1) + 1
function finDeLigne(t: string, i: number): number {
  if (t[i - 1] === '\n') return i
  const fin = t.indexOf('\n', i)
  return fin < 0 ? t.length : fin + 1
}

/** The keys and lines of lists that hold a change of the text whole, the widest first. */
function entreesQuiTiennent({ texte, lu }: { texte: string; lu: LuYaml }, change: { debut: number; fin: number }): Entree[] {
  const trouvees: Entree[] = []
  const au_dessus: (YAMLMap | YAMLSeq)[] = []
  let courant: unknown = lu.doc.contents
  while ((isMap(courant) || isSeq(courant)) && !courant.flow && !ancree(courant)) {
    const groupe: YAMLMap | YAMLSeq = courant
    au_dessus.push(groupe)
    const rang = groupe.items.findIndex(x => tient(texte, x, change))
    if (rang < 0) break
    const [debut, fin] = lignesDe(texte, groupe.items[rang])!
    // what stands behind a dash begins with it
    if (texte.slice(debutDeLigne(texte, debut), debut).trim() === '')
      trouvees.push({ debut: debutDeLigne(texte, debut), fin, rang, groupe, au_dessus: [...au_dessus] })
    courant = isMap(groupe) ? groupe.items[rang]!.value : groupe.items[rang]
  }
  return trouvees
}
function tient(texte: string, x: unknown, change: { debut: number; fin: number }): boolean {
  const l = lignesDe(texte, x)
  return !!l && l[0] <= change.debut && change.fin <= l[1]
}
/** Where a key, or the dash of a line, stands, and the end of its last line. */
function lignesDe(texte: string, x: unknown): [number, number] | undefined {
  const paire = (x as Pair | null)?.key === undefined ? undefined : (x as Pair)
  const [premiere, derniere] = paire ? [plage(paire.key), plage(paire.value) ?? plage(paire.key)] : [plage(x), plage(x)]
  if (!premiere || !derniere) return undefined
  const debut = paire ? premiere[0] : tiretDe(texte, premiere[0])
  return debut === undefined ? undefined : [debut, finDeLigne(texte, Math.max(derniere[1], derniere[2]))]
}
/** The dash of what begins there, where it stands before it on the same line. */
function tiretDe(texte: string, ou: number): number | undefined {
  const devant = /-[ ]+$/.exec(texte.slice(debutDeLigne(texte, ou), ou))
  return devant ? ou - devant[0].length : undefined
}

/** Signs that may bind a piece to what stands outside it: it is not read alone. */
const LIE = /^(---|\.\.\.|%)|[|>]\d*\+|\r|\t/m

function remplacer(
  { texte: ancien, lu: avant }: { texte: string; lu: LuYaml },
  e: Entree,
  morceau: string,
  dernier: boolean,
): LuYaml | undefined {
  const vieux = e.groupe.items[e.rang]
  const marge = ancien.slice(e.debut).search(/[^ ]/)
  if (!(morceau.endsWith('\n') || dernier) || LIE.test(morceau) || moinsARetrait(morceau, marge) || portantDesRenvois(vieux))
    return undefined
  const lu = lireYaml(morceau)
  const racine = lu.ok ? (lu.value.doc.contents as Node | null) : undefined
  if (!lu.ok || !(isMap(racine) || isSeq(racine)) || isMap(racine) !== isMap(e.groupe)) return undefined
  if (racine.flow || racine.items.length !== 1) return undefined
  if (plage(racine)![0] !== marge || portantDesRenvois(racine)) return undefined
  const derniere = derniereFeuille(racine)
  // a text in a block takes the lines that follow, if they look like its own; a comment in the place of a value, the margin of the next line
  if (enBloc(derniere) && /^[ ]*(#|\n)/.test(ancien.slice(e.fin, e.fin + 1000))) return undefined
  if (derniere.range && derniere.range[0] === derniere.range[1] && derniere.range[1] !== derniere.range[2]) return undefined
  const neuf = racine.items[0]!
  const nom = isMap(e.groupe) ? nouveauNom(e.groupe, e.rang, neuf as Pair) : ''
  const vieuxSignes = compterSignes(ancien.slice(e.debut, e.fin))
  if (nom === undefined || typeof vieuxSignes !== 'number') return undefined
  const signes = avant.signes - vieuxSignes + lu.value.signes
  const valeurs = avant.valeurs - nombreDe(vieux) + lu.value.valeurs - 1
  const profondeur = e.au_dessus.length - 1 + lu.value.profondeur
  if (signes > BORNES_YAML.signes || valeurs > BORNES_YAML.valeurs || profondeur > BORNES_YAML.profondeur) return undefined
  // groups that end with it: where they do is told by their last line, or by a comment under it
  const finales = e.au_dessus.filter((_, i) => e.au_dessus.slice(i).every((g, j) => g.items.at(-1) === suivant(e, i + j)))
  if (finales.some(g => g.range![2] !== g.range![1] && g.range![2] < e.fin)) return undefined
  const sansCommentaire = new Set(finales.filter(g => g.range![2] === g.range![1]))

  const chemin = e.au_dessus.map((_, i) => cleDe(e, i))
  const plus = morceau.length - (e.fin - e.debut)
  ;(e.groupe.items as unknown[])[e.rang] = neuf
  decaler(avant.doc.contents, e.fin, plus, neuf)
  decaler(neuf, 0, e.debut)
  for (const g of finales.reverse()) {
    g.range![1] = finDernier(g)
    if (sansCommentaire.has(g)) g.range![2] = g.range![1]
  }
  const lignes = new LineCounter()
  const [avantLui, apresLui] = [avant.lignes.lineStarts.filter(x => x <= e.debut), avant.lignes.lineStarts.filter(x => x > e.fin)]
  lignes.lineStarts = [...avantLui, ...lu.value.lignes.lineStarts.slice(1).map(x => x + e.debut), ...apresLui.map(x => x + plus)]
  const valeur = isMap(e.groupe) ? (lu.value.brut as Record<string, unknown>)[nom] : (lu.value.brut as unknown[])[0]
  return {
    doc: avant.doc,
    brut: avecALaPlace(avant.brut, chemin, { nom, valeur }),
    lignes,
    signes,
    valeurs,
    profondeur: Math.max(avant.profondeur, profondeur),
  }
}

const moinsARetrait = (t: string, marge: number) => marge > 0 && new RegExp(`^[ ]{0,${marge - 1}}[^ \\n]`, 'm').test(t)
function portantDesRenvois(n: unknown): boolean {
  if (isAlias(n) || ancree(n)) return true
  if (isMap(n)) return n.items.some(portantDesRenvois)
  if (isSeq(n)) return n.items.some(portantDesRenvois)
  const paire = n as Pair | null
  return !!paire && 'key' in paire && (portantDesRenvois(paire.key) || portantDesRenvois(paire.value))
}
function derniereFeuille(n: Node): Node {
  if (!(isMap(n) || isSeq(n)) || n.flow || n.items.length === 0) return n
  const x = n.items.at(-1)
  return derniereFeuille((isMap(n) ? ((x as Pair).value ?? (x as Pair).key) : x) as Node)
}
const enBloc = (n: Node) => isScalar(n) && (n.type === 'BLOCK_FOLDED' || n.type === 'BLOCK_LITERAL')
/** The name of a key that takes the place of another, if it is a word that no other key of its group is. */
function nouveauNom(groupe: YAMLMap, rang: number, neuf: Pair): string | undefined {
  const noms = groupe.items.map(p => (isScalar(p.key) && typeof p.key.value === 'string' ? p.key.value : undefined))
  const nom = isScalar(neuf.key) && typeof neuf.key.value === 'string' ? neuf.key.value : undefined
  return nom === undefined || noms[rang] === undefined || noms.some((x, i) => i !== rang && x === nom) ? undefined : nom
}
/** Values that are counted of a line of a list, or of a key. */
function nombreDe(x: unknown): number {
  if (isMap(x)) return x.items.reduce((t, p) => t + nombreDe(p.value), 1)
  if (isSeq(x)) return x.items.reduce<number>((t, v) => t + nombreDe(v), 1)
  return (x as Pair | null)?.key === undefined ? 1 : nombreDe((x as Pair).value)
}

/** All that stands at an offset or after it moves by so much; `sauf` has places of its own. */
function decaler(n: unknown, des: number, plus: number, sauf?: unknown) {
  if (n === null || n === undefined || n === sauf) return
  const r = plage(n)
  if (r) {
    if (r[2] < des && r[1] < des) return
    for (const i of [0, 1, 2] as const) if (r[i] >= des) r[i] += plus
  }
  if (isMap(n) || isSeq(n)) for (const x of n.items) decaler(x, des, plus, sauf)
  else if (!r && 'key' in (n as Pair)) {
    decaler((n as Pair).key, des, plus, sauf)
    decaler((n as Pair).value, des, plus, sauf)
  }
}
function finDernier(g: YAMLMap | YAMLSeq): number {
  const x = g.items.at(-1)
  return isMap(g) ? (plage((x as Pair).value) ?? plage((x as Pair).key))![2] : plage(x)![2]
}

/** What of this group holds the place. */
const suivant = (e: Entree, i: number): unknown => {
  const g = e.au_dessus[i]!
  const dedans = e.au_dessus[i + 1]
  if (!dedans) return e.groupe.items[e.rang]
  return isMap(g) ? g.items.find(p => p.value === dedans) : dedans
}
const cleDe = (e: Entree, i: number): string | number => {
  const [g, x] = [e.au_dessus[i]!, suivant(e, i)]
  return isMap(g) ? String(((x as Pair).key as { value: unknown }).value) : g.items.indexOf(x)
}
/** The same data with one line of a list, or one key, in the place of that which stood there: the rest is shared. */
function avecALaPlace(v: unknown, [cle, ...suite]: readonly (string | number)[], neuf: { nom: string; valeur: unknown }): unknown {
  const la = (x: unknown) => (suite.length > 0 ? avecALaPlace(x, suite, neuf) : neuf.valeur)
  if (Array.isArray(v)) return v.map((x, i) => (i === cle ? la(x) : x))
  return Object.fromEntries(Object.entries(v as object).map(([k, x]) => (k === cle ? [suite.length > 0 ? k : neuf.nom, la(x)] : [k, x])))
}
