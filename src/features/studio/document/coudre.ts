import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { relireYaml } from '../../../lib/yaml-relu.ts'
import type { Chemin } from '../../formes/index.ts'
import { type Geste, noeud, type Valeur } from './noeud.ts'

/** What is taken out of a text between two offsets, and what is put there. */
export type Coupe = { debut: number; fin: number; texte: string }

type Cadre = { texte: string; doc: Document.Parsed }

/**
 * The few cuts of a text that make a change, or nothing where a change has no small seam. What comes out is not trusted: `appliquer` reads it again.
 * Offsets are those of the text before the first cut.
 */
export function coudre(texte: string, g: Geste): Coupe[] | undefined {
  const lu = relireYaml(texte)
  const doc = (lu.ok ? lu.value : lu.error.lu)?.doc
  if (!doc) return undefined
  const cadre: Cadre = { texte, doc }
  const parent = noeud(cadre.doc, g.chemin.slice(0, -1))
  const dernier = g.chemin.at(-1)!
  if (g.verbe === 'ajouter') return ajouter(cadre, g.chemin, g.valeur, g.rang)
  // a group or a list that was empty, or becomes so, is written whole
  if (g.chemin.length > 1 && isCollection(parent) && vide(parent, g))
    return coudre(texte, { verbe: 'poser', chemin: g.chemin.slice(0, -1), valeur: devenu(parent, g) })
  if (isMap(parent)) {
    const i = parent.items.findIndex(p => isScalar(p.key) && String(p.key.value) === String(dernier))
    if (g.verbe === 'retirer') return retirerCle(cadre, parent, i)
    return g.verbe === 'poser' ? poserCle(cadre, parent, i, { cle: String(dernier), valeur: g.valeur }) : undefined
  }
  if (!isSeq(parent) || typeof dernier !== 'number') return undefined
  if (g.verbe === 'retirer') return retirerLigne(cadre, parent, dernier)
  if (g.verbe === 'deplacer') return deplacer(cadre, parent, dernier, g.vers)
  return poserLigne(cadre, parent, dernier, g.valeur)
}

const vide = (parent: YAMLMap | YAMLSeq, g: Geste) =>
  g.verbe === 'poser' ? isMap(parent) && parent.items.length === 0 : g.verbe === 'retirer' && parent.items.length === 1
const devenu = (parent: YAMLMap | YAMLSeq, g: Geste): Valeur =>
  g.verbe === 'poser' ? { [String(g.chemin.at(-1))]: g.valeur } : isSeq(parent) ? [] : {}

const debutDeLigne = (t: string, i: number) => t.lastIndexOf('\n', i - 1) + 1
/** Where the next line begins. */
function finDeLigne(t: string, i: number): number {
  if (t[i - 1] === '\n') return i
  const fin = t.indexOf('\n', i)
  return fin < 0 ? t.length : fin + 1
}
const seulSurSaLigne = (t: string, i: number) => t.slice(debutDeLigne(t, i), i).trim() === ''
const marge = (n: number) => ' '.repeat(n)
const colonne = (t: string, i: number) => i - debutDeLigne(t, i)
const plage = (n: unknown) => (n as Node | null)?.range ?? undefined
const plageDe = (p: Pair) => plage(isScalar(p.key) ? p.key : undefined)

/** A value as block lines at a margin; the first one without it. */
const enBloc = (valeur: Valeur | Record<string, Valeur>, retrait: number) =>
  stringify(valeur, { lineWidth: 0 })
    .replace(/\n$/, '')
    .replace(/\n(?=[^\n])/g, `\n${marge(retrait)}`)
/** A value on one line, as it stands between brackets. */
const enFlux = (valeur: Valeur) => stringify([valeur], { collectionStyle: 'flow', lineWidth: 0 }).trim().slice(1, -1).trim()

/** A scalar in the quotes that its place had, if they fit; on one line. */
function scalaire(valeur: Valeur, ancien: Scalar, flux: boolean): string | undefined {
  if (typeof valeur === 'object' && valeur !== null) return undefined
  const s = new Scalar(valeur)
  if (typeof valeur === 'string' && ancien.value !== '' && (ancien.type === 'QUOTE_DOUBLE' || ancien.type === 'QUOTE_SINGLE'))
    s.type = ancien.type
  const ecrit = flux
    ? stringify([s], { collectionStyle: 'flow', lineWidth: 0 }).trim().slice(1, -1).trim()
    : stringify({ k: s }, { lineWidth: 0 }).trimEnd().slice(3)
  return ecrit.includes('\n') ? undefined : ecrit
}

