import { majuscule } from '../../lib/mots.ts'
import type { Chemin, Feuille } from '../formes/index.ts'
import { choixDe } from './choix.table.ts'
import { demandeA } from './forme-ecrite.ts'
import { formulairesDe, type Groupe, groupe, liste, texte } from './motifs/lire-brut.ts'
import type { Offre } from './motifs/offre.ts'
import { offresDe } from './motifs/offres.ts'
import { colonnesDe, tableauxDe } from './motifs/offres-des-questions.ts'

/** A code that a field may hold, as people know what it names. `court`: the same in a word. */
export type CodeOffert = { code: string; nom: string; court?: string }

const MOTS_MAX = 70
const court = (t: string) => (t.length > MOTS_MAX ? `${t.slice(0, MOTS_MAX - 1)}…` : t)
const lignes = (v: unknown, cle = 'code'): CodeOffert[] =>
  liste(v).flatMap(x => {
    const code = x[cle]
    return typeof code === 'string' && code !== '' ? [{ code, nom: court(texte(x.libelle) || texte(x.titre) || texte(x.nom) || code) }] : []
  })
const second = (brut: Groupe) => groupe(groupe(brut.phases).dossier_complet)
const desDeux = (brut: Groupe, cle: string) => [...lignes(brut[cle]), ...lignes(second(brut)[cle])]
const clauses = (brut: Groupe): CodeOffert[] =>
  Object.entries(groupe(brut.clauses)).map(([code, v]) => {
    const dit = texte(groupe(v).texte)
    return { code, nom: dit ? `${court(dit)} (${code})` : code, court: code }
  })
const etapes = (brut: Groupe) => formulairesDe(brut).flatMap(f => lignes(f.etapes))
const questions = (brut: Groupe, type?: string) =>
  formulairesDe(brut).flatMap(f =>
    liste(f.etapes).flatMap(e =>
      lignes(
        liste(e.questions).filter(q => !type || q.type === type),
        'id',
      ),
    ),
  )

/** What names something of the call, by its key: where the things that it may name are. */
const PAR_CLE: Readonly<Record<string, (brut: Groupe) => CodeOffert[]>> = {
  avis: b => lignes(b.avis),
  departement: b => lignes(groupe(b.territoire).departements),
  departements: b => lignes(groupe(b.territoire).departements),
  enveloppe: b => lignes(b.enveloppes),
  enveloppes: b => lignes(b.enveloppes),
  formulaire: b => lignes(b.formulaires),
  montre: etapes,
  natures: b => desDeux(b, 'natures'),
  piece: b => desDeux(b, 'pieces'),
  pieces: b => desDeux(b, 'pieces'),
  question: b => questions(b),
  renvoi: b => lignes(b.renvois),
  solde: b => desDeux(b, 'natures'),
  tableau: b => questions(b, 'tableau'),
  volets: b => lignes(b.volets),
}
/** The same where the key alone does not say it. */
const PAR_PLACE: Readonly<Record<string, (brut: Groupe) => CodeOffert[]>> = {
  'essais/actions': b => liste(b.volets).flatMap(v => lignes(v.actions)),
  'regles/etape': etapes,
  'suivi/debut': b => questions(b, 'date'),
  'suivi/fin': b => questions(b, 'date'),
}
/** What a figure may depend on: a choice, whose answers each have a value, or a number, by bands. What most figures depend on stands first. */
function selon(appel: Groupe): CodeOffert[] {
  const dits: [string, Omit<Offre, 'nom'>][] = [
    ...[...offresDe(appel).noms].filter(([nom]) => !nom.includes(' . ')),
    ...tableauxDe(appel).flatMap(t => colonnesDe(appel, t.id).map(([c, o]): [string, Omit<Offre, 'nom'>] => [`${t.id} . ${c}`, o])),
  ]
  const offerts = dits.flatMap(([code, o]) => {
    const choisi = o.options !== undefined && code !== 'calendrier'
    const compte = PAR_BANDES.has(o.genre) && o.sorte !== 'chiffre'
    return choisi || compte ? [{ code, nom: court(majuscule(COURANTS[code] ?? o.dit)) }] : []
  })
  const premiers = Object.keys(COURANTS).flatMap(c => offerts.find(o => o.code === c) ?? [])
  return [...premiers, ...offerts.filter(o => !premiers.includes(o))]
}
const PAR_BANDES: ReadonlySet<string> = new Set(['nombre', 'montant', 'taux'])
const COURANTS: Readonly<Record<string, string>> = {
  volet: 'le volet',
  'type de structure': 'le type de structure',
  population: 'la population de la structure',
  département: 'le département de la structure',
}
/** Keys whose text is words where it is not a code. */
const MOTS = new Set(['departement', 'departements', 'actions'])

/** The codes that a field may hold, with what they name; nothing where it is typed. Pure. */
export function codesOfferts(brut: unknown, chemin: Chemin, feuille: Feuille, plusieurs: boolean): CodeOffert[] | undefined {
  const appel = groupe(brut)
  if (feuille.type === 'clause') return clauses(appel)
  if (plusieurs && feuille.choix) return feuille.choix.map(code => ({ code, nom: majuscule(choixDe(code)) }))
  const [avant, cle] = chemin.filter(c => typeof c === 'string').slice(-2) as [string, string | undefined]
  if (cle === 'selon') return selon(appel)
  const reponses = demandeA(appel, chemin)?.options
  if (reponses) return Object.entries(reponses).map(([code, nom]) => ({ code, nom: court(nom) }))
  // a test dossier may be of anywhere
  if (chemin[0] === 'essais' && cle === 'departement') return undefined
  const lire = PAR_PLACE[`${avant}/${cle}`] ?? (cle && (feuille.type === 'code' || MOTS.has(cle)) ? PAR_CLE[cle] : undefined)
  return lire && uniques(lire(appel))
}
const uniques = (codes: readonly CodeOffert[]) => [...new Map(codes.map(c => [c.code, c])).values()]

/** Those that a field holds, in the order of the file, then the others: what is shown is not changed by being shown. */
export function coches(offerts: readonly CodeOffert[], valeur: string): { tenus: CodeOffert[]; autres: CodeOffert[] } {
  const tenus = [...new Set(valeur.split('\n').filter(Boolean))]
  const parCode = new Map(offerts.map(o => [o.code, o]))
  return {
    tenus: tenus.map(code => parCode.get(code) ?? { code, nom: `${code}, qui n’est plus dans l’appel` }),
    autres: offerts.filter(o => !tenus.includes(o.code)),
  }
}