const surUneLigne = (s: unknown): s is Scalar.Parsed =>
  isScalar(s) &&
  s.type !== 'BLOCK_FOLDED' &&
  s.type !== 'BLOCK_LITERAL' &&
  s.range !== undefined &&
  s.range !== null &&
  s.range[1] > s.range[0]

function poserCle(c: Cadre, groupe: YAMLMap, i: number, { cle, valeur }: { cle: string; valeur: Valeur }): Coupe[] | undefined {
  const paire = groupe.items[i]
  if (!paire) return cleNeuve(c, groupe, cle, valeur)
  const [k, v] = [plageDe(paire), plage(paire.value)]
  if (surUneLigne(paire.value)) {
    const ecrit = scalaire(valeur, paire.value, !!groupe.flow)
    if (ecrit !== undefined) return [{ debut: v![0], fin: v![1], texte: ecrit }]
  }
  if (!k || !v || isAlias(paire.value)) return undefined
  const entreSignes = isCollection(paire.value) && paire.value.flow && paire.value.items.length > 0 && typeof valeur === 'object'
  if (groupe.flow || entreSignes) return v[1] > v[0] ? [{ debut: v[0], fin: v[1], texte: enFlux(valeur) }] : undefined
  if ((paire.value as Node & { anchor?: string }).anchor) return undefined
  return [{ debut: k[0], fin: sansFinDeLigne(c.texte, v[1]), texte: enBloc({ [cle]: valeur }, colonne(c.texte, k[0])) }]
}
/** The end of a block without the line ends and spaces that close it. */
const sansFinDeLigne = (t: string, fin: number) => {
  let i = fin
  while (i > 0 && /\s/.test(t[i - 1]!)) i--
  return i
}

function cleNeuve(c: Cadre, groupe: YAMLMap, cle: string, valeur: Valeur): Coupe[] | undefined {
  const dernier = groupe.items.at(-1)
  const premiere = groupe.items[0] && plageDe(groupe.items[0])
  if (!dernier || !premiere) return undefined
  const fin = plage(dernier.value)?.[1] ?? plageDe(dernier)![1]
  if (groupe.flow)
    return [
      {
        debut: fin,
        fin,
        texte: `, ${enFlux({ [cle]: valeur })
          .slice(1, -1)
          .trim()}`,
      },
    ]
  return [lignesApres(c.texte, fin, colonne(c.texte, premiere[0]), { [cle]: valeur })]
}
/** Lines put under a value, at a margin. */
function lignesApres(t: string, fin: number, retrait: number, valeur: Valeur): Coupe {
  const ou = finDeLigne(t, fin)
  const saut = ou > 0 && t[ou - 1] !== '\n' ? '\n' : ''
  return { debut: ou, fin: ou, texte: `${saut}${marge(retrait)}${enBloc(valeur, retrait)}\n` }
}

function retirerCle(c: Cadre, groupe: YAMLMap, i: number): Coupe[] | undefined {
  const [paire, suivante] = [groupe.items[i], groupe.items[i + 1]]
  if (!paire || groupe.items.length === 1) return undefined
  const k = plageDe(paire)
  const fin = plage(paire.value)?.[1] ?? k?.[1]
  if (!k || fin === undefined) return undefined
  if (groupe.flow)
    return [
      entreVirgules(
        c.texte,
        groupe.items.map(p => [plageDe(p)![0], plage(p.value)?.[1] ?? plageDe(p)![1]]),
        i,
      ),
    ]
  if (seulSurSaLigne(c.texte, k[0])) return [{ debut: debutDeLigne(c.texte, k[0]), fin: finDeLigne(c.texte, fin), texte: '' }]
  // the first key of a list's line: the next one takes its place behind the dash
  const apres = suivante && plageDe(suivante)
  return apres && !c.texte.slice(fin, apres[0]).includes('#') ? [{ debut: k[0], fin: apres[0], texte: '' }] : undefined
}
/** One of several between brackets, with the comma that goes with it. */
function entreVirgules(t: string, items: readonly (readonly [number, number])[], i: number): Coupe {
  const [debut, fin] = items[i]!
  const suivant = items[i + 1]
  return suivant ? { debut, fin: suivant[0], texte: '' } : { debut: items[i - 1]![1], fin: t[fin] === ',' ? fin + 1 : fin, texte: '' }
}

/** Blank lines and comments, then a dash alone on its line. */
const TIRET = /(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*-(?=\s|$)/y
/** Where each line of a list begins (its dash) and ends. */
function lignesDe(c: Cadre, liste: YAMLSeq): [number, number][] | undefined {
  if (liste.flow || !liste.range) return undefined
  let apres = debutDeLigne(c.texte, liste.range[0])
  const lignes: [number, number][] = []
  for (const n of liste.items) {
    TIRET.lastIndex = apres
    const devant = TIRET.exec(c.texte)
    if (!devant) return undefined
    const tiret = apres + devant[0].length - 1
    const fin = plage(n)?.[1] ?? tiret + 1
    lignes.push([debutDeLigne(c.texte, tiret), finDeLigne(c.texte, fin)])
    apres = finDeLigne(c.texte, plage(n)?.[2] ?? fin)
  }
  return lignes
}
const ancres = (n: unknown) => (n as { anchor?: string } | null)?.anchor !== undefined
/** What stands between the commas of a list in brackets. */
const entreCrochets = (liste: YAMLSeq) =>
  liste.items.some(ancres) ? undefined : liste.items.map(n => [plage(n)![0], plage(n)![1]] as const)

function ajouter(c: Cadre, chemin: Chemin, valeur: Valeur, rang?: number): Coupe[] | undefined {
  const liste = noeud(c.doc, chemin)
  if (!isSeq(liste) || liste.items.length === 0) return coudre(c.texte, { verbe: 'poser', chemin, valeur: [valeur] })
  const ici = Math.min(rang ?? liste.items.length, liste.items.length)
  if (liste.flow) {
    const items = entreCrochets(liste)
    if (!items) return undefined
    const suivant = items[ici]
    return suivant
      ? [{ debut: suivant[0], fin: suivant[0], texte: `${enFlux(valeur)}, ` }]
      : [{ debut: items.at(-1)![1], fin: items.at(-1)![1], texte: `, ${enFlux(valeur)}` }]
  }
  const lignes = lignesDe(c, liste)
  if (!lignes) return undefined
  const retrait = c.texte.slice(lignes[0]![0]).search(/\S/)
  const suivante = lignes[ici]
  if (!suivante) return [lignesApres(c.texte, lignes.at(-1)![1], retrait, [valeur])]
  const ou = avecSesCommentaires(c.texte, suivante[0])
  return [{ debut: ou, fin: ou, texte: `${marge(retrait)}${enBloc([valeur], retrait)}\n` }]
}

function poserLigne(c: Cadre, liste: YAMLSeq, i: number, valeur: Valeur): Coupe[] | undefined {
  const ancien = liste.items[i]
  const p = plage(ancien)
  if (!p || isAlias(ancien) || ancres(ancien)) return undefined
  if (surUneLigne(ancien)) {
    const ecrit = scalaire(valeur, ancien, !!liste.flow)
    if (ecrit !== undefined) return [{ debut: p[0], fin: p[1], texte: ecrit }]
  }
  if (liste.flow) return [{ debut: p[0], fin: p[1], texte: enFlux(valeur) }]
  const ligne = lignesDe(c, liste)?.[i]
  if (!ligne) return undefined
  const retrait = c.texte.slice(ligne[0]).search(/\S/)
  return [{ debut: ligne[0], fin: sansFinDeLigne(c.texte, p[1]), texte: `${marge(retrait)}${enBloc([valeur], retrait)}` }]
}

function retirerLigne(c: Cadre, liste: YAMLSeq, i: number): Coupe[] | undefined {
  if (!liste.items[i] || liste.items.length === 1) return undefined
  const flux = liste.flow && entreCrochets(liste)
  if (flux) return [entreVirgules(c.texte, flux, i)]
  const ligne = lignesDe(c, liste)?.[i]
  return ligne && [{ debut: ligne[0], fin: ligne[1], texte: '' }]
}

/** The start of a line, or of the comments that stand right above it. */
function avecSesCommentaires(t: string, debut: number): number {
  const avant = debutDeLigne(t, debut - 1)
  return debut > 0 && /^[ \t]*#/.test(t.slice(avant, debut)) ? avecSesCommentaires(t, avant) : debut
}

function deplacer(c: Cadre, liste: YAMLSeq, de: number, vers: number): Coupe[] | undefined {
  const places = liste.flow ? entreCrochets(liste) : lignesDe(c, liste)?.map(([d, f]) => [avecSesCommentaires(c.texte, d), f] as const)
  if (!places?.[de] || !places[vers]) return undefined
  const textes = places.map(([d, f]) => c.texte.slice(d, f))
  textes.splice(vers, 0, ...textes.splice(de, 1))
  return places.flatMap(([debut, fin], i) => (c.texte.slice(debut, fin) === textes[i] ? [] : [{ debut, fin, texte: textes[i]! }]))
}
